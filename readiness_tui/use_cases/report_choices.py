"""What a person chooses of a report before it is written: of what, for whom, in which form; and what comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from shlex import quote

from readiness_tui.reports.request import Audience, LeftOut
from readiness_tui.reports.shortening import HTML, MARKDOWN
from readiness_tui.reports.template_names import BUILT_IN
from readiness_tui.storage.templates import built_in_templates, template_names
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.own_templates import is_offered
from readiness_tui.use_cases.reports import NONE, PARTS, Format, Wishes, report_text
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.version_choices import milestone_before, version_chosen, which_of

SUFFIX: dict[Format, str] = {"html": ".html", "md": ".md", "json": ".json"}
_HEADING = re.compile(r"(?m)^## |<h[12]\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_BUDGETS = {"html": HTML, "md": MARKDOWN}


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """One report. `which` and `compare` name a milestone as in AGENT@3 (`3`); no `which` is the working answers, no
    `compare` the milestone before. `template` is one of the team's own."""

    which: str = ""
    audience: Audience = "full"
    wanted: Format = "html"
    compare: str | None = None
    template: str | None = None
    without: frozenset[LeftOut] = frozenset()

    @property
    def wishes(self) -> Wishes:
        """The same without what and how."""
        return Wishes(self.audience, self.compare, self.template, self.without)


def markdown_of(session: Session, choice: ReportChoice) -> str:
    """The Markdown twin of a chosen report; a template for HTML has none but the built-in one. Raises UserError."""
    own = choice.template if choice.wanted == "md" or choice.template == BUILT_IN else None
    wishes = Wishes(choice.audience, choice.compare, own, choice.without)
    return report_text(session.workspace, version_chosen(session, choice.which), "md", wishes, session.today)


def text_of(session: Session, choice: ReportChoice) -> str:
    """The chosen report itself. Raises UserError."""
    return report_text(
        session.workspace, version_chosen(session, choice.which), choice.wanted, choice.wishes, session.today
    )


def budget_of(session: Session, choice: ReportChoice) -> int | None:
    """How many bytes the report may have; None where there is no limit."""
    budget = _BUDGETS.get(choice.wanted)
    if budget is None:
        return None
    asked = {"asked": len(session.questionnaire.questions)}
    return budget.limit({"questions": asked if choice.audience == "full" else None})


def largest_part(text: str) -> tuple[str, int]:
    """The heading of the longest part of a report in HTML or Markdown, and its bytes."""
    parts = _HEADING.split(text)[1:]
    sizes = [(len(part.encode("utf-8", "replace")), part) for part in parts]
    size, part = max(sizes, default=(len(text), "the whole"), key=lambda found: found[0])
    title = " ".join(_TAG.sub(" ", part.partition("</h")[0].partition("\n")[0]).split())
    return unescape(title), size


def own_templates(workspace: Workspace, wanted: Format) -> tuple[str, ...]:
    """The team's own templates for a format, by name. Raises UserError."""
    if wanted == "json":
        return ()
    return tuple(name for name in template_names(workspace.root) if is_offered(name, wanted))


def replaced_templates(names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a team's templates that take the places of built-in ones by their names."""
    built_in = built_in_templates()
    return tuple(name for name in names if name in built_in)


def default_file(session: Session, choice: ReportChoice) -> str:
    """`support-agent-working.html`, `support-agent-3.md`."""
    return f"{session.slug}-{choice.which or 'working'}{SUFFIX[choice.wanted]}"


def shell_line(session: Session, choice: ReportChoice, file: str) -> str:
    """The command that writes the same report."""
    before = milestone_before(session, choice.which)
    compare = choice.compare or (which_of(before) if before else NONE)
    words = ["readiness", "report", session.slug + (f"@{choice.which}" if choice.which else "")]
    words += ["--audience", choice.audience, "-f", choice.wanted, "-o", quote(file), "--compare", compare]
    words += ["--template", quote(choice.template)] if choice.template else []
    words += ["--without", ",".join(part for part in PARTS if part in choice.without)] if choice.without else []
    return " ".join(words)
