"""Reads an agent's files for the index: only those that changed, and of old milestones only what a list shows."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from readiness_tui.analysis.summarising import FIRST_DAY, answer_values, past_score, summarise, worse_count
from readiness_tui.analysis.summary import (
    FOR_GOOD,
    Attention,
    Line,
    Past,
    Summary,
    attention_of,
    standing_on,
    summary_of,
)
from readiness_tui.model.assessment import FORMAT, QuestionnaireRef
from readiness_tui.model.faults import UserError
from readiness_tui.model.workspace import ReadingLimits, WorkspaceSettings
from readiness_tui.storage.converting import newer_format
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.files import bytes_hash, read_bytes
from readiness_tui.storage.index import Kept, Known, KnownFile
from readiness_tui.storage.index_scan import ANSWERS, file_stamps
from readiness_tui.storage.milestone_files import label_of, milestone_paths, read_ref, ref_in
from readiness_tui.storage.pinning import pinned_names, pinned_questionnaire
from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.storage.working import opened
from readiness_tui.storage.workspaces import Workspace, existing_folder, keep_limits
from readiness_tui.use_cases.portfolio_facts import Frozen, content_digest, packed, row_key

TREND = 8
"""So many milestones, the newest ones, are scored for the list."""

_NEVER = "?"
_TEXTS: dict[str, LoadedQuestionnaire] = {}
_MOST_TEXTS = 32


class Order(NamedTuple):
    """An agent to be read: what of the settings its level depends on, as JSON; how the questionnaires elsewhere look
    (empty: that can't be trusted); a day that has to be covered; and what is known of its files."""

    root: str
    slug: str
    settings: str
    elsewhere: str
    day: str
    known: Mapping[str, KnownFile]


class _Answers(NamedTuple):
    """Working answers: the summary, what asks for attention, their digest, and what each is worth."""

    summary: Summary
    attention: Attention
    digest: str
    values: Mapping[str, str]


class Reading(NamedTuple):
    """What is to be kept of an agent, and how many of its files had to be parsed."""

    root: str
    kept: Kept
    parsed: int


def read_agent(order: Order) -> Reading:
    """Read what changed of an agent; never raises for what its files hold."""
    return _Reader(order).read()


class _Reader:
    """One agent being read: the files as they are found, and what they depend on."""

    def __init__(self, order: Order) -> None:
        target, max_age, megabytes, nodes = json.loads(order.settings)
        self.order = order
        limits = ReadingLimits(megabytes=megabytes, nodes=nodes)
        self.settings = WorkspaceSettings(target_level=target, evidence_max_age_days=max_age, limits=limits)
        keep_limits(self.settings)
        self.limits = "" if limits == ReadingLimits() else f"{megabytes} MB, {nodes} nodes "
        self.workspace = Workspace(Path(order.root), self.settings)
        self.folder = Path(order.root, "assessments", order.slug)
        self.files: dict[str, KnownFile] = {}
        self.raws: dict[str, bytes] = {}
        self.parsed: set[str] = set()
        self.is_settled = True
        self.leans = False

    def read(self) -> Reading:
        signature, stamps = file_stamps(str(self.folder))
        self.stamps = {name: f"{self.limits}{stamp}" if stamp else "" for name, stamp in stamps}
        for name in self.stamps:
            if name.startswith("questionnaires/"):
                self._keep_text(name)
        try:
            answers = self._answers()
            milestones = self._milestones()
            line, attention = _line_with(answers, milestones), _attention_with(answers, milestones)
        except UserError as error:
            self._notice(error)
            self.leans = True  # a questionnaire that turns up elsewhere may be what was missing
            line, attention = Line(Summary(self.order.slug, problem=str(error.faults[0]))), Attention()
        for name in self.stamps.keys() & self.order.known.keys() - self.files.keys():
            self.files[name] = self.order.known[name]
        return Reading(self.order.root, self._kept(signature, line, attention), len(self.parsed))

    def _kept(self, signature: bytes, line: Line, attention: Attention) -> Kept:
        standings = line.summary.standings
        since, until = (standings[0].since, standings[-1].until) if standings else (FIRST_DAY, FOR_GOOD)
        is_settled = self.is_settled and not (self.leans and not self.order.elsewhere)
        known = Known(
            slug=self.order.slug,
            signature=signature if is_settled else b"",
            key=row_key(self.order.settings, self.order.elsewhere if self.leans else ""),
            since=since,
            until=until,
        )
        return Kept(known, packed(line), packed(attention), self.files)

    # Files

    def _same(self, name: str) -> KnownFile | None:
        """What is known of a file, if it still holds what it held then."""
        known, stamp = self.order.known.get(name), self.stamps.get(name, "")
        if known is None or (stamp and known.stamp == stamp):
            return known
        same = known.hash == self._hash(name)
        return known._replace(stamp=stamp) if same else None

    def _raw(self, name: str) -> bytes:
        if name not in self.raws:
            self.raws[name] = read_bytes(self.folder / name)
        return self.raws[name]

    def _hash(self, name: str) -> str:
        return self.limits + hashlib.sha256(self._raw(name)).hexdigest()

    def _keep(self, name: str, key: str, facts: Any) -> None:
        self.files[name] = KnownFile(self.stamps.get(name, ""), self._hash(name), key, packed(facts))

    def _notice(self, error: UserError) -> None:
        """What the disk refuses may be otherwise the next time, and shows in no stamp."""
        if isinstance(error.__cause__, OSError):
            self.is_settled = False

    # Questionnaires

    def _keep_text(self, name: str) -> None:
        """Keep the hash of a pinned text, as references to it are written."""
        try:
            known = self._same(name)
            self.files[name] = known or KnownFile(self.stamps[name], self._hash(name), bytes_hash(self._raw(name)), "")
        except UserError as error:
            self._notice(error)
        self.raws.pop(name, None)

    def _lean(self, asked: tuple[str, str] | None) -> str:
        """What a file depends on beside its own text: nothing where its questionnaire is pinned beside it."""
        if asked is None:
            return ""
        held = [self.files.get(f"questionnaires/{name}") for name in pinned_names(*asked)]
        if any(file is not None and file.key == asked[1] for file in held):
            return ""
        self.leans = True
        return f"{self.order.elsewhere or _NEVER} {[file.hash if file else '' for file in held]}"

    def _questionnaire(self, ref: QuestionnaireRef) -> LoadedQuestionnaire:
        key = f"{self.limits}{ref.hash}"
        if self._lean((ref.id, ref.hash)) or key not in _TEXTS:
            found = pinned_questionnaire(self.workspace.root, self.folder, ref)
            if len(_TEXTS) >= _MOST_TEXTS:
                _TEXTS.clear()
            _TEXTS[key] = found
        return _TEXTS[key]

    # Working answers

    def _answers(self) -> _Answers:
        """What is to know of the working answers. Raises UserError."""
        self._check_folder()
        known = self._same(ANSWERS)
        if known is not None:
            asked, summary, attention, digest, values = json.loads(known.facts)
            key = f"{self.order.settings}{self._lean(asked)}"
            found = summary_of(summary)
            if _NEVER not in key and known.key == key and standing_on(found, self.order.day):
                self.files[ANSWERS] = known
                return _Answers(found, attention_of(attention), digest, values)
        return self._parsed_answers()

    def _check_folder(self) -> None:
        try:
            existing_folder(self.workspace, self.order.slug)
        except UserError:
            self.is_settled = False  # links that lead out of the workspace show in no stamp
            raise

    def _parsed_answers(self) -> _Answers:
        self.parsed.add(ANSWERS)
        raw = self._raw(ANSWERS)
        working = opened(self.workspace, self.order.slug, self.folder, raw)
        assessment, asked = working.assessment, working.assessment.questionnaire
        day = date.fromisoformat(self.order.day)
        questionnaire = working.questionnaire.questionnaire
        summary, attention = summarise(questionnaire, assessment, self.settings, day)
        values = answer_values(questionnaire, assessment)
        found = _Answers(summary, attention, content_digest(assessment), values)
        pair = (asked.id, asked.hash)
        self._keep(ANSWERS, f"{self.order.settings}{self._lean(pair)}", (pair, *found))
        return found

    # Milestones

    def _milestones(self) -> list[Frozen]:
        """All milestones in their order, the last few scored, the last one with its digest. Raises UserError."""
        found = sorted(map(self._frozen, milestone_paths(self.folder)), key=lambda each: (each.number, each.hash))
        return [*found[:-TREND], *self._scored(found[-TREND:])]

    def _frozen(self, path: Path) -> Frozen:
        name = f"milestones/{path.name}"
        try:
            known = self._same(name)
            if known is not None:
                self.files[name] = known
                return Frozen._make(json.loads(known.facts))
            return self._frozen_anew(name, path)
        except UserError as error:
            self._notice(error)
            ref = read_ref(path)
            return Frozen(ref.name, ref.number, ref.hash, True)

    def _frozen_anew(self, name: str, path: Path) -> Frozen:
        ref = ref_in(self._raw(name), path)
        frozen = Frozen(ref.name, ref.number, ref.hash, bool(ref.problem))
        self._keep(name, "", frozen)
        return frozen

    def _scored(self, milestones: list[Frozen]) -> Iterator[Frozen]:
        for place, frozen in enumerate(milestones, 1):
            yield self._opened(frozen, needs_digest=place == len(milestones))

    def _opened(self, frozen: Frozen, needs_digest: bool) -> Frozen:
        """The milestone with its score, as far as it can be opened; as known, or parsed now."""
        name = f"milestones/{frozen.name}.yaml"
        if frozen.is_altered or name not in self.files:
            return frozen
        if frozen.is_scored and (frozen.digest or not needs_digest):
            lean = self._lean(frozen.asked)
            if _NEVER not in lean and self.files[name].key == lean:
                return frozen
        self.parsed.add(name)
        if self._hash(name) != self.files[name].hash:  # it was altered while we looked
            self.is_settled = False
            frozen = self._frozen_anew(name, self.folder / name)
        found = self._with_score(frozen, needs_digest)
        self._keep(name, self._lean(found.asked), found)
        return found

    def _with_score(self, frozen: Frozen, needs_digest: bool) -> Frozen:
        path = self.folder / "milestones" / f"{frozen.name}.yaml"
        asked = None
        try:
            _, readable = newer_format(self._raw(f"milestones/{path.name}"), FORMAT)
            assessment = decode_assessment(readable, str(path))
            ref = assessment.questionnaire
            asked = (ref.id, ref.hash)
            questionnaire = self._questionnaire(ref).questionnaire
        except UserError as error:
            self._notice(error)
            return frozen._replace(is_scored=True, is_unreadable=True, asked=asked, digest="-")
        found = frozen._replace(
            is_scored=True, is_unreadable=False, asked=asked, score=past_score(questionnaire, assessment)
        )
        if not needs_digest:
            return found
        return found._replace(digest=content_digest(assessment), values=answer_values(questionnaire, assessment))


def _line_with(answers: _Answers, milestones: list[Frozen]) -> Line:
    last = milestones[-1] if milestones else None
    return Line(
        answers.summary,
        milestones=len(milestones),
        latest=last.name if last else "",
        changed_since=last is not None and last.is_known and last.digest != answers.digest,
        trend=tuple(Past(each.name, each.score) for each in milestones[-TREND:] if each.is_known),
    )


def _attention_with(answers: _Answers, milestones: list[Frozen]) -> Attention:
    shared = Counter(each.number for each in milestones)
    labels = [(each, label_of(each, shared[each.number] > 1)) for each in milestones]
    return answers.attention._replace(
        worse=worse_count(milestones[-1].values, answers.values) if milestones else 0,
        diverged=tuple(label for each, label in labels if shared[each.number] > 1),
        altered=tuple(label for each, label in labels if each.is_altered),
    )
