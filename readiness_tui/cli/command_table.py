"""Every command once: where its code is and the line that help shows, so that help has to import none of them."""

from typing import NamedTuple


class Row(NamedTuple):
    """A command's module in this package, its attribute there, and its line in `readiness --help`."""

    module: str
    attribute: str
    line: str


GROUPS: dict[str, dict[str, Row]] = {
    "Begin": {
        "demo": Row("opening", "demo", "Open a filled-in example workspace."),
        "init": Row("beginning", "init", "Make a workspace."),
        "new": Row("beginning", "new", "Begin the assessment of an agent."),
    },
    "Answer": {
        "assess": Row("opening", "assess", "Answer in the terminal, beginning at the first open question."),
        "serve": Row("serving", "serve", "Open the full-screen program in a browser of this computer."),
        "answer": Row("answering", "answer", "Answer questions from the command line."),
        "profile": Row("profiles", "profile", "Show or set the facts about an agent."),
        "task": Row("tasks", "task", "List, set and remove the tasks of an agent."),
        "import": Row("importing", "import_answers", "Take answers and tasks from a YAML or CSV file."),
        "waive": Row("waiving", "waive", "Accept a shortfall for a time."),
        "milestone": Row("milestones", "milestone", "Freeze the answers as a milestone."),
        "upgrade": Row("upgrading", "upgrade", "Move the answers to another version of their questionnaire."),
    },
    "Look": {
        "list": Row("portfolio", "list_agents", "List the agents of the workspace."),
        "status": Row("statuses", "status", "Show what is open, expired, due, waived, and what blocks."),
        "score": Row("scores", "score", "Show how ready an agent is, and what stops it."),
        "explain": Row("explaining", "explain", "Explain a score: what each answer adds, what would change the level."),
        "decide": Row("decisions", "decide", "Show how each task should run: augment or automate."),
        "clear": Row("decisions", "clear", "Show how each task may run today."),
        "plan": Row("planning", "plan", "Plan the least effort to a level, or to clear tasks; with weeks."),
        "compare": Row("comparing", "compare", "Show what changed between two milestones."),
        "history": Row("milestones", "history", "List the milestones with their scores."),
        "report": Row("reporting", "report", "Write a report to send."),
        "export": Row("exporting", "export", "Write tables of all agents for DuckDB, Spark and others."),
    },
    "Check": {
        "gate": Row("gating", "gate", "Check an agent before a deployment: exit code 0 met, 1 not met."),
        "validate": Row("checking", "validate", "Check every YAML file of the workspace."),
        "verify": Row("milestones", "verify", "Check that no milestone was altered."),
        "questionnaire": Row("questionnaires", "questionnaire", "Make, list, show, check and compare questionnaires."),
        "schema": Row("schemas", "schema", "Print the JSON Schema of a file or an output."),
    },
    "Set up": {
        "templates": Row("templates", "templates", "Show, copy and check the templates of reports."),
        "settings": Row("settings", "settings", "Show or change the settings of the workspace."),
        "keys": Row("keys", "keys", "List the keys of the full-screen program, and clashes of your own."),
        "merge-file": Row("merging", "merge_file", "Merge assessment files, for git."),
        "doctor": Row("environment", "doctor", "Show facts about this installation."),
        "completion": Row("environment", "completion", "Print the completion script of a shell."),
    },
}

COMMANDS: dict[str, Row] = {name: row for rows in GROUPS.values() for name, row in rows.items()}
