"""The lines of Home: the table of agents, what must stop, the agent under the cursor, what falls due, the first run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.analysis.summary import BY_WAIVER, NOTHING
from readiness_tui.tui.glyphs import CURSOR, FULL, NOT, RULE
from readiness_tui.tui.literal import clipped, lines_of, literal, one_line, padded
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import BLANK, Line
from readiness_tui.use_cases.attention import Overview, blocker_words, stop_words

if TYPE_CHECKING:
    from readiness_tui.reports.documents.statuses import DueDate

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


def home_header(name: str | None, agents: str, today: date, *, is_demo: bool) -> HeaderLine:
    """The workspace (None: there is none yet), what is said of its agents, and the day."""
    if name is None:
        return HeaderLine(("Readiness",), ("no workspace here yet", str(today)))
    facts = (f"{one_line(name)} ·", f"{agents} ·", str(today))
    return HeaderLine(("Readiness",), facts, "DEMO" if is_demo else "", gap=" ")


def stop_lines(agents: Sequence[Overview], width: int) -> list[Line]:
    """The agents with tasks that must stop, and a blank line below; nothing where there are none."""
    stops = [agent for agent in agents if agent.row.beyond]
    lines = [
        Line(
            Content.assemble(
                (f" {NOT} STOP  ", "bold $not-in-place"),
                literal(clipped(f"{agent.slug}: {stop_words(agent)}", width - 10), "bold"),
            ),
            f"agent:{agent.slug}",
        )
        for agent in stops[:STOPS_SHOWN]
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


def agent_line(agent: Overview, width: int, is_cursor: bool) -> Content:
    """One agent; a file that can't be read says where and why instead of figures."""
    mark = CURSOR if is_cursor else " "
    first, *sizes = _columns(width)
    name = literal(f" {mark} {padded(agent.slug, first - 1)} ", "bold" if is_cursor else "")
    if agent.row.problem:
        fault = clipped(f"{NOT} {fault_text(agent)}", width - first - 4)
        return Content.assemble(name, literal(fault, "$not-in-place"))
    parts = [literal(padded(text, size), style) for (text, style), size in zip(_figures(agent), sizes, strict=True)]
    return Content.assemble(name, *parts)


def fault_text(agent: Overview) -> str:
    """Why the file of an agent can't be read, with places inside the workspace: `bot/assessment.yaml:2:8: …`."""
    return agent.row.problem.rpartition("/assessments/")[2]


def _figures(agent: Overview) -> tuple[tuple[str, str], ...]:
    row, standing = agent.row, agent.standing
    level = (standing.level_worst if standing else None) or NOTHING
    if standing is not None and standing.by_waiver:
        level += BY_WAIVER
    if standing is not None and standing.level_best != standing.level_worst:
        level += " or better"
    return (
        (level if row.share >= 0 else NOTHING, ""),
        (row.score_text, ""),
        (f"{row.answered}/{row.applicable}", ""),
        (f"{NOT if row.blockers else FULL} {row.blockers}", "$not-in-place" if row.blockers else "$in-place"),
        (f"{agent.last} *" if row.changed_since else agent.last, ""),
    )


def rule(title: str, width: int) -> Line:
    """A title in a rule over the whole width."""
    words = clipped(title, width - 6)
    rest = RULE * max(0, width - cell_len(words) - 3)
    return Line(Content.assemble((f"{RULE} ", "$muted"), literal(words, "bold"), (f" {rest}", "$muted")))


def agent_lines(agent: Overview | None, width: int) -> list[Line]:
    """What is to know of the agent under the cursor."""
    if agent is None:
        return []
    name = agent.row.name
    head = rule(agent.slug if name == agent.slug else f"{agent.slug} · {name}", width)
    if agent.row.problem:
        return [
            head,
            *(Line(literal(f" {line}", "$not-in-place")) for line in lines_of(fault_text(agent), width - 2)[:3]),
        ]
    return [
        head,
        Line(literal(" " + clipped(" · ".join(_open_words(agent)), width - 2))),
        Line(literal(" " + clipped(" · ".join(_blocker_words(agent)), width - 2))),
    ]


def _open_words(agent: Overview) -> list[str]:
    count, worse = len(agent.attention.open), agent.attention.worse
    words = ["all questions answered"]
    if count:
        words = [f"{count} open question{'s' if count > 1 else ''}, first: {agent.attention.first_open}"]
    if worse:
        words.append(f"{worse} answer{'s' if worse > 1 else ''} got worse since {agent.last}")
    return words


def _blocker_words(agent: Overview) -> list[str]:
    words = [f"Blockers: {blocker_words(agent)}"]
    if agent.row.stale:
        words.append(f"expired evidence: {agent.row.stale}")
    if agent.attention.diverged:
        words.append(f"diverged: {', '.join(agent.attention.diverged)}")
    if agent.attention.altered:
        words.append(f"{NOT} altered: {', '.join(agent.attention.altered)}")
    return words


def due_lines(dues: Sequence[DueDate], today: date, width: int, height: int) -> list[Line]:
    """What falls due in 14 days, earliest first."""
    lines = [rule("Due in 14 days", width)]
    if not dues:
        return [*lines, Line(literal(" nothing", "$muted"))]
    shown = dues if len(dues) <= height - 1 else dues[: height - 2]
    agent = min(24, max(cell_len(due.agent) for due in shown) + 2)
    for due in shown:
        late = " late" if due.due < today else ""
        end = "  ".join(
            filter(None, [f"@{due.owner.lstrip('@')}" if due.owner else "", due.ticket or "", late.strip()])
        )
        words = padded(due.text, max(10, min(34, width - agent - 34)))
        text = f" {due.due}  {padded(due.agent, agent)}{words} {end}"
        lines.append(Line(literal(clipped(text, width - 1) if cell_len(text) >= width else text), f"due:{due.agent}"))
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
                    literal(f"   {key}  ", "bold $in-place"), literal(f"{title:<16}"), literal(words, "$muted")
                ),
                f"key:{key}",
            )
        )
    told = literal("Everything is plain files in a folder of yours; nothing leaves this computer.", "$muted")
    return [*lines, Line(BLANK), *(Line(Content(" ") + line) for line in told.wrap(width - 2))]
