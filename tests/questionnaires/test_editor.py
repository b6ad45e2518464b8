"""A real editor's YAML language server on our files, led by nothing but their first line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness_tui.storage.shipped import shipped_files
from readiness_tui.use_cases.questionnaires import new_questionnaire
from readiness_tui.use_cases.workspaces import init_workspace
from tests.questionnaires.language_server import LanguageServer

pytestmark = pytest.mark.deep

SHIPPED = shipped_files("questionnaires", "*.yaml")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A questionnaire that was begun in a new workspace."""
    root = init_workspace(tmp_path_factory.mktemp("editor") / "team", None).root
    return new_questionnaire(root, "payments-agents", None).path


@pytest.fixture(scope="module")
def editor(own: Path) -> Iterator[LanguageServer]:
    with LanguageServer(own.parent) as server:
        yield server


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of an index into a text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_is_underlined_in_a_shipped_questionnaire(editor: LanguageServer, path: Path) -> None:
    assert editor.diagnostics(path) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_unknown_key_is_underlined_where_it_stands(editor: LanguageServer, path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("effort_days:", "efort_days:", 1)
    found = editor.diagnostics(path.with_name(f"typo-{path.name}"), text)
    line, column = place(text, text.index("efort_days"))
    [typo] = [each for each in found if "efort_days" in each["message"]]
    assert typo["range"]["start"] == {"line": line - 1, "character": column - 1}


def test_nothing_is_underlined_in_a_new_questionnaire(editor: LanguageServer, own: Path) -> None:
    assert editor.diagnostics(own) == []


@pytest.mark.parametrize(
    ("written", "cut", "offered"),
    [
        ("at_least: full}", "at_least: ", {"full", "partial", "absent"}),
        ("ask_when: {profile: stage, is: production}", "ask_when: {question: fallback, is: ", {"full", "partial"}),
        ("section: {fold: weighted-mean}", "section: {fold: ", {"weighted-mean", "sum", "minimum"}),
        ("kind: number", "kind: ", {"one", "many", "number"}),
        ("not_applicable: exclude            # exclude, zero or full", "not_applicable: ", {"exclude", "zero", "full"}),
        ("effort_days: 2", "ef", {"effort_days"}),
    ],
)
def test_choice_ids_words_and_keys_are_completed(
    editor: LanguageServer, own: Path, written: str, cut: str, offered: set[str]
) -> None:
    text = own.read_text(encoding="utf-8")
    start = text.index(written)
    typed = text[:start] + cut + ("}" if written.endswith("}") else "") + text[start + len(written) :]
    draft = own.with_name(f"draft-{start}.yaml")
    editor.diagnostics(draft, typed)
    assert offered <= set(editor.completions(draft, *place(typed, start + len(cut))))
