"""The keys that every JSON document promises, as the contract lists them. `[]` is a list of, `?` may be null."""

from __future__ import annotations

from typing import Any

NUMBER = {"exact", "display"}
ENDS = {"worst": NUMBER, "best": NUMBER}
COVERAGE = {"answered", "applicable", "may_apply", "share", "weight_share"}
QUESTIONNAIRE = {"id", "version", "hash"}
LEVEL = {"worst", "best"}
ABOUT = {"format": None, "agent": None, "milestone": None, "as_of": None}
STOP = {"level", "requirement", "have", "need", "questions"}

SECTION: dict[str, Any] = {
    "id": None,
    "title": None,
    "weight": None,
    "worst": NUMBER,
    "best": NUMBER,
    "coverage": COVERAGE,
    "contribution": None,
    "sections": [],
    "questions": [{"id", "answer", "value", "weight", "contribution", "applies", "evidence"}],
}
SCORECARD: dict[str, Any] = {
    **ABOUT,
    "questionnaire": QUESTIONNAIRE,
    "overall": ENDS,
    "coverage": COVERAGE,
    "confidence": {"share", "evidenced", "claimed", "expired"},
    "level": LEVEL,
    "gates": [{"question", "level", "state"}],
    "stops_next_level": [STOP],
    "blockers": [{"kind", "id"}],
    "sections": [SECTION],
    "checklist": {"done", "partial", "open", "not_applicable", "total"},
}
DECISION: dict[str, Any] = {
    **dict.fromkeys(("id", "basis", "mode", "best_mode", "status", "candidates", "interim", "base_mode")),
    **dict.fromkeys(("unknowns_that_matter", "not_checked", "staffed")),
    "axes": {"judgement", "exposure"},
    "caps": [{"rule", "cap", "binding", "ground"}],
    "assumptions": [{"what", "taken_as"}],
    "mismatches": [{"id", "severity", "text"}],
    "reasons": [{"kind": None, "id": None, "factors": [{"id", "distance"}]}],
    "counterfactuals": [{"to": None, "changes": [{"what", "from", "to", "changeable"}]}],
    "robustness": {
        "weights": {"label": None, "share": None, "flips": [{"factor", "multiplier"}]},
        "answers": {"flips", "of"},
    },
}
CLEARANCE = {
    **dict.fromkeys(("id", "recommended", "intended", "built", "cleared", "verdict", "beyond_clearance")),
    "shortfalls": [{"mode", "requirement", "questions"}],
    "cheapest": {"effort_days", "improvements", "names_reviewer"},
}
CHANGE = {
    "before": ENDS,
    "after": ENDS,
    "change": NUMBER,
    "parts": {"questionnaire": NUMBER, "applicability": NUMBER, "answers": NUMBER},
}
COMPARISON: dict[str, Any] = {
    **ABOUT,
    "before": None,
    "after": None,
    "overall": CHANGE,
    "sections": [CHANGE],
    "answers": [{"question": None, "before": None, "after": None, "change": NUMBER, "kind": None}],
    "gates": [{"question", "before", "after"}],
    "decisions": [{"task", "before", "after"}],
    "clearances": [{"task", "before", "after"}],
    "no_longer_asked": None,
    "newly_asked": None,
    "renamed": [],
}
HISTORY = {
    **ABOUT,
    "milestones": [
        {
            **dict.fromkeys(("number", "name", "hash", "parents", "taken", "by", "note")),
            "worst": NUMBER,
            "best": NUMBER,
            "level": LEVEL,
            "coverage": COVERAGE,
            "sections": [{"id", "worst", "best"}],
        }
    ],
}
AGENT = {
    **dict.fromkeys(("slug", "name", "blockers", "beyond_clearance", "milestones", "latest", "stale")),
    "worst": NUMBER,
    "best": NUMBER,
    "level": LEVEL,
    "coverage": COVERAGE,
}
ANSWER = {
    **dict.fromkeys(("question", "asked", "choice", "number", "choices", "not_applicable", "note", "owner", "due")),
    **dict.fromkeys(("ticket", "effort_days", "by", "at", "carried_over")),
    "evidence": [{"text", "link", "observed", "expires", "by"}],
    "waiver": {"reason", "approver", "expires"},
}
EFFECT: dict[str, Any] = {
    **dict.fromkeys(("agent", "milestone", "edits")),
    "before": QUESTIONNAIRE,
    "counts": {"tasks", "decided_otherwise", "cleared_otherwise", "newly_beyond_clearance"},
    "tasks": [
        {
            **dict.fromkeys(("id", "name", "changed", "newly_beyond_clearance", "newly_assumed", "no_longer_asked")),
            "decision": {"before": {"mode", "status", "interim", "decided_by"}, "after": {"mode", "decided_by"}},
            "clearance": {"before": {"cleared", "verdict", "kept_by"}, "after": {"cleared", "beyond_clearance"}},
        }
    ],
}
FINDING = {"severity", "id", "file", "line", "column", "key", "message", "remedy", "counterexample"}

