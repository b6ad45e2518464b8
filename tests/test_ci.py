"""The CI recipes of the docs run as they stand: their scripts under bash, as the services run them, met and not met."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from readiness_tui.use_cases.demo import write_demo

ROOT = Path(__file__).parent.parent
ACTION = ROOT / "docs" / "ci" / "github-action" / "action.yml"
GUIDE = ROOT / "docs" / "ci.md"
BASH = shutil.which("bash")
MET = "--level supervised-pilot"
NOT_MET = "--level limited-production --tasks-cleared"

pytestmark = pytest.mark.skipif(BASH is None or os.name == "nt", reason="the recipes are bash scripts")


@dataclass
class Service:
    """A runner of a CI service: a checked out workspace, a `readiness` on the PATH, a pip that only notes its words."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def workspace(self) -> Path:
        return self.folder / "demo"

    def text(self, name: str) -> str:
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def shell(self, script: str, here: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {
            key: os.environ[key] for key in ("HOME", "LANG", "LC_ALL", "COVERAGE_PROCESS_START") if key in os.environ
        }
        path = os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])
        state = {"READINESS_STATE_DIR": str(self.folder / "state"), "PYTHONUTF8": "1"}
        return subprocess.run(
            [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=here,
            env={**kept, "PATH": path, **state, **self.variables, **variables},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo(tmp_path_factory.mktemp("ci") / "demo", date.today()).root


@pytest.fixture
def service(tmp_path: Path, demo: Path) -> Service:
    shutil.copytree(demo, tmp_path / "demo")
    (tmp_path / "bin").mkdir()
    python = shlex.quote(sys.executable)
    write_script(tmp_path / "bin" / "readiness", f'exec {python} -m readiness_tui "$@"')
    write_script(tmp_path / "bin" / "python3", f'printf "%s\\n" "$@" >> {shlex.quote(str(tmp_path / "pip"))}')
    return Service(tmp_path)


def write_script(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


class Action:
    """The composite action, step by step as GitHub runs it: inputs filled in, the first step that fails ends it."""

    def __init__(self, service: Service, **inputs: str) -> None:
        self.service = service
        self.action: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
        known = self.action["inputs"]
        assert set(inputs) <= set(known)
        self.inputs = {name: inputs.get(name, known[name].get("default")) for name in known}
        self.code, self.out, self.err = 0, "", ""
        for number, step in enumerate(self.action["runs"]["steps"]):
            if self.code == 0:
                self._run(number, step)

    def _run(self, number: int, step: dict[str, Any]) -> None:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input in a script could run as one"
        filled = {name: self._filled(value) for name, value in step["env"].items()}
        ran = self.service.shell(
            step["run"],
            self.service.folder,
            **filled,
            GITHUB_ACTION_PATH=str(ACTION.parent),
            GITHUB_OUTPUT=str(self.service.folder / "output"),
            GITHUB_STEP_SUMMARY=str(self.service.folder / f"summary-{number}"),
        )
        self.code, self.out, self.err = ran.returncode, self.out + ran.stdout, self.err + ran.stderr

    def _filled(self, value: str) -> str:
        found = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value)
        assert found, value
        return self.inputs[found[1]] or ""

    @property
    def summary(self) -> str:
        return self.service.text(f"summary-{len(self.action['runs']['steps']) - 1}")


def test_the_action_passes_where_the_gate_is_met(service: Service) -> None:
    ran = Action(service, agent="support-agent", workspace="demo", conditions=MET)
    assert ran.code == 0, ran.err
    assert service.text("output") == "met=true\n"
    assert ran.out.splitlines()[-1] == "support-agent: Gate met: 1 of 1 conditions met"
    assert ran.summary.startswith("## ✅ Support agent")
    assert service.text("pip").splitlines()[:3] == ["-m", "pip", "install"]
    assert Path(service.text("pip").splitlines()[-1]).resolve() == ROOT


def test_the_action_fails_where_it_is_not_with_annotations_summary_and_sarif(service: Service) -> None:
    ran = Action(service, agent="support-agent", workspace="demo", conditions=NOT_MET, sarif="out.sarif")
    assert ran.code == 1, ran.err
    assert service.text("output") == "met=false\n"
    errors = [line for line in ran.out.splitlines() if line.startswith("::error file=assessments/support-agent/")]
    assert "acts alone, cleared for approve before" in errors[0]
    assert any("Output validated after" in line for line in errors)
    assert ran.summary.count("## ❌ Support agent") == 1, "once, although the gate is asked twice"
    document = json.loads(service.text("out.sarif"))
    assert {result["kind"] for result in document["runs"][0]["results"]} == {"fail"}


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"agent": "support-agent", "conditions": "--level heaven", "sarif": "out.sarif"}, "no level 'heaven'"),
        ({"agent": "support-agent; touch owned", "conditions": "$(touch owned) `touch owned`"}, ""),
        ({"agent": "support-agent", "workspace": "elsewhere"}, "no workspace"),
    ],
)
def test_the_action_ends_with_2_for_bad_input_and_no_input_is_run(
    service: Service, inputs: dict[str, str], says: str
) -> None:
    ran = Action(service, **{"workspace": "demo", **inputs})
    assert ran.code == 2
    assert says in ran.err
    assert service.text("output") == ""
    assert not list(service.folder.rglob("owned"))
    assert not list(service.folder.rglob("out.sarif"))


@pytest.mark.deep
def test_the_action_ends_at_a_file_that_is_broken(service: Service) -> None:
    broken = service.workspace / "assessments" / "invoice-matcher" / "assessment.yaml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("intent: ", "intend: ", 1), encoding="utf-8")
    ran = Action(service, agent="support-agent", workspace="demo", conditions=MET)
    assert ran.code == 2
    assert re.search(r"invoice-matcher/assessment.yaml:\d+:\d+: ", ran.out)
    assert service.text("output") == ""


