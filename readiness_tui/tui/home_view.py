"""The lines of Home: the table of agents, what must stop, the agent under the cursor, what falls due, the first run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.analysis.wording import NOTHING, interval_text
from readiness_tui.tui.glyphs import CURSOR, FULL, NOT, RULE
from readiness_tui.tui.literal import clipped, lines_of, literal, one_line, padded
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import BLANK, Line
from readiness_tui.use_cases.attention import Due, blocker_words, stop_words
from readiness_tui.use_cases.workspaces import AgentRow, Workspace

STOPS_SHOWN = 3
FIRST_RUN = (
    ("d", "Demo", "a filled-in workspace in a temporary folder"),
    ("n", "New", "name, questionnaire, folder; then the first question"),
    ("i", "Import", "answers and tasks from a YAML or CSV file"),
    ("Q", "Questionnaires", "look at the ones that come with the program"),
)

HELP_TO_BEGIN = """\
d opens an example that is filled in; nothing of it is kept. n asks for a name and opens the first of the questions, \
which one key each answers.

A workspace is a folder: readiness.yaml, and one folder for each agent with its answers and milestones. Keep it in git \
beside the agent. Nothing leaves this computer."""
HELP_ON_AGENTS = """\
Agents with a task that must stop come first, then those with most blockers, then by due date.

LEVEL is the rung that today's answers reach: both ends where open answers may still decide.

WORST–BEST is the score that the answers have shown, and the one that the open ones may still give.

BLOCKERS are tasks that are built with more autonomy than they are cleared for, and gates of the target level that fail.

LAST is the last milestone; * says that answers changed since.