DOCUMENTS: dict[str, tuple[str, Any]] = {
    "score support-agent": ("scorecard", SCORECARD),
    "score support-agent@2": ("scorecard", SCORECARD),
    "explain support-agent": (
        "explanation",
        {
            **ABOUT,
            **dict.fromkeys(("subject", "smallest_change", "ask_next")),
            "worst": NUMBER,
            "parts": [{"id", "contribution"}],
            "stops_next_level": [STOP],
        },
    ),
    "decide support-agent": ("decisions", {**ABOUT, "questionnaire": QUESTIONNAIRE, "decisions": [DECISION]}),
    "decide support-agent --questionnaire agent-production-readiness": (
        "decisions",
        {**ABOUT, "questionnaire": QUESTIONNAIRE, "decisions": [DECISION], "effect": EFFECT | {"findings": [FINDING]}},
    ),
    "decide --questionnaire agent-production-readiness": (
        "matrix-effects",
        {
            **ABOUT,
            "questionnaire": QUESTIONNAIRE,
            "agents": [EFFECT],
            "others": None,
            "unread": [],
            "findings": [FINDING],
        },
    ),
    "clear support-agent": ("clearances", {**ABOUT, "tasks": [CLEARANCE]}),
    "compare support-agent@1": ("comparison", COMPARISON),
    "history support-agent": ("history", HISTORY),
    "list": ("list", {"format": None, "as_of": None, "agents": [AGENT]}),
    "validate": ("findings", {"format": None, "as_of": None, "findings": [FINDING]}),
    "questionnaire check ml-test-score": ("findings", {"format": None, "as_of": None, "findings": [FINDING]}),
    "status": (
        "status",
        {
            **ABOUT,
            "open": [{"agent", "question"}],
            "expired": [{"agent", "question"}],
            "due": [{"agent", "question", "due", "owner", "ticket"}],
            "waived": [{"agent", "question", "until"}],
            "blockers": [{"agent", "kind", "id"}],
        },
    ),
    "plan support-agent": (
        "plan",
        {
            **ABOUT,
            **dict.fromkeys(("target", "reachable", "total_effort_days")),
            "actions": [
                {
                    **dict.fromkeys(("kind", "id", "from", "to", "effort_days", "owner", "due", "needs", "week")),
                    **dict.fromkeys(("level_after", "clears")),
                    "gain": NUMBER,
                }
            ],
        },
    ),
    "gate support-agent --min-score 1": (
        "gate",
        {**ABOUT, "met": None, "conditions": [{"id", "met", "have", "need", "text"}], "waived": []},
    ),
    "verify": ("verification", {**ABOUT, "milestones": [{"name", "ok", "problem"}]}),
    "report support-agent": (
        "report",
        {
            **ABOUT,
            "without": None,
            "about": {"name", "summary", "owner", "target_level"},
            "scorecard": SCORECARD,
            "profile": {"facts": [{"id", "value"}]},
            "answers": [ANSWER],
            "tasks": {"tasks": [{"id", "name", "intent", "built_as", "factors", "flags"}]},
            "decisions": {"decisions": [DECISION]},
            "clearances": {"tasks": [CLEARANCE]},
            "explanation": {"worst": NUMBER, "parts": [{"id", "contribution"}], "stops_next_level": [STOP]},
            "plan": {**ABOUT, "actions": [{"kind", "id", "from", "to", "effort_days", "owner", "due", "week"}]},
            "status": {"open", "expired", "due", "waived", "blockers"},
            "comparison": COMPARISON,
            "history": HISTORY,
        },
    ),
    "report --all": (
        "team",
        {
            **ABOUT,
            "workspace": None,
            "list": {"as_of": None, "agents": [AGENT]},
            "scorecards": [SCORECARD],
            "clearances": [{**ABOUT, "tasks": [CLEARANCE]}],
        },
    ),
    "templates show": (
        "templates",
        {"format": None, "as_of": None, "templates": [{"name", "origin", "replaces_built_in", "text"}]},
    ),
    "task support-agent list": (
        "tasks",
        {**ABOUT, "tasks": [{"id", "name", "intent", "built_as", "factors", "flags"}]},
    ),
    "profile support-agent": ("profile", {**ABOUT, "facts": [{"id", "value"}]}),
    "settings": ("settings", {**ABOUT, "settings": None}),
    "questionnaire list": ("questionnaires", {"format": None, "as_of": None, "questionnaires": [QUESTIONNAIRE]}),
    "questionnaire show ml-test-score": ("outline", {"format": None, "as_of": None, "questionnaire": QUESTIONNAIRE}),
    "questionnaire diff ml-test-score agent-production-readiness": (
        "questionnaire-diff",
        {
            **dict.fromkeys(("format", "as_of", "verdict")),
            "before": {"id", "version", "hash", "file"},
            "after": {"id", "version", "hash", "file"},
            "counts": {"lost", "scores", "compatible"},
            "edits": [{"effect", "kind", "subject", "text", "before", "after", "remedy"}],
        },
    ),
    "keys": (
        "keys",
        {
            **dict.fromkeys(("format", "as_of", "file", "findings")),
            "commands": [{"id", "keys", "default", "words", "twin", "screens"}],
            "clashes": [{"key", "screen", "owner", "loser"}],
        },
    ),
    "doctor": ("doctor", {"format": None, "as_of": None, "facts": [{"name", "value", "ok"}]}),
}
WRITTEN = {"format", "as_of", "path", "name", "hash"}


def missing(document: Any, promised: Any, where: str = "") -> list[str]:
    """The promised keys that a document doesn't have."""
    if document is None or promised is None:
        return []
    if isinstance(promised, list):
        return [lack for each in document for part in promised for lack in missing(each, part, f"{where}[]")]
    keys = promised if isinstance(promised, dict) else dict.fromkeys(promised)
    lacks = [f"{where}.{key}" for key in keys if key not in document]
    return lacks + [
        lack for key, part in keys.items() if key in document for lack in missing(document[key], part, f"{where}.{key}")
    ]
