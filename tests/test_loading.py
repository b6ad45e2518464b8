"""What a command's start must not pay for: parts of our own that it doesn't use, and work that can wait for a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from readiness_tui.use_cases.demo import write_demo

ROOT = Path(__file__).parent.parent
ASSESSMENT = "assessments/support-agent/assessment.yaml"
# Whatever the command: a start waits for nothing, starts no other process, and doesn't ask what else is installed.
NEVER = ("textual", "rich", "asyncio", "multiprocessing", "importlib.metadata", "readiness_tui.tui")
SAVING = ("storage.assessments", "storage.merging", "storage.encoding", "storage.yaml_writer", "storage.state")
COMPARING = ("analysis.comparison", "analysis.comparing", "analysis.moving")
FAULTS = ("difflib", "storage.yaml_syntax", "storage.shape_words", "storage.yaml_scalars")
RENDERING = ("jinja2", "markdown_it", "reports.building", "reports.sandbox")
SOLVING = ("highspy", "numpy", "analysis.solver")
PLANNING = (*SOLVING, "analysis.planning")
LOOKING = (*NEVER, *SAVING, *FAULTS, *RENDERING, *PLANNING, "sqlite3")
WORKING = (*LOOKING, *COMPARING, "analysis.cheapest", "storage.milestones")
FORBIDDEN = {
    "score support-agent": WORKING,
    "score support-agent --json": (*WORKING, "cli.score_text"),
    "score support-agent@latest": (*LOOKING, *COMPARING),
    "gate support-agent --min-score 1": (
        *WORKING,
        *("reports.documents", "storage.answer_places", "analysis.regressing"),
    ),
    "clear support-agent": (*LOOKING, *COMPARING, "storage.milestones"),
    f"validate {ASSESSMENT}": (
        *WORKING,
        *("analysis.scoring", "analysis.deciding", "reports", "storage.questionnaire_faults"),
    ),
    "report support-agent -f md": (*NEVER, *SAVING, *SOLVING, "markdown_it", "storage.yaml_syntax"),
}
RUN = """
import json, sys
sys.argv = ["readiness", *json.loads(sys.argv[1])]
from readiness_tui.__main__ import main
try:
    main()
except SystemExit as end:
    print(json.dumps([end.code, *sys.modules]), file=sys.stderr)
"""
COMPILED = """
import json, sys
from typing import ForwardRef, get_args
sys.argv = ["readiness", *json.loads(sys.argv[1])]
from readiness_tui.__main__ import main
try:
    main()
except SystemExit:
    pass

def compiled(record):
    names = vars(sys.modules[record.__module__])
    texts = [each for each in record.__annotations__.values() if isinstance(each, ForwardRef)]
    return [each.__forward_arg__ for each in texts if each.__forward_arg__.partition(" ")[0] in names]

ours = [vars(module) for name, module in list(sys.modules.items()) if name.startswith("readiness_tui.")]
types = {each for names in ours for each in names.values() if isinstance(each, type)}
types = [each for each in types if each.__module__.startswith("readiness_tui.")]
made = sorted(each.__qualname__ for each in types if "__dataclass_fields__" in vars(each))
records = [each for each in types if "_field_defaults" in vars(each)]
found = {each.__qualname__: compiled(each) for each in records if compiled(each)}
print(json.dumps([made, found, len(records)]), file=sys.stderr)
"""
FAULTS = """
import resource, sys
from readiness_tui.__main__ import _with_room

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

def nothing():
    pass

nothing.__code__ = nothing.__code__.replace(co_stacksize=200)  # so that it doesn't fit at the end of many a piece

def loop(depth):
    if depth:
        return loop(depth - 1)
    before = faults()
    for _ in range(100):
        nothing()
    return faults() - before

def most():
    return max(loop(depth) for depth in range(200))

print(most(), _with_room(most)())
"""
BUILT = """
import json
from readiness_tui.model import assessment, imported, person_settings, questionnaire, task_list, workspace
from readiness_tui.model.values import Frozen

def models(model):
    return {each for child in model.__subclasses__() for each in (child, *models(child))}

print(json.dumps([len(models(Frozen)), sorted(each.__name__ for each in models(Frozen) if each.__pydantic_complete__)]))
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("loading") / "demo", date.today()).root


def python(code: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def full_name(part: str) -> str:
    """Parts of ours are named from the package on."""
    rooms = ("analysis", "cli", "reports", "storage")
    return f"readiness_tui.{part}" if part.partition(".")[0] in rooms else part


@pytest.mark.parametrize("words", FORBIDDEN)
def test_a_command_loads_nothing_that_it_has_no_use_for(demo: Path, words: str) -> None:
    done = python(RUN, demo, json.dumps(words.split()))
    code, *loaded = json.loads(done.stderr.splitlines()[-1])
    assert not code
    assert [part for part in FORBIDDEN[words] if full_name(part) in loaded] == []


@pytest.mark.parametrize("words", ["score support-agent", "gate support-agent", f"validate {ASSESSMENT}"])
def test_a_short_command_compiles_no_methods_of_dataclasses_and_no_annotations_of_named_tuples(
    demo: Path, words: str
) -> None:
    done = python(COMPILED, demo, json.dumps(words.split()))
    dataclasses, annotations, records = json.loads(done.stderr.splitlines()[-1])
    assert dataclasses == []
    assert annotations == {}
    assert records > 5


def test_what_is_forbidden_is_there_so_that_a_new_name_does_not_empty_the_rule() -> None:
    names = {full_name(part) for parts in FORBIDDEN.values() for part in parts}
    files = [ROOT / name.replace(".", "/") for name in names if name.startswith("readiness_tui.")]
    assert [file for file in files if not file.with_suffix(".py").exists() and not file.is_dir()] == []


def test_models_build_their_validators_when_a_file_is_read_and_not_before(tmp_path: Path) -> None:
    count, built = json.loads(python(BUILT, tmp_path).stdout)
    assert count > 50
    assert built == []


def test_no_plugin_of_pydantic_is_looked_for_in_what_is_installed(tmp_path: Path) -> None:
    code = "import os; import readiness_tui.__main__ as start; start.sys.argv = ['readiness', '--help']\n"
    code += "try: start.main()\nexcept SystemExit: print(os.environ['PYDANTIC_DISABLE_PLUGINS'])"
    assert python(code, tmp_path).stdout.splitlines()[-1] == "__all__"


def test_the_first_screen_loads_neither_models_nor_the_reader_of_files(tmp_path: Path) -> None:
    code = "import json, sys, readiness_tui.tui.launching, readiness_tui.tui.screens.home\n"
    code += "import readiness_tui.storage.workspaces\n"
    code += "print(json.dumps([name for name in ('pydantic', 'yaml', 'jinja2', 'highspy') if name in sys.modules]))"
    assert json.loads(python(code, tmp_path).stdout) == []


@pytest.mark.skipif(sys.platform != "linux" or sys.version_info >= (3, 14), reason="only there frames cost that much")
def test_at_no_depth_of_calls_a_loop_takes_memory_for_a_frame_at_each_turn(tmp_path: Path) -> None:
    without, with_room = map(int, python(FAULTS, tmp_path).stdout.split())
    assert without >= 100, "the fault is there no more: the room can go"
    assert with_room < 20
