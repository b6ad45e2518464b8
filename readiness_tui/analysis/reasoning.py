"""What decided a mode: the binding caps with their ground, else the axis, its cut-off and each factor's distance."""

from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from readiness_tui.analysis.ruling import Rulebook
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.modes import MODE_TITLE, Mode
from readiness_tui.model.questionnaire import Display

_TWO_DECIMALS = Display(scale=Fraction(1), decimals=2)


class Cap(NamedTuple):
    """A hard rule that applies. `binding`: its cap equals the mode and lies below the base mode."""

    rule: str
    title: str
    cap: Mode
    binding: bool
    ground: str
    remedy: str


class FactorDistance(NamedTuple):
    """How far a factor pulls its axis from the cut-off that decided: (level - cut-off) / number of factors on it."""

    id: str
    distance: Fraction


class Reason(NamedTuple):
    """What decided: a binding cap (`id` is the rule's), or an axis with its cut-off and factors, largest first.

    `beyond_factors`: a cap that no factor can lift.
    """

    kind: Literal["cap", "axis"]
    id: str
    text: str
    cutoff: Fraction | None = None
    factors: tuple[FactorDistance, ...] = ()
    beyond_factors: bool = False


def cap_reason(cap: Cap, beyond_factors: bool) -> Reason:
    """A binding cap as a reason; `beyond_factors` where it would bind whatever the factors were."""
    text = f"{cap.rule} {cap.title}: {MODE_TITLE[cap.cap]} at most".replace("  ", " ")
    if beyond_factors:
        text = f"{text}; no factor can lift it"
    return Reason("cap", cap.rule, text, beyond_factors=beyond_factors)


def axis_reasons(book: Rulebook, levels: tuple[int, ...], fired: int) -> tuple[Reason, ...]:
    """The axes that led to a base rule, the one that decided first.

    Its cut-off is the last one that was missed on the way to the rule: what keeps the mode from more autonomy (or, for
    the first rule of an axis, the cut-off of the rule itself).
    """
    path = [book.cutoffs[number].scale for rule in book.base[: fired + 1] for number in rule.cutoffs]
    return tuple(
        _axis_reason(book, scale, fired, tuple([levels[number] for number in book.scales[scale].factors]))
        for scale in dict.fromkeys(reversed(path))
        if book.scales[scale].factors
    )


@lru_cache(maxsize=4096)
def _axis_reason(book: Rulebook, number: int, fired: int, levels: tuple[int, ...]) -> Reason:
    missed = [book.cutoffs[n].at for rule in book.base[:fired] for n in rule.cutoffs if book.cutoffs[n].scale == number]
    own = [book.cutoffs[n].at for n in book.base[fired].cutoffs if book.cutoffs[n].scale == number]
    at = missed[-1] if missed else own[0]
    scale, mean = book.scales[number], mean_of(sum(levels), len(levels))
    pulls = sorted(zip(scale.factors, levels, strict=True), key=lambda pull: -abs(pull[1] - at))
    return Reason(
        kind="axis",
        id=scale.id,
        text=f"{scale.title} {_decimals(mean)}, {_between(mean, missed + own)}",
        cutoff=at,
        factors=tuple(FactorDistance(book.factors[n].id, (level - at) / len(levels)) for n, level in pulls),
    )


def _between(mean: Fraction, cutoffs: list[Fraction]) -> str:
    reached = [at for at in cutoffs if at <= mean]
    above = [at for at in cutoffs if at > mean]
    parts = [f"at or above {_decimals(max(reached))}"] if reached else []
    parts += [f"below {_decimals(min(above))}"] if above else []
    return " and ".join(parts)


def _decimals(value: Fraction) -> str:
    return rounded(value, _TWO_DECIMALS)


@lru_cache(maxsize=1024)
def mean_of(total: int, count: int) -> Fraction:
    """The mean of levels that add up to `total`, equal weights."""
    return Fraction(total, count)
