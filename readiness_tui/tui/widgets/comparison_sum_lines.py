"""The upper part of a comparison: level, blockers, confidence, and the exact sum of what moved, overall and by gap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from textual.content import Content

from readiness_tui.analysis.wording import NOTHING, level_text, rounded, share_text, signed
from readiness_tui.tui.glyphs import BECOMES
from readiness_tui.tui.literal import literal, padded
from readiness_tui.tui.widgets.comparison_view import BESIDE, ComparisonView, PartLine
from readiness_tui.tui.widgets.flowing import flowed
from readiness_tui.tui.widgets.lines import BLANK, Line, wrapped

MOST_CAUSES = 2
LABEL = 7
NUMBERS = (10, 16, 16, 10, 9, 10)
SNUG = (9, 15, 15, 9, 8, 9)
TIGHT = (7, 14, 14, 8, 7, 7)
NARROW = (8, 8, 8, 9, 8, 8)
FULL_NAMES = ("Before", "Questionnaire", "Applicability", "Answers", "After", "Change")
SHORT_NAMES = ("Before", "Quest.", "Appl.", "Answers", "After", "Change")
BESIDE_WORDS = ("stands beside; the parts are of the worst", "stands beside; parts are of worst", "stands beside")


def summary_lines(view: ComparisonView, width: int, *, is_tall: bool = False) -> list[Line]:
    """Level, blockers, confidence; the worst end as an exact sum; beside it by gap where there is room."""
    is_wide = width >= BESIDE
    above = [literal(f" {line}") for line in flowed(_facts(view, is_wide), " " * (6 if is_wide else 3), width - 2)]
    if is_wide and is_tall:
        above.append(BLANK)
    sizes = (TIGHT if view.has_rounding else SNUG) if is_wide else NUMBERS if width >= LABEL + sum(NUMBERS) else NARROW
    room = LABEL + sum(sizes) + 2 if is_wide else width
    left = [*_overall(view, sizes), *_questionnaire(view, room)]
    right = part_lines(view, width - room - 3) if is_wide else []
    rest = [
        Content.assemble(first.pad_right(max(0, room - first.cell_length)), "│ ", second) if is_wide else first
        for first, second in zip_longest(left, right, fillvalue=BLANK)
    ]
    return [Line(line) for line in (*above, *rest)]


def _facts(view: ComparisonView, is_wide: bool) -> list[str]:
    before, after = view.comparison.before, view.comparison.after
    levels = dict.fromkeys((level_text(*view.comparison.level_before), level_text(*view.comparison.level_after)))
    shares = [share_text(side.scorecard.confidence.share) for side in (before, after)]
    if all(share.endswith(" %") for share in shares):
        shares[0] = shares[0].removesuffix(" %")
    words = [
        f"Level {f' {BECOMES} '.join(levels)}",
        f"Blockers {len(before.blockers)} {BECOMES} {len(after.blockers)}",
        f"Confidence {f' {BECOMES} '.join(shares)}",
    ]
    if is_wide:
        counts = [side.scorecard.coverage for side in (before, after)]
        words.append("Answered " + f" {BECOMES} ".join(f"{count.answered}/{count.applicable}" for count in counts))
    return words


def _overall(view: ComparisonView, sizes: tuple[int, ...]) -> Iterator[Content]:
    part, score = view.parts[0], view.comparison.overall
    names = SHORT_NAMES if sizes == NARROW else FULL_NAMES
    cells = (part.before, part.questionnaire, part.applicability, part.answers, part.after, part.change)
    yield literal(_cells("", names, sizes), "$muted")
    yield literal(_cells(" Worst", cells, sizes), "bold")
    best = [rounded(end.best, view.display) if end else NOTHING for end in (score.before, score.after)]
    middle = next(words for words in BESIDE_WORDS if len(words) < sum(sizes[1:4]))
    text = f"{' Best'.ljust(LABEL)}{best[0].rjust(sizes[0])}{middle.rjust(sum(sizes[1:4]))}{best[1].rjust(sizes[4])}"
    yield literal(text + signed(score.best_change, view.display).rjust(sizes[5]))
    if part.rounding:
        yield literal(f" Rounding leaves {part.rounding} of the worst's parts as printed", "$muted")


def _cells(title: str, cells: tuple[str, ...], sizes: tuple[int, ...]) -> str:
    return title.ljust(LABEL) + "".join(text.rjust(size) for text, size in zip(cells, sizes, strict=True))


def part_lines(view: ComparisonView, width: int) -> list[Content]:
    """The worst end of each section as the same sum."""
    names = ["quest.", "appl.", "answ.", *(["round."] if view.has_rounding else []), "change"]
    table = [names, *(_gap_cells(view, part) for part in view.parts[1:])]
    sizes = [max(map(len, column)) + 1 for column in zip(*table, strict=True)]
    room = max(8, width - sum(sizes))
    titles = ["Worst by gap", *(part.title for part in view.parts[1:])]
    return [
        literal(
            padded(title, room) + "".join(text.rjust(size) for text, size in zip(cells, sizes, strict=True)),
            "" if place else "$muted",
        )
        for place, (title, cells) in enumerate(zip(titles, table, strict=True))
    ]


def _gap_cells(view: ComparisonView, part: PartLine) -> list[str]:
    rounding = [part.rounding] if view.has_rounding else []
    return [part.questionnaire, part.applicability, part.answers, *rounding, part.change]


def _questionnaire(view: ComparisonView, width: int) -> Iterator[Content]:
    """What another version of the questionnaire changed, which is not progress."""
    found = view.comparison
    before, after = view.before.questionnaire, view.after.questionnaire
    weights = sum(
        row.weight_before != row.weight_after for row in found.answers if row.weight_before and row.weight_after
    )
    counts = (
        (len(found.newly_asked), "added"),
        (len(found.no_longer_asked), "no longer asked"),
        (len(found.renamed), "renamed"),
        (weights, "with another weight"),
    )
    words = [f"{number} question{'' if number == 1 else 's'} {what}" for number, what in counts if number]
    if before.version == after.version and before.id == after.id and not words:
        return
    versions = (
        f"{before.version} {BECOMES} {after.version}" if before.id == after.id else f"{before.id} {BECOMES} {after.id}"
    )
    if found.causes and width > LABEL + sum(NARROW):
        words = [f"{one.title}: {one.text} ({signed(one.part, view.display)})" for one in found.causes[:MOST_CAUSES]]
        words += [f"{len(found.causes) - MOST_CAUSES} more"] if len(found.causes) > MOST_CAUSES else []
    text = f"! questionnaire {versions}: {'; '.join(words) or 'no other questions'}. Not progress"
    yield from wrapped(literal(text, "$partly"), width - 1, 1)
