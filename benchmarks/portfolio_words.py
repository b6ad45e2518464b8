"""What the agents of a made-up portfolio are called, what they do, and what their teams write about them."""

from __future__ import annotations

from readiness_tui.model.assessment import Task

KINDS = (
    ("Support agent", "Answers customers by mail, looks up orders, and issues small refunds in the shop."),
    ("Invoice matcher", "Matches incoming invoices with orders and books those that fit."),
    ("Release notes bot", "Writes release notes from merged changes and posts them after a person agreed."),
    ("Screening helper", "Reads applications and lists what the advert asked for."),
    ("Claims triage", "Sorts insurance claims by urgency and asks for missing papers."),
    ("Contract reader", "Finds clauses in contracts and compares them with the house's own."),
    ("Stock planner", "Proposes orders for the shops from sales and weather."),
    ("Meeting scribe", "Takes minutes and opens tickets for what was agreed."),
    ("Fraud watch", "Looks at payments and stops those that don't fit the customer."),
    ("Travel desk", "Books trips within the company's rules."),
    ("Code reviewer", "Comments on changes before a person reads them."),
    ("Price watcher", "Follows competitors' prices and proposes our own."),
)
PEOPLE = ("ana", "bo", "kim", "lee", "mia", "noor", "omar", "pia", "ravi", "sara", "tom", "uma", "vera", "wen", "yusuf")
NOTES = (
    "",
    "",
    "",
    "Seen in the review with the team that runs it; two of the three services are covered.",
    "The client backs off since the order system moved behind it.",
    "Works for mail; chat is still without.",
    "Nobody is on call for it at the weekend.",
    "Two drills so far.\nThe second one found a queue that nobody read.",
    "See the runbook: the section about rollback is out of date, the rest holds.",
    "Logged are the calls of tools; the reasons are not.",
    "Measured on a copy of the live queue, 1,200 requests a day.",
    "Was switched off during the upgrade of the framework and never switched on again.",
)
REASONS = (
    "One conversation is handled at a time; the queue is single-file by design.",
    "It has no tools that write.",
    "The platform does this for every team.",
)
PROOFS = (
    ("ci/replay.yml", None),
    ("drill with screenshots", None),
    ("report of approval times", "https://wiki.example.org/approvals"),
    ("load test for two hours", "https://git.example.org/load/runs"),
    ("40 recorded conversations in tests/replay", None),
    ("dashboard by project", "https://metrics.example.org/agents"),
)
MILESTONE_NOTES = (
    "Monthly review.",
    "Before the release.",
    "After the pilot.",
    "",
    "One week after the first customers.",
)
_FACTORS = (
    *("decision_complexity", "task_nature", "error_tolerance", "consequence"),
    *("expertise", "interpersonal", "reversibility", "detectability"),
)
_NO = ("decides_rights", "physical_safety", "law_requires_human", "prohibited_use")


def _task(name: str, ratings: str, yes: tuple[str, ...], no: tuple[str, ...] = ()) -> Task:
    factors = {factor: int(rating) for factor, rating in zip(_FACTORS, ratings, strict=True)}
    flags = {**dict.fromkeys((*_NO, *no), "no"), **dict.fromkeys(("graceful_failure", *yes), "yes")}
    return Task.model_validate(
        {"name": name, "intent": "replace", "built_as": "suggests", "factors": factors, "flags": flags, "evidence": 1}
    )


TASKS = {
    "sort-mail": _task("Sort mail into queues", "10120000", ("named_reviewer",), ("moves_money", "customer_facing")),
    "draft-reply": _task("Draft a reply", "11110111", ("customer_facing", "named_reviewer"), ("moves_money",)),
    "small-refund": _task(
        "Refund below 50 EUR", "10110111", ("moves_money", "below_limit", "named_reviewer", "sample_reviewed")
    ),
    "large-refund": _task("Refund of 50 EUR and more", "10221111", ("moves_money", "named_reviewer"), ("below_limit",)),
    "close-account": _task("Close an account", "11220131", ("privileged_access", "named_reviewer"), ("moves_money",)),
    "match-invoice": _task("Match an invoice with its order", "10110011", ("named_reviewer", "sample_reviewed")),
    "open-ticket": _task("Open a ticket", "00100000", ("sample_reviewed", "named_reviewer"), ("moves_money",)),
    "answer-complaint": _task("Reply to a complaint", "21221212", ("customer_facing",), ("approved_template",)),
    "summarise": _task("Summarise a conversation", "11110111", ("named_reviewer",), ("moves_money", "customer_facing")),
}
