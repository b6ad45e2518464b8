"""Questions line by line, for any terminal and for screen readers: the same questions, help and answers as on screen.

No line is drawn over another, no colour is set, and the terminal is asked for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from readiness_tui.cli.asked_text import KEYS, asked_lines, conflict_lines, help_lines
from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put_plainly, say
from readiness_tui.cli.shell import Shell
from readiness_tui.cli.typed_lines import Lines

if TYPE_CHECKING:
    from datetime import datetime

    from readiness_tui.model.questionnaire import ProfileFact, Question
    from readiness_tui.storage.assessments import Conflict
    from readiness_tui.use_cases.sessions import Session

    Step = ProfileFact | Question

STARTERS = "out of scope, other priority, architecture"


class Asking:
    """One conversation: the open session, the question that is being asked, and those asked before."""

    def __init__(self, shell: Shell, session: Session, lines: Lines) -> None:
        self._shell = shell
        self._session = session
        self._lines = lines
        self._walks_all = session.first_open is None
        self._visited: list[Step] = []
        self._at: Step | None = None
        self._is_over = False

    def run(self) -> int | None:
        """Ask until the last open question, `q`, or the end of the input; returns the exit code."""
        session = self._session
        put_plainly([f"{session.assessment.agent.name}: {self._standing()}", "? lists what can be typed, q stops."])
        self._ask(self._first())
        while not self._is_over and self._at is not None:
            line = self._lines.ask()
            if line is None:
                break
            self._take(line)
        put_plainly(self._closing())
        return None if self._session.is_saved else BAD_INPUT

    # Where it goes

    def _first(self) -> Step | None:
        session = self._session
        facts = session.questionnaire.profile
        unknown = [fact for fact in facts if not session.assessment.profile.get(fact.id)]
        if unknown and not session.evaluation.scorecard.coverage.answered:
            return unknown[0]
        return self._question(session.first_open) or next(iter(self._steps(with_facts=False)), None)

    def _question(self, question_id: str | None) -> Question | None:
        return self._session.questionnaire.question_by_id.get(question_id or "")

    def _steps(self, with_facts: bool = True) -> list[Step]:
        from readiness_tui.use_cases.sessions import shown_questions

        return [*(self._session.questionnaire.profile if with_facts else ()), *shown_questions(self._session)]

    def _ask(self, step: Step | None) -> None:
        self._at = step
        if step is not None:
            put_plainly(asked_lines(self._session, step))

    def _go(self, step: Step | None) -> None:
        if self._at is not None:
            self._visited.append(self._at)
        self._ask(step)

    def _next_open(self) -> Step | None:
        """The next question that is open, the next fact among facts; the next of all where none was open at first."""
        from readiness_tui.use_cases.sessions import next_open

        step = self._at
        if step is None or self._walks_all or step in self._session.questionnaire.profile:
            return self._beside(1)
        return self._question(next_open(self._session, step.id, 1))

    def _beside(self, by: Literal[1, -1]) -> Step | None:
        """The step before or after this one, whether it is open or not."""
        steps = self._steps()
        ids = [step.id for step in steps]
        at = ids.index(self._at.id) + by if self._at is not None and self._at.id in ids else 0
        return steps[at] if 0 <= at < len(steps) else None

    # What a line does

    def _take(self, line: str) -> None:
        from readiness_tui.model.faults import UserError

        step = self._at
        assert step is not None
        word, _, rest = line.partition(" ")
        try:
            self._read_again()
            if line in ("q", "quit"):
                self._is_over = True
            elif not self._move(line) and not self._tell(line, step):
                if word == "g":
                    self._go_to(rest or self._lines.ask("Which question? ") or "")
                elif line in ("u", "U"):
                    self._step_back(line)
                else:
                    self._change(line, step)
        except UserError as error:
            say([str(fault) for fault in error.faults])

    def _move(self, line: str) -> bool:
        """Go elsewhere, if that is what the line says."""
        if line == "b":
            self._ask(self._visited.pop() if self._visited else self._beside(-1) or self._at)
        elif line == "":
            self._go(self._next_open())
        elif line == "j":
            self._go(self._beside(1) or self._at)
        elif line == "s" and self._at in self._session.questionnaire.profile:
            self._go(self._question(self._session.first_open) or self._steps(with_facts=False)[0])
        else:
            return False
        return True

    def _tell(self, line: str, step: Step) -> bool:
        """Print what is asked for, if that is what the line says."""
        if line == "?":
            put_plainly(KEYS)
        elif line == "h":
            put_plainly(help_lines(self._session, step))
        elif line == "r":
            put_plainly(asked_lines(self._session, step))
        elif line == "p":
            put_plainly(self._standing())
        elif line == "x" and step not in self._session.questionnaire.profile:
            from readiness_tui.use_cases.accounts import account_of

            put_plainly(account_of(self._session, step.id).splitlines())
        else:
            return False
        return True

    def _go_to(self, words: str) -> None:
        from readiness_tui.cli.asked_answers import found

        questions = found(self._session, words)
        if not questions:
            say(f"no question has '{words}'")
            return
        self._go(questions[0])
        if len(questions) > 1:
            put_plainly("  Also: " + ", ".join(question.id for question in questions[1:6]))

    def _step_back(self, line: str) -> None:
        from readiness_tui.use_cases.sessions import redo, undo

        session, change = undo(self._session) if line == "u" else redo(self._session)
        if change is None:
            say(f"nothing to be {'undone' if line == 'u' else 'done again'}")
            return
        self._keep(session)
        put_plainly(f"{'Undone' if line == 'u' else 'Done again'}: {change.words}")
        place = next((step for step in self._steps() if step.id == change.place), None)
        if place is not None:
            self._ask(place)

    def _change(self, line: str, step: Step) -> None:
        from readiness_tui.cli.asked_answers import answered, with_fact
        from readiness_tui.cli.asked_belongings import BELONGINGS
        from readiness_tui.model.questionnaire import Question

        if not isinstance(step, Question):
            self._keep(with_fact(self._session, step, line))
            self._go(self._next_open() or self._question(self._session.first_open))
        elif line in BELONGINGS:
            changed = BELONGINGS[line](self._session, step, self._lines)
            if changed is not None:
                self._keep(changed)
        else:
            asks = line == "-" and step.allow_na
            reason = self._lines.ask(f"Why does it not apply? For example {STARTERS}: ") if asks else None
            before = len(self._steps())
            self._keep(answered(self._session, step, line, reason, self._now()))
            self._tell_taken(step, before)
            self._go(self._next_open())

    def _tell_taken(self, question: Question, before: int) -> None:
        from readiness_tui.analysis.shortfalls import told_answer
        from readiness_tui.cli.asked_effects import effect_lines

        put_plainly(f"Taken: {told_answer(question, self._session.assessment.answer(question.id))}")
        put_plainly(effect_lines(self._session, question))
        more = len(self._steps()) - before
        if more:
            put_plainly(f"{abs(more)} {'more' if more > 0 else 'fewer'} to answer because of that")

    # What is kept

    def _now(self) -> datetime:
        from datetime import UTC, datetime

        return (self._shell.clock or datetime.now(UTC)).replace(microsecond=0)

    def _read_again(self) -> None:
        """Take in what others wrote while nobody typed."""
        from readiness_tui.use_cases.outside import read_again

        again = read_again(self._session)
        if again is not self._session:
            self._session = again
            put_plainly("The answers were changed outside, and read again.")

    def _keep(self, session: Session) -> None:
        """Save; ask for each thing that others changed meanwhile as well."""
        from readiness_tui.use_cases.outside import saved

        self._session = saved(session, self._now())
        if self._session.conflicts:
            prefer = {conflict.id: self._side_of(conflict) for conflict in self._session.conflicts}
            chosen = {name: side for name, side in prefer.items() if side is not None}
            self._session = saved(self._session, self._now(), chosen)
        if self._session.save_fault:
            say(f"NOT SAVED: {self._session.save_fault}")

    def _side_of(self, conflict: Conflict) -> Literal["mine", "theirs"] | None:
        put_plainly(conflict_lines(self._session, conflict))
        while (line := self._lines.ask("m or t? ")) not in ("m", "t", None):
            say("m keeps mine, t takes theirs")
        return {"m": "mine", "t": "theirs"}.get(line or "")  # type: ignore[return-value]  # one of the two, or None

    # What it says at either end

    def _standing(self) -> str:
        from readiness_tui.cli.verdict_text import standing

        return standing(self._session.questionnaire, self._session.evaluation)

    def _closing(self) -> Iterator[str]:
        session = self._session
        saved = "saved" if session.is_saved else f"NOT SAVED: {session.save_fault}"
        yield ""
        yield f"{self._standing()}, {saved}"
        yield f"Next: readiness score {session.slug}"
        if session.questionnaire.matrix is not None:
            yield f"Tasks are rated from the shell: readiness task {session.slug} list; a new one with"
            yield f'  readiness task {session.slug} set TASK --name "Sort mail" --intent replace --built-as suggests'


def ask_all(shell: Shell, agent: str, lines: Lines) -> int | None:
    """Ask the open questions of an agent, one after the other; each answer is saved at once."""
    from readiness_tui.use_cases.sessions import open_session

    return Asking(shell, open_session(shell.workspace, agent, shell.today, shell.by), lines).run()
