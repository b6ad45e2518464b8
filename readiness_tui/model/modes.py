"""The five modes, from least to most autonomy, and how they rank against what a team wants and has built."""

from typing import Literal

Mode = Literal["not_yet", "augment", "approve_before", "automate_sample", "automate"]
Intent = Literal["augment", "replace", "unsure"]
BuiltAs = Literal["suggests", "acts_after_approval", "acts_alone"]
Basis = Literal["full", "quick"]

MODES: tuple[Mode, ...] = ("not_yet", "augment", "approve_before", "automate_sample", "automate")
RANK: dict[Mode, int] = {mode: rank for rank, mode in enumerate(MODES)}
INTENTS: tuple[Intent, ...] = ("augment", "replace", "unsure")
BUILT_AS: tuple[BuiltAs, ...] = ("suggests", "acts_after_approval", "acts_alone")
MODE_TITLE: dict[Mode, str] = {
    "not_yet": "not yet",
    "augment": "augment",
    "approve_before": "approve before",
    "automate_sample": "automate with sampling",
    "automate": "automate",
}
BUILD_IT: dict[Mode, str] = {
    "not_yet": "Let a person do it, without the agent",
    "augment": "Let it only suggest",
    "approve_before": "Let it ask before each result takes effect",
    "automate_sample": "Have a person review a sample of its results",
    "automate": "Let it act alone",
}
"""What a team does so that a task runs no further than a mode."""
INTENT_TITLE: dict[Intent, str] = {
    "augment": "augment a person",
    "replace": "replace a step",
    "unsure": "unsure",
}
BUILT_TITLE: dict[BuiltAs, str] = {
    "suggests": "suggests",
    "acts_after_approval": "acts after approval",
    "acts_alone": "acts alone",
}


def built_rank(built_as: BuiltAs, sample_reviewed: bool) -> int:
    """The rank of what is built: suggests 1, acts after approval 2, acts alone 4, or 3 if a person reviews a sample."""
    if built_as == "suggests":
        return RANK["augment"]
    if built_as == "acts_after_approval":
        return RANK["approve_before"]
    return RANK["automate_sample"] if sample_reviewed else RANK["automate"]


def lower(first: Mode, second: Mode) -> Mode:
    """The one of two modes with less autonomy."""
    return first if RANK[first] <= RANK[second] else second
