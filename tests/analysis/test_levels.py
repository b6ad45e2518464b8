"""Levels: ladders, gates, waivers, bands, and what falls short."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from readiness_tui.analysis.levels import unmet
from readiness_tui.analysis.scoring import Scorecard, Shortfall, score
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.matrix import Requires
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.models import NA, TODAY, Given, assessment, many, number, one, questionnaire, section, waived

GATE = [{"level": "pilot", "at_least": "full"}]
LADDER = (
    ("demo", {}),
    ("pilot", {"overall_at_least": "2/5", "every_section_at_least": "1/4"}),
    ("limited", {"overall_at_least": "3/5", "every_section_at_least": "1/2"}),
    ("ready", {"overall_at_least": "17/20"}),
)
FIVE = questionnaire(
    *(section(f"s{place}", one(f"q{place}", allow_na=False)) for place in range(4)),
    section("s4", one("gate", gates=GATE, allow_na=False), one("rest", 9, allow_na=False)),
    levels=LADDER,
)


def _score(asked: Questionnaire, answers: dict[str, Given], **more: Any) -> Scorecard:
    return score(asked, assessment(answers), TODAY, **more)


def _texts(card: Scorecard) -> list[str]:
    return [short.text for short in card.shortfalls]


def test_a_weighted_mean_can_not_buy_off_a_gate() -> None:
    answers: dict[str, Given] = {f"q{place}": "full" for place in range(4)} | {"gate": "absent", "rest": "full"}
    card = _score(FIVE, answers)
    assert card.overall is not None
    assert card.overall.worst == Fraction(49, 50)
    assert (card.level_worst, card.level_best, card.target) == ("demo", "demo", "pilot")
    assert [(short.kind, short.subject, short.state) for short in card.shortfalls] == [("gate", "gate", "fails")]


def test_a_level_holds_only_with_all_below_it() -> None:
    asked = questionnaire(
        section("s", one("a"), one("b")),
        levels=[("low", {}), ("middle", {"answers": {"a": "full"}}), ("high", {"overall_at_least": "1/4"})],
    )
    assert _score(asked, {"a": "partial", "b": "full"}).level_worst == "low"
    assert _score(asked, {"a": "full", "b": "absent"}).level_worst == "high"


def test_a_gate_counts_for_its_level_and_every_level_above() -> None:
    asked = questionnaire(section("s", one("a", gates=[{"level": "pilot", "at_least": "full"}])), levels=LADDER)
    card = _score(asked, {"a": "partial"}, target="ready")
    assert card.level_worst == "demo"
    assert [(short.level, short.kind) for short in card.shortfalls] == [
        ("pilot", "gate"),
        ("limited", "overall"),
        ("ready", "overall"),
    ]


def test_the_interval_of_levels_goes_from_what_is_shown_to_what_is_still_possible() -> None:
    card = _score(FIVE, {"q0": "full", "gate": "full"})
    assert (card.level_worst, card.level_best) == ("demo", "ready")
    assert _score(FIVE, {"q0": "absent"}).level_best == "demo"


def test_with_nothing_answered_there_is_no_score_and_no_threshold_is_passed() -> None:
    asked = questionnaire(
        section("s", one("a", values=(("low", "1/2"), ("high", 1)))), levels=[("low", {}), ("high", LADDER[1][1])]
    )
    card = _score(asked, {})
    assert (card.overall, card.level_worst, card.level_best) == (None, "low", "high")
    assert _texts(card)[0] == "Overall: no score yet, needs 40.0"


GATES: list[tuple[str, dict[str, Any], Given, str]] = [
    ("a passed gate", {}, "full", "passed"),
    ("a failed one", {}, "partial", "failed"),
    ("an unanswered one never passes", {}, None, "unanswered"),
    ("N/A passes", {}, NA, "passed"),
    ("N/A that is not allowed is no answer", {"allow_na": False}, NA, "unanswered"),
    ("a hidden gate fails", {"ask_when": {"question": "b", "is": "full"}}, "full", "failed"),
    ("unless it says hidden_ok", {"ask_when": {"question": "b", "is": "full"}, "hidden_ok": True}, None, "passed"),
    ("a waived one", {}, waived("partial"), "waived"),
    ("a waived one without an answer", {}, waived(), "waived"),
    ("a waiver that is not needed", {}, waived("full"), "passed"),
    ("a waiver that has expired", {}, waived("partial", date(2026, 11, 21)), "failed"),
]


@pytest.mark.parametrize(("more", "answer", "state"), [row[1:] for row in GATES], ids=[row[0] for row in GATES])
def test_the_state_of_a_gate(more: dict[str, Any], answer: Given, state: str) -> None:
    asked = questionnaire(section("s", one("a", gates=GATE, **more), one("b")), levels=[("demo", {}), ("pilot", {})])
    card = _score(asked, {"a": answer, "b": "absent"})
    gate = card.gates[0]
    assert (gate.question, gate.level, gate.need, gate.state) == ("a", "pilot", "full", state)
    assert gate.waived_until == (TODAY if state == "waived" else None)
    assert (card.level_worst == "pilot") is (state in ("passed", "waived"))
    assert bool(card.shortfalls) is (state not in ("passed", "waived"))


@pytest.mark.parametrize(
    ("answer", "hidden_ok", "best"),
    [("partial", False, "demo"), ("partial", True, "pilot"), ("full", False, "pilot"), (None, False, "pilot")],
)
def test_a_gate_that_may_be_hidden_is_not_passed_yet(answer: Given, hidden_ok: bool, best: str) -> None:
    gate = one("a", gates=GATE, hidden_ok=hidden_ok, ask_when={"question": "b", "is": "full"})
    card = _score(questionnaire(section("s", gate, one("b")), levels=[("demo", {}), ("pilot", {})]), {"a": answer})
    assert (card.level_worst, card.level_best) == ("demo", best)
    assert card.gates[0].state == ("unanswered" if best == "pilot" else "failed")


def test_a_waiver_holds_the_level_but_not_what_is_shown_without_it() -> None:
    asked = questionnaire(section("s", one("a", gates=GATE)), levels=[("demo", {}), ("pilot", {})])
    card = _score(asked, {"a": waived("partial")})
    assert (card.level_worst, card.level_unwaived_worst, card.level_unwaived_best) == ("pilot", "demo", "demo")


@pytest.mark.parametrize(
    ("question", "gate", "answer", "text"),
    [
        (one("a"), {"at_least": "full"}, "partial", "A: Partial, needs Full"),
        (one("a"), {"at_least": "full"}, None, "A: unanswered, needs Full"),
        (number("a"), {"at_least": "14"}, 3, "A: 3 days, needs 14 days"),
        (many("a"), {"at_least_value": "1/2"}, ("none",), "A: None, needs a value of 1/2"),
        (one("a", title="Backups"), {}, "absent", "Backups: Absent, needs Full"),
    ],
)
def test_a_gate_falls_short_in_a_plain_sentence(question: Any, gate: dict[str, str], answer: Given, text: str) -> None:
    gated = question.model_copy(update={"gates": one("x", gates=[{"level": "pilot", **gate}]).gates})
    card = _score(questionnaire(section("s", gated), levels=[("demo", {}), ("pilot", {})]), {"a": answer})
    assert _texts(card) == [text]
    short = card.shortfalls[0]
    assert (short.level, short.kind, short.questions) == ("pilot", "gate", ("a",))


def test_shortfalls_name_gates_first_then_overall_then_sections_in_order() -> None:
    card = _score(FIVE, {"q0": "full", "q1": "absent", "q2": "partial", "gate": "partial"})
    assert _texts(card) == [
        "Gate: Partial, needs Full",
        "Overall 31.0–69.0, needs 40.0",
        "S1 0.0, needs 25.0",
        "S3 0.0–100.0, needs 25.0",
        "S4 5.0–95.0, needs 25.0",
    ]
    overall = card.shortfalls[1]
    assert (overall.have, overall.need, overall.state) == ("31/100", "2/5", "open")
    assert overall.questions == ("q1", "q2", "q3", "gate", "rest")
    assert [short.state for short in card.shortfalls] == ["fails", "open", "fails", "open", "open"]


def test_rounding_never_hides_the_gap() -> None:
    asked = questionnaire(
        section("s", one("a", 5999), one("b", 4001)), levels=[("low", {}), ("high", {"overall_at_least": "3/5"})]
    )
    assert _texts(_score(asked, {"a": "full", "b": "absent"})) == ["Overall 59.99, needs 60.00"]


def test_at_the_top_nothing_falls_short() -> None:
    answers: dict[str, Given] = dict.fromkeys(("q0", "q1", "q2", "q3", "gate", "rest"), "full")
    card = _score(FIVE, answers)
    assert (card.level_worst, card.target, card.shortfalls) == ("ready", None, ())


def test_a_target_that_is_reached_has_no_shortfalls_and_one_that_is_not_there_is_refused() -> None:
    answers: dict[str, Given] = dict.fromkeys(("q0", "q1", "q2", "q3", "gate", "rest"), "full")
    assert _score(FIVE, answers, target="pilot").shortfalls == ()
    with pytest.raises(KeyError):
        _score(FIVE, answers, target="nowhere")


def test_an_absent_section_passes_every_threshold() -> None:
    asked = questionnaire(
        section("s", one("a")), section("t", one("b")), levels=[("low", {}), ("high", {"every_section_at_least": 1})]
    )
    card = _score(asked, {"a": "full", "b": NA})
    assert card.level_worst == "high"
    assert card.sections[1].interval is None


def test_a_level_may_ask_for_certain_sections_at_any_depth() -> None:
    asked = questionnaire(
        section("s", section("inner", one("a")), one("b")),
        levels=[("low", {}), ("high", {"sections_at_least": {"inner": "1/2"}})],
    )
    assert _texts(_score(asked, {"a": "absent", "b": "full"})) == ["Inner 0.0, needs 50.0"]
    assert _score(asked, {"a": "partial", "b": "absent"}).level_worst == "high"


BANDS = [{"id": "none", "at_most": 0}, {"id": "some", "above": 0, "below": "1/2"}, {"id": "much", "at_least": "1/2"}]


@pytest.mark.parametrize(
    ("answer", "worst", "best", "texts"),
    [
        ("absent", "none", "none", ["Overall 0.0, needs more than 0.0"]),
        ("partial", "much", "much", []),
        (None, None, "much", ["Overall: no score yet, needs a score"]),
    ],
)
def test_bands_have_open_and_closed_ends(answer: Given, worst: str | None, best: str, texts: list[str]) -> None:
    card = _score(questionnaire(section("s", one("a")), bands=BANDS), {"a": answer})
    assert (card.level_worst, card.level_best, _texts(card)) == (worst, best, texts)


def test_a_hole_between_bands_is_no_level() -> None:
    holed = [{"id": "low", "below": "1/4"}, {"id": "high", "above": "3/4"}]
    asked = questionnaire(section("s", one("a", allow_na=False), one("b", allow_na=False)), bands=holed)
    assert _score(asked, {"a": "partial", "b": "partial"}).level_worst is None
    assert _score(asked, {"a": "partial"}).level_worst is None


def test_without_levels_there_is_no_level_and_no_shortfall() -> None:
    card = _score(questionnaire(section("s", one("a"))), {"a": "absent"})
    assert (card.level_worst, card.level_best, card.target, card.shortfalls) == (None, None, None, ())


NEEDS: list[tuple[str, dict[str, Any], dict[str, Given], list[str]]] = [
    ("a choice or a better one", {"answers": {"a": "partial"}}, {"a": "full"}, []),
    ("a worse one", {"answers": {"a": "partial"}}, {"a": "absent"}, ["A: Absent, needs Partial"]),
    ("an open one", {"answers": {"a": "partial"}}, {}, ["A: unanswered, needs Partial"]),
    ("N/A never meets", {"answers": {"a": "partial"}}, {"a": NA}, ["A: not applicable, needs Partial"]),
    ("N/A with na_ok", {"answers": {"a": "partial"}, "na_ok": ["a"]}, {"a": NA}, []),
    ("N/A with its own na_ok", {"answers": {"a": {"at_least": "full", "na_ok": "yes"}}}, {"a": NA}, []),
    ("a number", {"answers": {"days": "14"}}, {"days": 13}, ["Days: 13 days, needs 14 days"]),
    ("a value", {"answers": {"days": {"at_least_value": "1/2"}}}, {"days": 7}, []),
    ("a hidden question", {"answers": {"c": "full"}}, {"a": "absent", "c": "full"}, ["C: not asked, needs Full"]),
    ("a hidden one with na_ok", {"answers": {"c": "full"}, "na_ok": ["c"]}, {"a": "absent"}, []),
    ("a waiver never meets", {"answers": {"a": "full"}}, {"a": waived("partial")}, ["A: Partial, needs Full"]),
    ("a gate, though waived", {"gates": ["b"]}, {"b": waived("partial")}, ["B: Partial, needs Full"]),
    ("a gate that passes", {"gates": ["b"]}, {"b": "full"}, []),
    ("a question without gates has to be at its best", {"gates": ["a"]}, {"a": "partial"}, ["A: Partial, needs Full"]),
    ("a gate that N/A would pass for a level", {"gates": ["n"]}, {"n": NA}, ["N: not applicable, needs Full"]),
    ("a gate with na_ok", {"gates": ["n"], "na_ok": ["n"]}, {"n": NA}, []),
    ("a level", {"level": "demo"}, {}, []),
    ("a level that only a waiver holds", {"level": "pilot"}, {"b": waived("absent")}, ["Level Demo, needs Pilot"]),
    ("an overall score", {"overall_at_least": "1/2"}, {"a": "absent"}, ["Overall 0.0–75.0, needs 50.0"]),
    ("a question that is not there", {"answers": {"x": "full"}}, {}, ["x: needs what the questionnaire doesn't offer"]),
]
MODES = questionnaire(
    section(
        "s",
        one("a", allow_na=True),
        one("b", gates=GATE, allow_na=False),
        number("days", allow_na=False),
        one("c", allow_na=False, ask_when={"question": "a", "is": "full"}),
        one("n", gates=[{"level": "top"}]),
    ),
    levels=[{"id": "demo", "title": "Demo"}, {"id": "pilot", "title": "Pilot"}, {"id": "top", "title": "Top"}],
)


def _unmet(requires: dict[str, Any], given: Assessment) -> tuple[Shortfall, ...]:
    card = score(MODES, given, TODAY)
    return unmet(Requires.model_validate(requires), "automate", MODES, given, card, waivers=False)


@pytest.mark.parametrize(("requires", "answers", "texts"), [row[1:] for row in NEEDS], ids=[row[0] for row in NEEDS])
def test_what_a_mode_needs_and_the_worst_end_does_not_meet(
    requires: dict[str, Any], answers: dict[str, Given], texts: list[str]
) -> None:
    short = _unmet(requires, assessment(answers))
    assert [part.text for part in short] == texts
    assert all(part.level == "automate" for part in short)


def test_waivers_count_for_a_level_where_the_caller_says_so() -> None:
    given = assessment({"b": waived("absent")})
    card = score(MODES, given, TODAY)
    assert unmet(Requires(level="pilot", gates=("b",)), "pilot", MODES, given, card, waivers=True) == ()


def test_a_level_that_is_needed_names_the_questions_that_keep_it() -> None:
    short = _unmet({"level": "top"}, assessment({"b": waived("absent"), "n": "partial"}))
    assert [(part.kind, part.subject, part.have, part.need) for part in short] == [("level", "top", "demo", "top")]
    assert short[0].questions == ("b", "n")


def test_levels_that_name_each_other_are_never_reached_rather_than_followed_for_ever() -> None:
    asked = questionnaire(section("s", one("a")), levels=[("low", {"level": "high"}), ("high", {"level": "low"})])
    card = _score(asked, {"a": "full"})
    assert (card.level_worst, card.target) == (None, "low")
    assert [short.kind for short in card.shortfalls] == ["level"]
