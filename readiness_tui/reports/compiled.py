"""The built-in templates, compiled when the program is packed: to compile one takes far longer than to fill it in.

They lie in folders whose names say of which texts and with which Jinja they were made. Where there is no such folder,
as in a checkout whose templates have changed since, the texts are compiled when they are used, with the same result.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import jinja2

from readiness_tui.reports.sandbox import Kind, Templates, sandbox

KINDS: tuple[Kind, ...] = ("html", "md")


def compiled_folder(kind: Kind, templates: Templates) -> str:
    """The name of the folder in which just these templates lie, if they have been compiled for one kind of document."""
    made_of = sha256("\0".join(part for pair in sorted(templates.items()) for part in pair).encode())
    return f"{kind}-{getattr(jinja2, '__version__', 'any')}-{made_of.hexdigest()[:16]}"


def compiled_modules(kind: Kind, templates: Templates) -> Iterator[tuple[str, str]]:
    """The modules of Python that templates of one kind become: file names and texts."""
    environment = sandbox(kind, templates)
    for name, text in templates.items():
        if name.endswith(".md.j2") == (kind == "md"):
            module = environment.compile(text, name, name, raw=True, defer_init=True)
            yield jinja2.ModuleLoader.get_module_filename(name), module
