"""The tasks of an agent: listed, set, removed."""

from __future__ import annotations

import click

from readiness_tui.cli.command import (
    Command,
    Commands,
    agent_argument,
    as_of_option,
    command,
    json_option,
    pass_shell,
)
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell


@click.group("task", cls=Commands)
@agent_argument
@click.pass_context
def task(ctx: click.Context, agent: str) -> None:
    """List, set and remove the tasks of an agent."""
    ctx.meta["agent"] = agent


task.examples = (
    "readiness task support-agent list",
    "readiness task support-agent set small-refund --name 'Refund below 50 EUR' --intent replace --built-as acts_alone",
    "readiness task support-agent set small-refund reversibility=1 moves_money=yes below_limit=yes",
    "readiness task support-agent remove small-refund",
)


@command("list", "readiness task support-agent list", "readiness task support-agent@2 list --json > tasks.json")
@as_of_option
@json_option
@pass_shell
@click.pass_context
def list_tasks(ctx: click.Context, shell: Shell, as_of: object, as_json: bool) -> None:
    """List the tasks with their decisions. The JSON is what `readiness decide --file` reads."""
    from datetime import date

    day = as_of if isinstance(as_of, date) else None
    version = shell.version(ctx.meta["agent"], as_of=day)
    if as_json:
        from readiness_tui.reports.documents.tasks import tasks_document
        from readiness_tui.use_cases.documents import subject_of

        put_json(tasks_document(subject_of(version), version.assessment.tasks))
        return
    if not version.assessment.tasks:
        say(f"No tasks yet. Add one: readiness task {version.slug} set TASK --intent replace --built-as suggests")
        return
    from readiness_tui.cli.task_text import task_lines

    put(task_lines(version.assessment.tasks, version.evaluation))


@command(
    "set",
    'readiness task support-agent set small-refund --name "Refund below 50 EUR" --intent replace --built-as acts_alone',
    "readiness task support-agent set small-refund decision_complexity=1 reversibility=1 moves_money=yes",
    "readiness task support-agent set small-refund --evidence-level 3",
    "readiness task support-agent set small-refund consequence=2 --rater bo",
    'readiness task support-agent set small-refund --override augment --reason "until the audit is done"',
)
@click.argument("task_id", metavar="TASK")
@click.argument("ratings", metavar="[FACTOR=0..3|unknown FLAG=yes|no|unknown]...", nargs=-1)
@click.option("--name", metavar="N", help="What the task is called. [default: made from TASK]")
@click.option("--intent", metavar="I", help="augment, replace or unsure; a new task needs it.")
@click.option("--built-as", metavar="B", help="suggests, acts_after_approval or acts_alone; a new task needs it.")
@click.option("--basis", metavar="full|quick", help="All factors, or the first few alone. [default: full]")
@click.option("--evidence-level", metavar="-1..3", help="How far it is proven: -1 failed, 0 none ... 3 stabilised.")
@click.option("--rater", metavar="W", help="Whose ratings these are, beside the team's.")
@click.option("--override", metavar="MODE", help="A mode set by hand, with --reason; it never raises a clearance.")
@click.option("--reason", metavar="T", help="Why the mode is overridden.")
@click.option("--note", metavar="T", help="What there is to say about it.")
@json_option
@pass_shell
@click.pass_context
def set_task(
    ctx: click.Context,
    shell: Shell,
    /,
    task_id: str,
    ratings: tuple[str, ...],
    as_json: bool,
    **options: str | None,
) -> None:
    """Add a task, or change one. All is checked before any is written; FACTOR= takes a rating back."""
    from readiness_tui.use_cases.tasks import TaskWords, record_task

    agent, words = ctx.meta["agent"], TaskWords(ratings=ratings, **options)
    recorded = record_task(shell.workspace, agent, task_id, words, shell.today, shell.by)
    if as_json:
        from readiness_tui.cli.telling import recorded_document

        put_json(recorded_document(shell, agent, recorded))
        return
    from readiness_tui.cli.task_text import task_sentence

    say(task_sentence(recorded.after.tasks[task_id], recorded.evaluation, task_id))


@command("remove", "readiness task support-agent remove small-refund")
@click.argument("task_id", metavar="TASK")
@json_option
@pass_shell
@click.pass_context
def remove_task(ctx: click.Context, shell: Shell, task_id: str, as_json: bool) -> None:
    """Take a task out."""
    from readiness_tui.use_cases.tasks import record_removal

    agent = ctx.meta["agent"]
    recorded = record_removal(shell.workspace, agent, task_id, shell.today)
    if as_json:
        from readiness_tui.cli.telling import recorded_document

        put_json(recorded_document(shell, agent, recorded))
        return
    say(f"Removed {task_id}. {len(recorded.after.tasks)} tasks are left.")


for _each in (list_tasks, set_task, remove_task):
    assert isinstance(_each, Command)
    task.add_command(_each)
