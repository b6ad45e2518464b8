"""What stands above and below the text of a questionnaire: its panes, the problem here, the impact, what was proven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.analysis.edit import Edit
from readiness_tui.model.faults import Fault
from readiness_tui.tui.drafting import Valid
from readiness_tui.tui.glyphs import FULL, NOT, PARTLY, UNANSWERED
from readiness_tui.tui.impact_views import edit_lines, impact_lines, level_words, score_words, task_counts
from readiness_tui.tui.literal import literal, padded
from readiness_tui.tui.question_index import Stop
from readiness_tui.tui.questionnaire_views import fault_lines, outline_lines, preview_lines, problem_lines
from readiness_tui.tui.widgets.lines import Line, told_lines
from readiness_tui.tui.widgets.question_form import FormLook
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.use_cases.questionnaire_trials import Trial

YAML, PREVIEW, OUTLINE, PROBLEMS, IMPACT = "YAML", "Preview", "Outline", "Problems", "Impact"
PANES = (YAML, PREVIEW, OUTLINE, PROBLEMS, IMPACT)
_PROVEN = {
    "ids": (),
    "conditions": ("question-never-asked", "question-undecided", "advisory-never-shown", "hidden-gate", "cycle"),
    "levels reachable": ("level-never-reached", "level-undecided", "mode-never-cleared"),
    "monotone": ("not-monotone", "monotone-sampled", "falling-steps"),
    "rules and modes": (
        "mode-never-reached",
        "rule-never-fires",
        "rule-never-binds",
        "rule-undecided",
        "base-rule-never-fires",
        "default-never-used",
        "never-lifted",
        "lift-not-milder",
    ),
}
_LEAST = 5
_HELP = (
    "What you type is checked 200 ms after the last key. F8 goes to the next problem; out of the text (Esc) J and K go "
    "to the next and the previous one, / finds words, g goes to a question.",
    "F7 walks the panes. Preview is the question under the cursor as a team will see it, Outline the list of all, "
    "Problems everything found, Impact what is edited and what it does to the agents of this workspace: score, level, "
    "answers, decisions. Preview, Outline and Impact are of the last text that could be read.",
    "The text is a draft, kept on this machine while you type: nobody else sees it, no assessment uses it. F9 "
    "publishes it once it has no errors, under a new version. Agents stay with the version they have until someone "
    "moves them (: upgrade). D, out of the text, gives the draft up.",
    "F4 opens it in $EDITOR. Where the file is changed outside, it is read again; where you typed as well, you are "
    "asked, and neither text is lost.",
)


def tabs_line(panes: Sequence[str], shown: str, problems: str, hint: str, width: int) -> Line:
    """The names of the panes, the one that is shown in brackets."""
    parts = [
        literal(f"[{name}{problems if name == PROBLEMS else ''}]", "bold")
        if name == shown
        else literal(f" {name}{problems if name == PROBLEMS else ''} ", "$muted")
        for name in panes
    ]
    line = Content.assemble(" ", Content(" ").join(parts))
    gap = width - line.cell_length - cell_len(hint) - 1
    return Line(Content.assemble(line, " " * gap, (hint, "$muted")) if gap > 0 else line)


def pane_lines(
    side: str, trial: Trial | None, valid: Valid | None, problem: int, stop: Stop | None, look: FormLook
) -> Sequence[Line]:
    """The pane that stands beside the text, or in its place."""
    width = look.width
    if side == PROBLEMS:
        return list(problem_lines(trial, problem, width)) if trial is not None else told_lines("checking", width)
    if valid is None:
        return told_lines("as soon as the text can be read", width)
    if side == IMPACT:
        edits = list(edit_lines(valid.edits, width))
        counted = impact_lines(valid.impact, width) if valid.impact is not None else told_lines("no agents yet", width)
        return [*edits, *counted]
    if side == OUTLINE:
        return outline_lines(valid.session, stop, width, look.height)
    return preview_lines(valid.session, stop, look)


def problem_at(faults: Sequence[Fault], line: int) -> int | None:
    """The place of the problem of a line, else of the next one after it, else of the first."""
    after = (place for place, fault in enumerate(faults) if fault.line >= line)
    return next(after, 0 if faults else None)


def next_problem(faults: Sequence[Fault], here: tuple[int, int], step: int) -> int:
    """The place of the next problem after a line and column (1), of the one before (-1), or of the first error (0)."""
    at = [(fault.line, fault.column) for fault in faults]
    if step > 0:
        return next((place for place, where in enumerate(at) if where > here), 0)
    if step < 0:
        return next((place for place, where in reversed(list(enumerate(at))) if where < here), len(at) - 1)
    return next((place for place, fault in enumerate(faults) if fault.severity == "error"), 0)


def below_lines(
    trial: Trial | None, valid: Valid | None, problem: int | None, width: int, height: int
) -> Sequence[Line]:
    """The problem here, what the last text that could be read does to agents, and what is proven of this one."""
    told: list[Line] = []
    if trial is not None and problem is not None and problem < len(trial.faults):
        told = [*fault_lines(trial.faults[problem], width)][:2]
    checked = _check_line(trial, width)
    room = height - len(told) - 1
    if height < _LEAST or room < 2:
        return [*told[: height - 1], checked]
    return [*told, *_impact(valid, trial, width)[:room], checked]


def _impact(valid: Valid | None, trial: Trial | None, width: int) -> list[Line]:
    if valid is None:
        return [rule("Impact: as soon as the text can be read", width)]
    is_this = trial is not None and trial.text == valid.text
    when = "" if is_this else f" of the last valid text, {valid.moment:%H:%M}"
    lines = [rule(f"Impact{when}: {edit_words(valid.edits)} · nothing written", width)]
    agents = valid.impact.agents if valid.impact is not None else ()
    room = min(20, max((cell_len(effect.before.slug) for effect in agents), default=0))
    for effect in agents:
        score = padded(score_words(effect, ""), 22)
        words = "  ".join((padded(effect.before.slug, room), score, *filter(None, (task_counts(effect),)), ""))
        lines.append(Line(literal(f" {words}{level_words(effect)}").truncate(max(1, width - 1), ellipsis=True)))
    return lines


def edit_words(edits: Sequence[Edit]) -> str:
    """What was edited, in a few words."""
    if not edits:
        return "nothing is edited"
    if len(edits) == 1:
        return f"{edits[0].subject} {edits[0].text}"
    lost = sum(edit.effect == "lost" for edit in edits)
    return f"{len(edits)} edits" + (f", {lost} lose{'s' if lost == 1 else ''} answers" if lost else "")


def _check_line(trial: Trial | None, width: int) -> Line:
    parts: list[Content] = [literal(" Check ", "bold")]
    if trial is None:
        parts.append(literal(f"{UNANSWERED} not yet", "$muted"))
    else:
        parts += _proofs(trial) if not trial.errors or trial.is_proven else ()
        parts += _counts(trial)
    return Line(Content("  ").join(parts).truncate(max(1, width - 1), ellipsis=True))


def _proofs(trial: Trial) -> Iterator[Content]:
    for name, ids in _PROVEN.items():
        found = {fault.severity for fault in trial.faults if fault.id in ids}
        if not trial.is_proven and ids:
            yield literal(f"{UNANSWERED} {name}", "$muted")
        else:
            glyph = NOT if "error" in found else PARTLY if found else FULL
            style = "$not-in-place" if "error" in found else "$partly" if found else "$in-place"
            yield Content.assemble((glyph, style), f" {name}")


def _counts(trial: Trial) -> Iterator[Content]:
    for severity, glyph, style in (("error", NOT, "$not-in-place"), ("warning", PARTLY, "$partly")):
        count = sum(fault.severity == severity for fault in trial.faults)
        if count:
            yield Content.assemble((glyph, style), f" {count} {severity}{'' if count == 1 else 's'}")


def editor_help(here: Sequence[Fault]) -> tuple[str, str]:
    """Title and text: the problems of the cursor's line in full, then how the editor works."""
    parts = []
    for fault in here:
        parts.append(f"{fault.line}:{fault.column} {fault.message}" + (f"; {fault.remedy}" if fault.remedy else ""))
        parts += [f"For example: {fault.counterexample}"] if fault.counterexample else []
    return "Questionnaire editor", "\n\n".join((*parts, *_HELP))
