"""The wheel holds everything that the program needs, and runs from an empty folder in a fresh environment."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from readiness_tui.reports.compiled import KINDS, compiled_folder, compiled_modules

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


def run(command: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "READINESS_WORKSPACE")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def test_the_wheel_holds_questionnaires_templates_and_demo_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (("questionnaires", "*.yaml"), ("questionnaires", "*.json"), ("templates", "*.j2")):
        for path in (ROOT / folder).glob(pattern):
            assert f"readiness_tui/{folder}/{path.name}" in names
    for path in (ROOT / "readiness_tui").rglob("*"):
        if path.suffix in (".py", ".tcss", ".yaml"):
            assert path.relative_to(ROOT).as_posix() in names


def test_the_wheel_holds_the_templates_compiled_from_the_texts_in_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("*.j2")}
    expected = {
        f"readiness_tui/templates/compiled/{compiled_folder(kind, texts)}/{name}"
        for kind in KINDS
        for name, _ in compiled_modules(kind, texts)
    }
    assert len(expected) == len(texts)
    assert {name for name in names if "/compiled/" in name} == expected


def test_the_wheel_holds_nothing_else_of_the_repository(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"readiness_tui"}


def test_the_installed_program_does_the_main_job_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """The dependencies come from this environment, so that the test needs no network."""
    home, empty = tmp_path / "venv", tmp_path / "empty"
    venv.create(home, with_pip=False)
    empty.mkdir()
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index", wheel]
    subprocess.run([str(part) for part in install], check=True, capture_output=True)
    place = run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], empty).stdout.strip()
    (Path(place) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")

    where = run([python, "-c", "import readiness_tui; print(readiness_tui.__file__)"], empty).stdout
    assert str(home) in where, "the program has to run from the wheel, not from the checkout"
    program = scripts / "readiness"
    for words in (["demo", "--to", "demo"], ["-C", "demo", "list"], ["-C", "demo", "score", "support-agent"]):
        done = run([program, *words], empty)
        assert done.returncode == 0, done.stderr
    done = run([program, "-C", "demo", "report", "support-agent", "-f", "html", "-o", "r.html"], empty)
    assert done.returncode == 0, done.stderr
    assert "<html" in (empty / "r.html").read_text(encoding="utf-8")
