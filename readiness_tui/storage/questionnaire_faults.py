"""Every fault of a questionnaire's file at once: of its YAML, of its shape, and of its names in spite of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from readiness_tui.analysis.model_fault import ModelFault
from readiness_tui.analysis.reference_checking import reference_faults
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.questionnaire import FORMAT, Questionnaire
from readiness_tui.storage.converting import converted
from readiness_tui.storage.decoding import check_format, fault_at, shape_faults
from readiness_tui.storage.fitting import Misfit, fit
from readiness_tui.storage.placing import placed
from readiness_tui.storage.pruning import LEFT_OUT, Rest, part_at, rest_of, words_in
from readiness_tui.storage.shape_words import as_id
from readiness_tui.storage.yaml_reader import Survey, survey
from readiness_tui.storage.yaml_text import first_few
from readiness_tui.storage.yaml_tree import Path, Tree

_ORDERED = frozenset(("base", "rules", "bands", "levels", "steps", "autonomy"))
"""Lists in which the place of a member matters, so that nothing is said of the others when one is left out."""
_NAMED_IN = {
    "answer_sets": "unknown-answer-set",
    "sections": "unknown-section",
    "questions": "unknown-question",
    "levels": "unknown-level",
    "bands": "unknown-level",
    "profile": "unknown-profile-fact",
    "choices": "unknown-choice",
    "axes": "unknown-axis",
    "factors": "unknown-factor",
    "flags": "unknown-flag",
}
_HANGS_ON: dict[str, Path] = {"no-matrix": ("matrix",), "empty-axis": ("matrix", "factors")}
"""Faults that come of something not being there."""
_STAND_IN = re.compile(rf"{LEFT_OUT}[0-9]+, |(?:, )?{LEFT_OUT}[0-9]+")
# Plain words that other programs read as true, false or nothing, and numbers that they write in another way.
_MISREAD_WORD = re.compile(r"yes|no|on|off|true|false|null|~", re.IGNORECASE)
_MISREAD_NUMBER = re.compile(
    r"[-+]?(?:[0-9]+\.[0-9]*0|0[0-9]+|[0-9]+_[0-9_]*|0[xob][0-9a-f]+|[0-9.]+e[-+]?[0-9]+|[0-9]+(?::[0-5]?[0-9])+)",
    re.IGNORECASE,
)


def questionnaire_file_faults(raw: bytes, file: str, seen: Survey | None = None) -> tuple[Fault, ...]:
    """Errors and warnings that can be seen without trying answers, in order of line. Never raises UserError.

    A name isn't called unknown if it stands in a part that is at fault itself.
    """
    seen = seen or survey(raw, file)
    faults = [*seen.faults, *misread_faults(seen, file)]
    tree = converted(seen.tree, FORMAT)
    if tree is None and seen.faults:
        return in_order(faults)
    try:
        check_format(Questionnaire, tree, raw, file, places=seen.places)
    except UserError as error:
        faults += error.faults
        if not isinstance(tree, dict) or "sections" not in tree or str(tree.get("format")).startswith(FORMAT[:-1]):
            return in_order(faults)
        tree = {**tree, "format": FORMAT}
    return in_order([*faults, *_content_faults(tree, seen, file)])


def sound_in_shape(seen: Survey) -> Questionnaire | None:
    """The questionnaire of a file whose YAML and shape are sound, whatever its names lead to; None of another."""
    if seen.faults:
        return None
    try:
        return fit(Questionnaire, converted(seen.tree, FORMAT))
    except (UserError, Misfit):
        return None


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """By line and column; what has no place, such as how many more there are, comes last."""
    return tuple(sorted(faults, key=lambda fault: (not fault.line, fault.line, fault.column)))


def _content_faults(tree: Tree, seen: Survey, file: str) -> list[Fault]:
    try:
        found = reference_faults(fit(Questionnaire, tree))
    except Misfit as misfit:
        shapes = shape_faults(Questionnaire, misfit, tree, seen.places, file)
        if misfit.more:
            return first_few(list(shapes), file, misfit.more)
        return [*shapes, *placed(_faults_of_rest(tree), seen.places, file)]
    has_errors = any(fault.severity == "error" for fault in found)
    kept = (fault for fault in found if not has_errors or fault.id != "unused-answer-set")
    return list(placed(kept, seen.places, file))


def _faults_of_rest(tree: Tree) -> Iterator[ModelFault]:
    """The errors in the parts of the right shape."""
    rest = rest_of(Questionnaire, tree)
    if rest is None:
        return
    alarms = _Alarms(tree, rest)
    for fault in reference_faults(rest.noun):
        moved = fault._replace(path=rest.in_file(fault.path))
        if fault.severity == "error" and not alarms.is_false(moved):
            yield moved._replace(remedy=_STAND_IN.sub("", moved.remedy).removesuffix("known: "))


@dataclass(frozen=True)
class _Alarms:
    """Tells faults that only come from parts being left out."""

    tree: Tree
    rest: Rest[Questionnaire]

    def is_false(self, fault: ModelFault) -> bool:
        """Whether the fault may be gone as soon as the parts that were left out are corrected."""
        if LEFT_OUT in fault.message:
            return True
        if fault.name and (fault.id in self._lost_kinds or self._may_mean(fault.name)):
            return True
        hangs_on = _HANGS_ON.get(fault.id)
        if hangs_on and any(gone[: len(hangs_on)] == hangs_on for gone in self.rest.left_out):
            return True
        if any(gone[: len(fault.path)] == fault.path for gone in self.rest.left_out):
            return True
        return not fault.name and any(fault.path[: len(around)] == around for around in self._disordered)

    def _may_mean(self, name: str) -> bool:
        """Whether a name is, or may become, that of a part that was left out."""
        return name in self._lost_words or bool(get_close_matches(name, self._lost_ids, n=1, cutoff=0.6))

    @cached_property
    def _lost_words(self) -> frozenset[str]:
        parts = (part_at(self.tree, path) for path in self.rest.left_out)
        sets = (str(path[-1]) for path in self.rest.left_out if path[-2:-1] == ("answer_sets",))
        return frozenset(sets).union(word for part in parts for word in words_in(part))

    @cached_property
    def _lost_ids(self) -> tuple[str, ...]:
        """Ids that don't fit, as they may be written once they are corrected."""
        found = (part_at(self.tree, path) for path in self.rest.left_out if path[-1:] == ("id",))
        return tuple(as_id(text) for text in found if isinstance(text, str))

    @cached_property
    def _lost_kinds(self) -> frozenset[str]:
        """Kinds of names of which some can't be seen: an id is missing, or there is no list where one belongs."""
        lists = {name for path in self.rest.left_out for name in self._emptied_list(path)}
        lists |= {"questions"} if "sections" in lists else set()
        return frozenset(_NAMED_IN[name] for name in lists if name in _NAMED_IN)

    def _emptied_list(self, path: Path) -> tuple[str, ...]:
        """The list whose names can't be seen for what is wrong at a path."""
        part, last = part_at(self.tree, path), path[-1]
        if last == "id":
            return (_list_around(path[:-1]),) if not isinstance(part, str) and len(path) > 2 else ()
        if isinstance(last, int):
            has_name = (isinstance(part, dict) and "id" in part) or (isinstance(part, str) and part == as_id(part))
            return () if has_name else (_list_around(path),)
        return (last,) if part is None or isinstance(part, str) else ()

    @cached_property
    def _disordered(self) -> frozenset[Path]:
        return frozenset(
            path[: depth + 1]
            for path in self.rest.left_out
            for depth, step in enumerate(path)
            if step in _ORDERED and path[:2] != ("matrix", "rules")
        )


def _list_around(path: Path) -> str:
    return "choices" if path[0] == "answer_sets" else str(path[-2])


def misread_faults(seen: Survey, file: str) -> list[Fault]:
    """Warnings of ids and versions that are read here as written, and by other programs as something else."""
    faults = []
    for path in seen.plain:
        if path[-1:] in (("id",), ("version",)):
            text = part_at(seen.tree, path)
            reading = _misreading(text) if isinstance(text, str) else ""
            if reading:
                message = f"without quotes, other programs read '{text}' as {reading}"
                faults.append(
                    fault_at(seen.places, path, False, file, message, f'write {path[-1]}: "{text}"', "misread")
                )
    return [fault._replace(severity="warning") for fault in faults]


def _misreading(text: str) -> str:
    if _MISREAD_WORD.fullmatch(text):
        return "nothing" if text in ("null", "~") else "true" if text.lower() in ("yes", "on", "true") else "false"
    if not _MISREAD_NUMBER.fullmatch(text):
        return ""
    try:
        return f"the number {float(text):g}"
    except ValueError:
        return "a number"
