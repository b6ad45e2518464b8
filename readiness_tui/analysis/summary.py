"""What a list shows of an agent on any day, as plain values: kept in the index, and read back with nothing loaded.

Days are texts such as `2026-11-22`, which sort like days. What time changes is kept with its last day.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from readiness_tui.model.modes import BuiltAs, Mode

FOR_GOOD = "9999-12-31"
"""The last day of what doesn't end."""

NOTHING = "–"
BY_WAIVER = " (waived)"
_HEIGHTS = "▁▂▃▄▅▆▇"


class Score(NamedTuple):
    """Both ends of a score, exact as in `41/97`, and in display units as people read it; `share` is the worst end as a
    number in the fold's own units."""

    worst: str
    worst_text: str
    best: str
    best_text: str
    share: float

    @property
    def text(self) -> str:
        """`59.3–71.3`; `78.6` where both ends print the same."""
        return self.worst_text if self.worst_text == self.best_text else f"{self.worst_text}–{self.best_text}"


class Beyond(NamedTuple):
    """A task that runs with more autonomy than it is cleared for: its id and name, how it is built, what is cleared."""

    task: str
    name: str
    built: "BuiltAs"
    cleared: "Mode"


class Standing(NamedTuple):
    """Level, open gates of the target level and tasks beyond their clearance, from a day until a day, both included.

    `rank` is the place of the worst level on the ladder, from 0; -1 where there is none. `by_waiver`: that level holds
    only by gates that are waived.
    """

    since: str
    until: str
    rank: int
    level_worst: str | None
    level_best: str | None
    target: str | None
    by_waiver: bool
    gates: Sequence[str]
    beyond: Sequence[Beyond]

    @property
    def blockers(self) -> int:
        """How many gates and tasks block."""
        return len(self.gates) + len(self.beyond)


class Summary(NamedTuple):
    """An agent's working answers. `score` is None while nothing is answered; `stale` are questions with the last day on
    which their evidence holds. Where the file can't be read, `problem` says why and the rest is empty."""

    name: str
    owner: str = ""
    score: Score | None = None
    coverage: tuple[int, int, int, float | None, float | None] = (0, 0, 0, None, None)
    stale: Sequence[tuple[str, str]] = ()
    standings: Sequence[Standing] = ()
    problem: str = ""


class Past(NamedTuple):
    """A milestone's name and score; None where nothing was answered yet."""

    name: str
    score: Score | None


class Line(NamedTuple):
    """One line of the list: the summary, how many milestones there are, the newest one's name, whether answers changed
    since, and the scores of the last few, oldest first: a `Past` each, or what JSON gives back of one."""

    summary: Summary
    milestones: int = 0
    latest: str = ""
    changed_since: bool = False
    trend: Sequence[Sequence[Any]] = ()

    @property
    def pasts(self) -> list[Past]:
        """The trend as values with names; made when it is asked for, since a list of 10,000 agents has 80,000."""
        return [Past(name, _score(score)) for name, score in self.trend]


class Due(NamedTuple):
    """A day that an answer names: `expires` says that its evidence ends then, else something is to be done by then."""

    day: str
    question: str
    words: str
    owner: str | None
    ticket: str | None
    expires: bool


class Waived(NamedTuple):
    """A shortfall that is accepted until a day."""

    question: str
    until: str
    approver: str
    reason: str


class Attention(NamedTuple):
    """What asks for attention beside blockers and stale evidence: open questions (the first by its label), days,
    waivers; since the last milestone, how many answers got worse; milestones of different branches, and altered ones.
    """

    open: Sequence[str] = ()
    due: Sequence[Due] = ()
    waived: Sequence[Waived] = ()
    first_open: str = ""
    worse: int = 0
    diverged: Sequence[str] = ()
    altered: Sequence[str] = ()


def standing_on(summary: Summary, day: str) -> Standing | None:
    """How an agent stands on a day; None where that isn't known, or where the file can't be read."""
    return next((standing for standing in summary.standings if standing.since <= day <= standing.until), None)


def stale_on(summary: Summary, day: str) -> list[str]:
    """The questions whose evidence has expired by a day, in the questionnaire's order."""
    return [question for question, until in summary.stale if until < day]


def level_words(standing: Standing) -> str:
    """`demo`, `demo to limited-production`, `–` where there is none; `demo (waived)` where it holds by waivers only."""
    worst, best = standing.level_worst, standing.level_best
    if worst is None and best is None:
        return NOTHING
    words = f"{worst or NOTHING}{BY_WAIVER if standing.by_waiver else ''}"
    return words if worst == best else f"{words} to {best or NOTHING}"


def trend_bars(line: Line) -> str:
    """The worst ends of the newest milestones as a row of bars, and of the answers where they changed since."""
    scores = [score for _, score in line.trend]
    if line.changed_since:
        scores.append(line.summary.score)
    shares = [score[-1] if score else 0.0 for score in scores]
    top = max([1.0, *shares])
    return "".join(_HEIGHTS[min(len(_HEIGHTS) - 1, max(0, int(share / top * len(_HEIGHTS))))] for share in shares)


def line_of(values: Any) -> Line:
    """A line from what JSON gave back of it."""
    summary, *rest = values
    return Line._make([summary_of(summary), *rest])


def summary_of(values: Any) -> Summary:
    """A summary from what JSON gave back of it."""
    name, owner, score, coverage, stale, standings, problem = values
    known = [Standing._make([*head, gates, [Beyond(*each) for each in tasks]]) for *head, gates, tasks in standings]
    return Summary(name, owner, _score(score), coverage, stale, known, problem)


def attention_of(values: Any) -> Attention:
    """What asks for attention, from what JSON gave back of it."""
    still_open, due, waived, *rest = values
    return Attention(still_open, [Due(*each) for each in due], [Waived(*each) for each in waived], *rest)


def _score(values: Any) -> Score | None:
    return None if values is None else Score(*values)