@pytest.mark.deep
def test_the_action_installs_what_is_named_instead(service: Service) -> None:
    Action(service, agent="support-agent", workspace="demo", conditions=MET, package="readiness_tui==1.2.3")
    assert service.text("pip").splitlines()[-1] == "readiness_tui==1.2.3"


def test_the_action_says_what_github_asks_for_and_the_guide_names_every_input() -> None:
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    assert {"name", "description", "inputs", "outputs", "runs"} == set(action)
    assert action["runs"]["using"] == "composite"
    assert all(each["description"] for each in (*action["inputs"].values(), *action["outputs"].values()))
    guide = GUIDE.read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in guide for name in action["inputs"])


def blocks(language: str = "yaml") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_guides_workflow_uses_the_action_with_inputs_that_it_has() -> None:
    (workflow,) = [yaml.safe_load(block) for block in blocks() if "codeql-action" in block]
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    (step,) = [step for step in workflow["jobs"]["readiness"]["steps"] if "github-action" in step.get("uses", "")]
    assert f"/{ACTION.parent.relative_to(ROOT).as_posix()}@" in step["uses"]
    assert set(step["with"]) <= set(action["inputs"])


@pytest.mark.deep
def test_the_guides_two_lines_without_the_action_run(service: Service) -> None:
    (steps,) = [yaml.safe_load(block) for block in blocks() if block.lstrip().startswith("- run:")]
    codes = [service.shell(step["run"], service.workspace).returncode for step in steps]
    assert codes == [0, 1]


def gitlab(service: Service, **variables: str) -> subprocess.CompletedProcess[str]:
    """GitLab runs the lines of `script` as one script, with the job's variables in the environment."""
    (job,) = [yaml.safe_load(block)["readiness-gate"] for block in blocks() if "artifacts:" in block]
    assert job["artifacts"]["reports"]["junit"] == "readiness.xml"
    assert job["artifacts"]["when"] == "always"
    return service.shell("\n".join(job["script"]), service.workspace, **{**job["variables"], **variables})


def test_the_gitlab_job_passes_and_leaves_a_report(service: Service) -> None:
    ran = gitlab(service, READINESS_CONDITIONS=MET)
    assert ran.returncode == 0, ran.stderr
    suites = ElementTree.parse(service.workspace / "readiness.xml").getroot()
    assert (suites.get("tests"), suites.get("failures")) == ("1", "0")
    assert "Gate met" in ran.stdout


@pytest.mark.deep
def test_the_gitlab_job_fails_and_leaves_a_report(service: Service) -> None:
    ran = gitlab(service)
    assert ran.returncode == 1, ran.stderr
    suites = ElementTree.parse(service.workspace / "readiness.xml").getroot()
    assert (suites.get("tests"), suites.get("failures")) == ("2", "2")
    assert "Gate not met" in ran.stdout


@pytest.mark.deep
def test_the_gitlab_job_ends_with_2_for_bad_input(service: Service) -> None:
    ran = gitlab(service, READINESS_CONDITIONS="--level heaven")
    assert ran.returncode == 2
    assert "no level 'heaven'" in ran.stderr


def hook() -> dict[str, Any]:
    (found,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("path", "is_checked"),
    [
        ("readiness.yaml", True),
        ("agents/readiness.yml", True),
        ("assessments/bot/assessment.yaml", True),
        ("agents/assessments/bot/milestones/0001-2026-11-22-7f3a9c.yaml", True),
        ("assessments/bot/questionnaires/abc.yaml", True),
        ("agents/questionnaires/our-own.yaml", True),
        ("docker-compose.yaml", False),
        ("my-assessments/x.yaml", False),
        ("assessments/notes.md", False),
        ("not-readiness.yaml", False),
    ],
)
def test_the_pre_commit_hook_takes_the_files_of_a_workspace_and_no_others(path: str, is_checked: bool) -> None:
    assert bool(re.search(hook()["files"], path)) == is_checked


def test_the_pre_commit_hook_passes_good_files_and_stops_a_broken_one(service: Service) -> None:
    files = [path.relative_to(service.folder).as_posix() for path in sorted(service.workspace.rglob("*.yaml"))]
    taken = [path for path in files if re.search(hook()["files"], path)]
    assert len(taken) > 8
    command = [*shlex.split(hook()["entry"]), *taken]
    good = service.shell(shlex.join(command), service.folder)
    assert (good.returncode, good.stdout) == (0, ""), good.stdout
    path = service.workspace / "assessments" / "support-agent" / "assessment.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("intent: replace", "intent: replce", 1), encoding="utf-8")
    bad = service.shell(shlex.join(command), service.folder)
    assert bad.returncode == 2
    assert re.match(r"demo/assessments/support-agent/assessment.yaml:\d+:\d+: .*did you mean 'replace'", bad.stdout)
    assert len(bad.stdout.splitlines()) == 1


@pytest.mark.deep
def test_the_pre_commit_hook_stops_warnings_where_it_is_told_to(service: Service) -> None:
    path = service.workspace / "assessments" / "support-agent" / "assessment.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("choice: full", "choice: fulll", 1), encoding="utf-8")
    command = f"{hook()['entry']} {{}} {path.relative_to(service.folder)}"
    codes = [service.shell(command.format(words), service.folder).returncode for words in ("", "--strict")]
    assert codes == [0, 1]


def test_the_guides_pre_commit_configuration_names_the_hook() -> None:
    (configuration,) = [yaml.safe_load(block) for block in blocks() if "hooks:" in block]
    assert configuration["repos"][0]["hooks"] == [{"id": hook()["id"]}]
