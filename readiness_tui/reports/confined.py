"""The program that renders a team's template in a process of its own: little memory, little time, no file, no child.

It reads one JSON object on stdin and answers with one on stdout. Nothing but the standard library, Jinja and the
reader of notes is loaded, and once the limits hold nothing more can be.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn, TypedDict

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.reports.people_text import note_html
from readiness_tui.reports.rendering import rendered
from readiness_tui.reports.sandbox import Kind
from readiness_tui.reports.template_faults import running_place, template_fault

LONGEST_TEXT = 20_000_000
_LOOK_EVERY = 0.02
# What is otherwise loaded when a template first needs it, and then no file can be opened any more.
_LOADED_LATE = (
    "difflib",
    "encodings.unicode_escape",
    "html",
    "jinja2.debug",
    "textwrap",
    "readiness_tui.reports.policy",
)


class Order(TypedDict):
    """What is to be rendered: plain values, every template's text by name, the one to begin with, the team's own."""

    kind: Kind
    values: dict[str, Any]
    templates: dict[str, str]
    name: str
    own: list[str]
    seconds: float
    megabytes: int


class Answer(TypedDict):
    """The text, or the faults of the template."""

    text: str | None
    faults: list[dict[str, Any]]


def main() -> None:
    """Render what stdin orders; a fault of the template is an answer, too."""
    order: Order = json.loads(sys.stdin.buffer.read())
    for name in _LOADED_LATE:
        import_module(name)
    note_html("*loads the reader of notes*")
    ended = threading.Event()
    _confine(order)
    watch = (threading.get_ident(), order, ended)
    threading.Thread(target=_watch, args=watch, daemon=True).start()
    answer = _answer(order)
    ended.set()
    _tell_and_end(answer)


def _answer(order: Order) -> Answer:
    own = frozenset(order["own"])
    try:
        text = rendered(order["kind"], _tuples(order["values"]), order["templates"], order["name"], own)
    except UserError as error:
        return {"text": None, "faults": [fault._asdict() for fault in error.faults]}
    if len(text) > LONGEST_TEXT:
        return _failed(template_fault("it makes a text that is too long", order["name"], 1))
    return {"text": text, "faults": []}


def _failed(fault: Fault) -> Answer:
    return {"text": None, "faults": [fault._asdict()]}


def _tuples(value: Any) -> Any:
    """JSON knows lists only."""
    if isinstance(value, dict):
        return {key: _tuples(part) for key, part in value.items()}
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value


def _tell_and_end(answer: Answer) -> NoReturn:
    """Answer and be gone at once: an orderly end loads a library, and that is a file."""
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.buffer.flush()
    os._exit(0)


def _confine(order: Order) -> None:
    """Limits of the system, where it has them: memory, time, no new file, no other process."""
    try:
        import resource
    except ImportError:  # Windows: the watch and the parent's clock are left
        return
    seconds = int(time.process_time() + order["seconds"]) + 2
    for name, limit in (
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_AS", order["megabytes"] * 1024 * 1024),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 0),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):  # not every system has, or lowers, each of them
            resource.setrlimit(getattr(resource, name), (limit, limit))


def _watch(thread: int, order: Order, ended: threading.Event) -> None:
    """End the process, and say where the template was, when it has used up its time on the processor."""
    last = time.process_time() + order["seconds"]
    while not ended.wait(_LOOK_EVERY):
        if time.process_time() > last:
            answer = _failed(_too_slow(sys._current_frames().get(thread), order))
            if not ended.is_set():
                _tell_and_end(answer)


def _too_slow(frame: FrameType | None, order: Order) -> Fault:
    name, line = running_place(frame, frozenset(order["own"])) or (order["name"], 1)
    return template_fault(f"it takes more than {order['seconds']:g} seconds", name, line)


if __name__ == "__main__":
    main()
