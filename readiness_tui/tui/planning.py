"""What is planned for, and the plan itself, made away from the keys; goal, budget and pace are chosen here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from readiness_tui.model.faults import UserError
from readiness_tui.model.modes import MODE_TITLE, MODES, RANK
from readiness_tui.model.values import parse_day, rational_text
from readiness_tui.tui.dialogs import Choose, OneLine, Pick
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import TargetChosen
from readiness_tui.tui.plan_acting import PlanActingFrame
from readiness_tui.tui.plan_amounts import fault_of_capacity, fault_of_start, reads_budget
from readiness_tui.tui.plan_views import plan_view, with_belongings, with_less
from readiness_tui.tui.widgets.header import Header
from readiness_tui.tui.widgets.plan_view import PlanView
from readiness_tui.tui.writing import Field, Form
from readiness_tui.use_cases.plans import Planned, PlanWords, plan_version
from readiness_tui.use_cases.sessions import Session, version_of

MOST_COMPARED = 150
LESS_AFTER = 0.3  # seconds; a person who goes on working doesn't wait for it
STOPPED = "Stopped before a plan was found: F6 plans again, t and B ask for less."


class PlanningFrame(PlanActingFrame):
    """Plans for what is wanted, after each change. Its subclass draws `view`, or `words` where there is none."""

    @dataclass
    class PlanMade(Message):
        """A plan was made, or (none) can't be: `words` says why."""

        wanted: PlanWords
        session: Session
        planned: Planned | None
        words: str = ""

    @dataclass
    class LessMade(Message):
        """What the days of one week bring of a plan that takes longer."""

        planned: Planned
        less: Planned

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.wanted = PlanWords()
        self.with_level = True
        self.view: PlanView | None = None
        self.words = ""
        self.is_planning = False
        self._slug = ""
        self._timer: Timer | None = None

    def unready(self, action: str) -> str:
        """What needs a plan, or a question behind the action."""
        if action == "write" and self.view is None:
            return "there is no plan yet"
        return super().unready("note" if action == "effort" else action)

    def draw(self) -> None:
        """Draw what was planned."""

    # Planning

    def show(self, session: Session) -> None:
        """Plan once more; another agent begins with its own target. The subject clears a task: `sort-mail=automate`."""
        if session.slug != self._slug:
            self._slug, self.wanted, self.with_level = session.slug, PlanWords(), True
            self.view, self.planned = None, None
        if self.subject is not None and "=" in self.subject:
            self.wanted, self.with_level = self.wanted._replace(clear=(self.subject,)), False
        self.subject = None
        if self.planned is not None:  # what was edited shows at once; what follows from it, when the plan is made
            self.view = plan_view(session, with_belongings(self.planned, session.assessment))
        self.words = "" if self.view is not None else "Planning…"
        self.is_planning = True
        self.draw()
        self.make_plan(session, self._asked(session))

    def _asked(self, session: Session) -> PlanWords:
        """What is wanted, with the level said where it is wanted besides cleared tasks."""
        card = session.evaluation.scorecard
        level = (card.target or card.level_worst) if self.wanted.clear and self.with_level else None
        return self.wanted._replace(to=level)

    @work(thread=True, exclusive=True, group="plan", description="make plan")
    def make_plan(self, session: Session, wanted: PlanWords) -> None:
        """Make the plan, away from the keys."""
        worker = get_current_worker()
        try:
            planned = plan_version(session.workspace, version_of(session), wanted, session.today)
        except UserError as error:
            if not worker.is_cancelled:
                self.post_message(self.PlanMade(wanted, session, None, fault_words(session, error)))
            return
        if not worker.is_cancelled:
            self.post_message(self.PlanMade(wanted, session, planned))

    @on(PlanMade)
    def take_plan(self, event: PlanMade) -> None:
        """Show it, if it is still what is wanted."""
        event.stop()
        if event.session is not self.session or event.wanted != self._asked(event.session):
            return
        self.is_planning, self.words, self.planned = False, event.words, event.planned
        self.view = plan_view(event.session, event.planned) if event.planned is not None else None
        self.draw()
        self.query_one(Header).show(self.header(event.session))
        if self._timer is not None:
            self._timer.stop()
        if event.planned is not None and _takes_longer(event.planned):
            self._timer = self.set_timer(LESS_AFTER, partial(self.make_less, event, event.planned))

    @work(thread=True, exclusive=True, group="less", description="make less")
    def make_less(self, made: PlanMade, planned: Planned) -> None:
        """Make the best plan for the days of one week, once nothing else is asked for."""
        worker, session = get_current_worker(), made.session
        week = made.wanted._replace(budget=rational_text(planned.plan.capacity))
        less = plan_version(session.workspace, planned.version, week, session.today)
        if not worker.is_cancelled:
            self.post_message(self.LessMade(planned, less))

    @on(LessMade)
    def take_less(self, event: LessMade) -> None:
        """Add it to the notes of the plan that it is of."""
        event.stop()
        if self.view is not None and event.planned is self.planned:
            self.view = replace(self.view, notes=(*self.view.notes, with_less(self.view, event.less)))
            self.draw()

    def stop_planning(self) -> bool:
        """Give up what is being planned; whether there was something."""
        if not self.is_planning:
            return False
        self.workers.cancel_group(self, "plan")
        self.is_planning, self.view, self.planned, self.words = False, None, None, STOPPED
        self.draw()
        if self.session is not None:
            self.query_one(Header).show(self.header(self.session))
        return True

    def plan_for(self, wanted: PlanWords) -> None:
        """Plan for something else."""
        self.wanted = wanted
        self.show_again()

    # What is wanted

    def action_choose_target(self) -> None:
        """A level to reach, or a task to clear for a mode."""
        if self.session is None:
            return
        picks = (*_levels(self.session), *_clearances(self.session))
        if picks:
            self.app.push_screen(Choose("Plan for", picks), self._take_target)
        else:
            self.say("there is no level to reach, and no task to clear: F3 adds one")

    def _take_target(self, chosen: str | None) -> None:
        if chosen is None or self.session is None:
            return
        kind, _, name = chosen.partition(":")
        now = self.view.goal if self.view is not None else ""
        card = self.session.evaluation.scorecard
        has_other = bool(self.wanted.clear) or (kind == "clear" and bool(card.target or card.level_worst))
        if not has_other or not now:
            self._want(kind, name, "only")
            return
        picks = (Pick("only", "only this"), Pick("both", f"this, and {now}"))
        self.app.push_screen(Choose("Besides what is planned for", picks, counts=True), partial(self._want, kind, name))

    def _want(self, kind: str, name: str, how: str | None) -> None:
        if how is None:
            return
        before = self.wanted.clear
        if kind == "level":
            self.with_level = True
            self.wanted = self.wanted._replace(clear=before if how == "both" else ())
            if self.session is not None and self.session.target != name:
                self.post_message(TargetChosen(name))
                return
        else:
            others = tuple(pair for pair in before if pair.partition("=")[0] != name.partition("=")[0])
            self.with_level = how == "both" and (self.with_level or not before)
            self.wanted = self.wanted._replace(clear=(*others, name) if how == "both" else (name,))
        self.show_again()

    def action_budget(self) -> None:
        """The best within so many person-days."""
        text = literal("The best that fits in so many person-days. Empty: the cheapest path to the target.")
        dialog = OneLine("Budget in person-days", self.wanted.budget or "", text=text, reads=reads_budget)
        self.app.push_screen(dialog, self._take_budget)

    def _take_budget(self, text: str | None) -> None:
        if text is not None:
            self.plan_for(self.wanted._replace(budget=text.strip() or None))

    def action_weekly(self) -> None:
        """How many days a week, and from when on."""
        capacity = self.wanted.capacity or (rational_text(self.view.plan.capacity) if self.view else "")
        start = self.wanted.start or (self.view.plan.start if self.view else "")
        fields = (
            Field("Days a week", capacity, "person-days of the whole team", fault_of_capacity),
            Field("First day", str(start), "YYYY-MM-DD, empty: the next Monday", fault_of_start),
        )
        self.app.push_screen(Form("How fast", fields, "Empty takes what the workspace says."), self._take_pace)

    def _take_pace(self, values: tuple[str, ...] | None) -> None:
        if values is not None:
            capacity, start = (value.strip() for value in values)
            day = parse_day(start) if start else None
            self.plan_for(self.wanted._replace(capacity=capacity or None, start=day))

    def shell_command(self) -> str:
        """The twin of this screen."""
        if self.session is None:
            return ""
        words = self._asked(self.session)
        level = words.to or (self.session.target if not words.clear else None)
        options = [("--to", level), *(("--clear", pair) for pair in words.clear)]
        options += [("--budget", words.budget), ("--capacity", words.capacity)]
        options.append(("--start", words.start.isoformat() if words.start else None))
        said = [f"{name} {value}" for name, value in options if value is not None]
        return " ".join(["readiness plan", self.session.slug, *said])

    def help_text(self) -> tuple[str, str]:
        """What the plan is made of."""
        return "Plan", (
            "The cheapest path is exact: of all sets of improvements that reach the target, one with the least "
            "person-days. Open answers count as their worst, so answering them is often the cheapest step.\n\n"
            "Order: first what keeps a task that runs beyond its clearance from being cleared, then gates, then gain "
            "for effort; never before what an action needs. After each one you can stop: its line says where you are "
            "then.\n\nThe plan holds nothing of its own. Owner, due date, ticket, effort and waiver belong to the "
            "answer; an action is done when its answer is. u takes an edit back, here as everywhere.\n\n"
            "Days in staging and the weeks of stabilisation are calendar, not effort: v shows them. ! after a due "
            "date: the plan ends later than that."
        )


def fault_words(session: Session, error: UserError) -> str:
    """Why there is no plan, and what to do about it here."""
    if not session.questionnaire.rungs and all("levels" in str(fault) for fault in error.faults):
        more = (
            "t chooses a task to clear" if session.assessment.tasks else "F3 adds a task, then t clears it for a mode"
        )
        return f"The questionnaire has no levels to reach: {more}."
    return "; ".join(str(fault) for fault in error.faults)


def _takes_longer(planned: Planned) -> bool:
    plan = planned.plan
    is_small = len(plan.actions) + len(plan.later) <= MOST_COMPARED
    return is_small and plan.budget is None and plan.reachable and plan.total_effort > plan.capacity


def _levels(session: Session) -> tuple[Pick, ...]:
    return tuple(Pick(f"level:{rung.id}", f"reach {rung.id}", rung.label) for rung in session.questionnaire.rungs)


def _clearances(session: Session) -> tuple[Pick, ...]:
    """Each task with each mode above what it is cleared for."""
    return tuple(
        Pick(f"clear:{each.task}={mode}", f"clear {each.name} for {MODE_TITLE[mode]}", each.task)
        for each in session.evaluation.clearances
        for mode in MODES
        if RANK[mode] > RANK[each.cleared]
    )
