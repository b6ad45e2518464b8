"""How a report that is too large is cut: the longest texts of section 8 first, then others, then tasks, then rows."""

from collections.abc import Callable
from typing import Any, NamedTuple

ENOUGH = 40
ANY = 1_000_000
KEPT = ("anchor", "href", "hash", "id")
BARE: dict[str, Any] = {
    **dict.fromkeys(("reason", "note", "ticket", "waiver", "waiver_reason", "verify", "improvement"), ""),
    **dict.fromkeys(("owner", "due", "answered_by", "ask"), ""),
    "evidence": (),
    "evidence_hidden": 0,
}


class Cut(NamedTuple):
    """The longest text of a question (0: one line each) and elsewhere, the most rows of a list, tasks whole or not."""

    question: int
    question_rows: int = ANY
    other: int = ANY
    rows: int = ANY
    whole_tasks: bool = True


FEWEST = 4  # what has fewer parts is no list but a pair or three values that belong together
CUTS = (
    *(Cut(length) for length in (8_000, 4_000, 2_000, 1_000, 500, 250, 120, 60, 0)),
    *(Cut(0, other=length) for length in (4_000, 1_000, 250)),
    *(Cut(0, rows // 4, 250, rows, False) for rows in (ANY, 400, 300, 200, 150, 120, 100, 80, 64, 52, 40)),
    *(Cut(0, max(rows // 3, FEWEST), 120, rows, False) for rows in (32, 26, 20, 16, 12, 8, FEWEST)),
)


class Budget(NamedTuple):
    """How many bytes a report may have; `for_each` more for every question beyond the first 40."""

    full: int
    brief: int
    for_each: int
    elsewhere: str

    def limit(self, values: dict[str, Any]) -> int:
        """The bytes that this report may have. A team report has no questions at all, a short one None."""
        if "questions" not in values:
            return self.full
        questions = values["questions"]
        if questions is None:
            return self.brief
        asked: int = questions["asked"]
        return self.full + max(0, asked - ENOUGH) * self.for_each


HTML = Budget(250_000, 60_000, 6_000, "The whole texts are in the assessment's file.")
MARKDOWN = Budget(64_000, 64_000, 0, "The whole texts are in the HTML report and in the assessment's file.")
TEAM_HTML = Budget(5_000_000, 0, 0, "The whole is in the report of each agent.")
TEAM_MARKDOWN = Budget(64_000, 0, 0, "The whole is in the HTML report.")


def shortened(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it is longer than `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def fitted(values: dict[str, Any], budget: Budget, render: Callable[[dict[str, Any]], str]) -> str:
    """The rendered report, cut no more than it takes to stay within its budget."""
    text, limit = render(values), budget.limit(values)
    if len(text.encode()) <= limit:
        return text
    low, high = 0, len(CUTS) - 1
    best = ""
    while low <= high:
        middle = (low + high) // 2
        text = render(_shorter(values, CUTS[middle], budget.elsewhere))
        if len(text.encode()) <= limit:
            best, high = text, middle - 1
        else:
            low = middle + 1
    return best or text


def _shorter(values: dict[str, Any], cut: Cut, elsewhere: str) -> dict[str, Any]:
    shorter = {name: _cut_part(part, cut.other, cut.rows) for name, part in values.items() if name != "questions"}
    if "questions" in values:
        questions = values["questions"]
        kept = questions if cut.question or questions is None else _one_line_each(questions)
        shorter["questions"] = _cut_part(kept, cut.question or 120, cut.question_rows)
        shorter["tasks"] = {**shorter["tasks"], "has_details": cut.whole_tasks}
    return {**shorter, "cut": f"{_words(cut, bool(values.get('questions')))} {elsewhere}"}


def _one_line_each(questions: dict[str, Any]) -> dict[str, Any]:
    """The questions with their answers and nothing that goes with them."""
    sections = tuple(
        {**section, "questions": tuple({**card, **BARE} for card in section["questions"])}
        for section in questions["sections"]
    )
    return {**questions, "sections": sections}


def _words(cut: Cut, has_questions: bool) -> str:
    if not has_questions:
        return (
            f"To stay small, this report cuts texts after {cut.other:,} characters and lists after {cut.rows:,} rows."
        )
    words = f"cuts the texts of section 8 after {cut.question:,} characters"
    if not cut.question:
        tasks = "" if cut.whole_tasks else " and to each task of section 4"
        words = f"gives one line to each question of section 8{tasks}"
    if cut.other < ANY:
        words += f", cuts texts elsewhere after {cut.other:,} characters"
    if cut.rows < ANY:
        words += f", and lists after {cut.question_rows:,} rows in section 8 and {cut.rows:,} elsewhere"
    return f"To stay small, this report {words}."


def _cut_part(part: Any, length: int, rows: int) -> Any:
    if isinstance(part, str):
        return shortened(part, length)
    if isinstance(part, dict):
        return {name: value if name in KEPT else _cut_part(value, length, rows) for name, value in part.items()}
    if isinstance(part, tuple):
        return _cut_list(part, length, rows)
    return part


def _cut_list(part: tuple[Any, ...], length: int, rows: int) -> tuple[Any, ...]:
    """The first rows of a list; a list of texts says itself how many are left out."""
    kept = tuple(_cut_part(value, length, rows) for value in part[:rows])
    left_out = len(part) - len(kept)
    return (*kept, f"and {left_out:,} more") if left_out and isinstance(part[0], str) else kept