Enter opens the first open question of the agent under the cursor; F2 to F6, c, H and r open its screens."""


def home_header(
    workspace: Workspace | None, total: int, left: int, most: int, today: date, *, is_demo: bool
) -> HeaderLine:
    """The workspace, how many agents it has and how many of them are still to be read, and the day."""
    if workspace is None:
        return HeaderLine(("Readiness",), ("no workspace here yet", str(today)))
    name = one_line(workspace.settings.name or workspace.root.name)
    count = f"{total:,} agent{'' if total == 1 else 's'}{', P lists all' if total > most else ''}"
    reading = f" · reading {left:,} more" if left else ""
    facts = (f"{name} ·", f"{count}{reading} ·", str(today))
    return HeaderLine(("Readiness",), facts, "DEMO" if is_demo else "", gap=" ")


def stop_lines(rows: Sequence[AgentRow], width: int) -> list[Line]:
    """The agents with tasks that must stop, and a blank line below; nothing where there are none."""
    stops = [(row.slug, stop_words(row)) for row in rows if row.evaluation and row.evaluation.beyond_clearance]
    lines = [
        Line(
            Content.assemble(
                (f" {NOT} STOP  ", "bold $not-in-place"), literal(clipped(f"{slug}: {words}", width - 10), "bold")
            ),
            f"agent:{slug}",
        )
        for slug, words in stops[:STOPS_SHOWN]
    ]
    if len(stops) > STOPS_SHOWN:
        lines.append(Line(literal(f"         and {len(stops) - STOPS_SHOWN} more agents", "$muted")))
    return [*lines, Line(BLANK)] if lines else []


def _columns(width: int) -> tuple[int, ...]:
    """Widths of agent, level, worst–best, answered, blockers, last; what doesn't fit is 0, from the right."""
    spare = max(0, width - 80)
    wanted = (20 + min(spare // 2, 14), 20 + min(spare - spare // 2, 8), 12, 10, 11, 4)
    return tuple(size if 3 + sum(wanted[: place + 1]) <= width else 0 for place, size in enumerate(wanted))


def agents_heading(width: int) -> Content:
    """The names of the columns."""
    names = ("Agent", "Level", "Worst–best", "Answered", "Blockers", "Last")
    cells = [padded(name, size) for name, size in zip(names, _columns(width), strict=True) if size]
    return literal("   " + "".join(cells), "$muted")


def agent_line(row: AgentRow, width: int, is_cursor: bool) -> Content:
    """One agent; a file that can't be read says where and why instead of figures."""
    mark = CURSOR if is_cursor else " "
    agent, *sizes = _columns(width)
    name = literal(f" {mark} {padded(row.slug, agent - 1)} ", "bold" if is_cursor else "")
    if row.evaluation is None or row.questionnaire is None:
        fault = next(iter(fault_texts(row)), "")
        return Content.assemble(name, literal(clipped(f"{NOT} {fault}", width - agent - 4), "$not-in-place"))
    parts = [literal(padded(text, size), style) for (text, style), size in zip(_figures(row), sizes, strict=True)]
    return Content.assemble(name, *parts)


def fault_texts(row: AgentRow) -> tuple[str, ...]:
    """Why the file of an agent can't be read, with places inside the workspace: `bot/assessment.yaml:2:8: …`."""
    faults = row.problem.faults if row.problem else ()
    return tuple(str(fault).rpartition("/assessments/")[2] for fault in faults)


def _figures(row: AgentRow) -> tuple[tuple[str, str], ...]:
    assert row.evaluation is not None  # the caller has looked
    assert row.questionnaire is not None  # the caller has looked
    card, blockers = row.evaluation.scorecard, len(row.evaluation.blockers)
    level = card.level_worst or NOTHING
    if card.level_best != card.level_worst:
        level += " or better"
    last = row.milestones[-1].label if row.milestones else NOTHING
    return (
        (level if card.overall else NOTHING, ""),
        (interval_text(card.overall, row.questionnaire.scoring.display), ""),
        (f"{card.coverage.answered}/{card.coverage.applicable}", ""),
        (f"{NOT if blockers else FULL} {blockers}", "$not-in-place" if blockers else "$in-place"),
        (f"{last} *" if row.changed_since else last, ""),
    )


def rule(title: str, width: int) -> Line:
    """A title in a rule over the whole width."""
    words = clipped(title, width - 6)
    rest = RULE * max(0, width - cell_len(words) - 3)
    return Line(Content.assemble((f"{RULE} ", "$muted"), literal(words, "bold"), (f" {rest}", "$muted")))


def agent_lines(row: AgentRow | None, worse: int, width: int) -> list[Line]:
    """What is to know of the agent under the cursor."""
    if row is None:
        return []
    head = rule(row.slug if row.name == row.slug else f"{row.slug} · {row.name}", width)
    if row.evaluation is None or row.questionnaire is None:
        lines = [line for fault in fault_texts(row) for line in lines_of(fault, width - 2)]
        return [head, *(Line(literal(f" {line}", "$not-in-place")) for line in lines[:3])]
    return [
        head,
        Line(literal(" " + clipped(" · ".join(_open_words(row, worse)), width - 2))),
        Line(literal(" " + clipped(" · ".join(_blocker_words(row)), width - 2))),
    ]


def _open_words(row: AgentRow, worse: int) -> list[str]:
    assert row.evaluation is not None  # the caller has looked
    assert row.questionnaire is not None  # the caller has looked
    scores = row.evaluation.scorecard.by_question
    open_ids = [name for name, score in scores.items() if score.state == "unanswered" and score.applies != "no"]
    words = ["all questions answered"]
    if open_ids:
        first = row.questionnaire.question_by_id[open_ids[0]].label
        words = [f"{len(open_ids)} open question{'s' if len(open_ids) > 1 else ''}, first: {first}"]
    if worse:
        since = row.milestones[-1].label if row.milestones else ""
        words.append(f"{worse} answer{'s' if worse > 1 else ''} got worse since {since}")
    return words


def _blocker_words(row: AgentRow) -> list[str]:
    assert row.evaluation is not None  # the caller has looked
    words = [f"Blockers: {blocker_words(row)}"]
    expired = row.evaluation.scorecard.confidence.expired
    if expired:
        words.append(f"expired evidence: {expired}")
    labels = [ref.label for ref in row.milestones if "-" in ref.label]
    if labels:
        words.append(f"diverged: {', '.join(labels)}")
    problems = [ref.label for ref in row.milestones if ref.problem]
    if problems:
        words.append(f"{NOT} altered: {', '.join(problems)}")
    return words


def due_lines(dues: Sequence[Due], today: date, width: int, height: int) -> list[Line]:
    """What falls due in 14 days, earliest first."""
    lines = [rule("Due in 14 days", width)]
    if not dues:
        return [*lines, Line(literal(" nothing", "$muted"))]
    shown = dues if len(dues) <= height - 1 else dues[: height - 2]
    agent = min(24, max(cell_len(due.slug) for due in shown) + 2)
    for due in shown:
        late = " late" if due.day < today else ""
        end = "  ".join(
            filter(None, [f"@{due.owner.lstrip('@')}" if due.owner else "", due.ticket or "", late.strip()])
        )
        words = padded(due.words, max(10, min(34, width - agent - 34)))
        text = f" {due.day}  {padded(due.slug, agent)}{words} {end}"
        lines.append(Line(literal(clipped(text, width - 1) if cell_len(text) >= width else text), f"due:{due.slug}"))
    if len(shown) < len(dues):
        lines.append(Line(literal(f" and {len(dues) - len(shown)} more", "$muted")))
    return lines


def first_run_lines(width: int) -> list[Line]:
    """What can be done where there is no workspace yet."""
    lines = [
        Line(BLANK),
        Line(literal(" Is this AI agent ready for production, and which of its tasks may run alone?", "bold")),
        Line(BLANK),
    ]
    for key, title, text in FIRST_RUN:
        words = clipped(text, width - 24)
        lines.append(
            Line(
                Content.assemble(
                    literal(f"   {key}  ", "bold $accent"), literal(f"{title:<16}"), literal(words, "$muted")
                ),
                f"key:{key}",
            )
        )
    told = literal("Everything is plain files in a folder of yours; nothing leaves this computer.", "$muted")
    return [*lines, Line(BLANK), *(Line(Content(" ") + line) for line in told.wrap(width - 2))]
