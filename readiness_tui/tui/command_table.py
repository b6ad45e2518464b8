"""Every command, once: its id, keys, action, footer label, palette words and command-line twin.

Add a line here and an `action_…` on the screen; key, footer, `?` and palette follow. Digits are one command whose
action gets the digit. `shown` is what the footer shows instead of the first key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from readiness_tui.tui.command import Command

_home = partial(Command, screens=("home",))
_question = partial(Command, screens=("question",))
_answer = partial(Command, screens=("question", "question_list"))
_list = partial(Command, screens=("question_list",))
_milestone = partial(Command, screens=("milestone",))
_tasks = partial(Command, screens=("tasks",))
_detail = partial(Command, screens=("task",))
_report = partial(Command, screens=("report",))
_compare = partial(Command, screens=("compare",))
_history = partial(Command, screens=("history",))
_SET = "readiness task AGENT set TASK"
_results = partial(Command, screens=("results",))
_plan = partial(Command, screens=("plan",))
_drafts = partial(Command, screens=("questionnaires",))
_editor = partial(Command, screens=("questionnaire",))
_portfolio = partial(Command, screens=("portfolio",))
_ANSWER = "readiness answer AGENT QUESTION"
_WAIVE = "readiness waive AGENT QUESTION --reason T --approver W --expires DATE"

# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("help.keys", "question_mark", "show_keys", "Keys", "help: keys", "readiness keys"),
    Command("help.topic", "h,f1", "show_help", "Help", "help: about this", "readiness explain AGENT"),
    Command("app.commands", "colon,ctrl+p", "show_commands", "Commands", "app: commands"),
    Command("go.questions", "f2", "go('question')", "Questions", "go: questions", "readiness assess AGENT"),
    Command("go.tasks", "f3", "go('tasks')", "Tasks", "go: tasks", "readiness decide AGENT"),
    Command("go.results", "f5", "go('results')", "Results", "go: results", "readiness score AGENT"),
    Command("go.plan", "f6", "go('plan')", "Plan", "go: plan", "readiness plan AGENT"),
    Command("go.compare", "c", "go('compare')", "Compare", "go: compare", "readiness compare AGENT"),
    Command("go.history", "H", "go('history')", "History", "go: history", "readiness history AGENT"),
    Command("go.report", "r", "go('report')", "Report", "go: report", "readiness report AGENT"),
    Command("go.milestone", "M", "go('milestone')", "Milestone", "go: take a milestone", "readiness milestone AGENT"),
    Command("go.to", "g", "go_to", "Go to", "go: to a question, gap, task, agent or screen"),
    Command("go.questionnaires", "", "go('questionnaires')", "Questionnaires", "go: questionnaires, look or edit",
            "readiness questionnaire list"),
    Command("go.home", "", "go('home')", "Home", "go: home", "readiness list"),
    Command("go.back", "escape", "back", "Back", "go: back"),
    Command("app.undo", "u,ctrl+z", "undo", "Undo", "app: undo", "git restore (in the shell, git is the undo)"),
    Command("app.redo", "U,ctrl+y", "redo", "Redo", "app: redo", "git restore (in the shell, git is the undo)"),
    Command("agent.upgrade", "", "upgrade", "Upgrade", "questionnaire: upgrade, move the answers to another version",
            "readiness upgrade AGENT"),
    Command("view.theme", "", "choose_theme", "Theme", "view: theme"),
    Command("view.zoom", "z", "zoom", "Zoom", "view: zoom the focused panel, and back"),
    Command("view.copy", "y", "copy", "Copy", "view: copy it as Markdown"),
    Command("view.copy-command", "Y", "copy_command", "Copy command", "view: copy the shell command"),
    Command("app.quit", "ctrl+q", "quit", "Quit", "app: quit"),

    _home("agent.open", "enter", "open", "Open", "agent: open", "readiness assess AGENT"),
    _home("agent.new", "n", "new", "New", "agent: new", "readiness new NAME"),
    _home("agent.demo", "d", "demo", "Demo", "agent: look at the demo", "readiness demo"),
    _home("agent.import", "i", "import_answers", "Import", "agent: import", "readiness import AGENT FILE"),
    _home("home.questionnaires", "Q", "go('questionnaires')", "Questionnaires", "questionnaires: look at them, edit",
          "readiness questionnaire list"),
    _home("home.portfolio", "P", "portfolio", "Portfolio", "go: portfolio, agents of many workspaces",
          "readiness list --recursive"),
    _home("home.down", "j,down", "cursor(1)", "Move", "agents: down", shown="j/k"),
    _home("home.up", "k,up", "cursor(-1)", "Up", "agents: up"),
    _home("home.filter", "slash", "filter", "Filter", "agents: filter", "readiness list"),

    _answer("answer.choose", "1,2,3,4,5,6,7,8,9", "choose", "Answer", "answer: take a choice", f"{_ANSWER}=CHOICE",
            shown="1-9", numbered=True),
    _answer("answer.not-applicable", "minus", "not_applicable", "N/A", "answer: not applicable",
            f"{_ANSWER}=n/a --reason TEXT"),
    _answer("answer.clear", "delete,backspace", "clear", "Clear", "answer: clear", f"{_ANSWER}="),
    _answer("answer.copy-last", "equals_sign", "copy_last", "Last time", "answer: copy the last milestone's",
            f"{_ANSWER}=="),
    _answer("answer.note", "n", "note", "Note", "answer: note", f"{_ANSWER} --note TEXT"),
    _answer("answer.evidence", "E", "evidence", "Evidence", "answer: evidence", f"{_ANSWER} --evidence URL_OR_TEXT"),
    _answer("answer.edit", "e", "edit", "Edit", "answer: owner, due, ticket, evidence, note",
            f"{_ANSWER} --owner W --due DATE --ticket T"),
    _answer("answer.waive", "w", "waive", "Waive", "answer: accept a shortfall for a time", _WAIVE),
    _answer("questions.filter", "f", "filter", "Filter", "questions: filter"),
    _answer("questions.search", "slash", "search", "Search", "questions: search"),
    _question("answer.take", "enter", "take", "Take it", "answer: take what the cursor is on", f"{_ANSWER}=CHOICE"),
    _question("answer.toggle", "space", "toggle_choice", "Toggle", "answer: toggle one of many", f"{_ANSWER}=A,B"),
    _question("question.next", "j", "move(1)", "Move", "question: next", shown="j/k"),
    _question("question.previous", "k", "move(-1)", "Previous", "question: previous"),
    _question("question.next-open", "J", "move_open(1)", "Open", "question: next unanswered", shown="J/K"),
    _question("question.previous-open", "K", "move_open(-1)", "Previous open", "question: previous unanswered"),
    _question("question.explain", "x", "explain", "Explain", "question: what it does to the score",
              "readiness explain AGENT QUESTION"),
    _question("choice.down", "down", "cursor(1)", "Down", "choice: down"),
    _question("choice.up", "up", "cursor(-1)", "Up", "choice: up"),
    _question("question.list", "f2", "list", "List", "go: list of questions", "readiness status AGENT"),
    _question("question.skip-profile", "s", "skip_profile", "Skip", "profile: skip all of it"),
    _question("section.fold", "left", "fold(True)", "Fold", "view: fold the section"),
    _question("section.unfold", "right", "fold(False)", "Unfold", "view: unfold the section"),

    _results("results.open", "enter", "open", "Open", "results: open", "readiness explain AGENT"),
    _results("results.down", "j,down", "cursor(1)", "Move", "results: down", shown="j/k"),
    _results("results.up", "k,up", "cursor(-1)", "Up", "results: up"),
    _results("results.target", "t", "choose_target", "Target", "results: target level",
             "readiness settings --agent AGENT target_level=LEVEL"),
    _results("results.explain", "x", "explain", "Explain", "results: explain", "readiness explain AGENT"),

    _plan("plan.open", "enter", "open", "Question", "plan: open the question or task", "readiness assess AGENT"),
    _plan("plan.edit", "e", "edit", "Edit", "plan: owner, due, ticket, evidence, note",
          f"{_ANSWER} --owner W --due DATE --ticket T"),
    _plan("plan.effort", "d", "effort", "Days", "plan: effort of this action", f"{_ANSWER} --effort DAYS"),
    _plan("plan.target", "t", "choose_target", "Target", "plan: level to reach, or task to clear",
          "readiness plan AGENT --to LEVEL --clear TASK=MODE"),
    _plan("plan.budget", "B", "budget", "Budget", "plan: best within person-days",
          "readiness plan AGENT --budget DAYS"),
    _plan("plan.weekly", "C", "weekly", "Weekly", "plan: days a week, first day",
          "readiness plan AGENT --capacity DAYS --start DATE"),
    _plan("plan.write", "W", "write", "Write", "plan: write Markdown, CSV, iCalendar or JSON",
          "readiness plan AGENT -f FORMAT"),
    _plan("plan.weeks", "v", "weeks", "Weeks", "plan: weeks as a calendar", "readiness plan AGENT"),
    _plan("plan.later", "z", "later", "Later", "plan: later actions, too", "readiness plan AGENT -f json"),
    _plan("plan.waive", "w", "waive", "Waive", "plan: accept the shortfall for a time", _WAIVE),
    _plan("plan.filter", "slash", "filter", "Filter", "plan: filter"),
    _plan("plan.sort", "s", "sort", "Sort", "plan: next order"),
    _plan("plan.explain", "x", "explain", "Explain", "plan: all about this action", "readiness plan AGENT"),
    _plan("plan.down", "j,down", "cursor(1)", "Move", "plan: next action", shown="j/k"),
    _plan("plan.up", "k,up", "cursor(-1)", "Up", "plan: previous action"),
    _plan("plan.scroll-down", "J,pagedown", "scroll_texts(1)", "Scroll", "plan: read on", shown="J/K"),
    _plan("plan.scroll-up", "K,pageup", "scroll_texts(-1)", "Scroll up", "plan: read back"),

    _milestone("milestone.take", "enter", "take", "Take it", "milestone: take it", "readiness milestone AGENT"),
    _milestone("milestone.note", "n", "note", "Note", "milestone: note", "readiness milestone AGENT --note T"),
    _milestone("milestone.open", "o", "open_ones", "Open ones first", "milestone: open questions first",
               "readiness status AGENT"),

    _tasks("task.rate", "0,1,2,3", "rate", "Rate", "task: rate", f"{_SET} FACTOR=0..3", shown="0-3",
           numbered=True),
    _tasks("task.failed", "minus", "rate('-')", "Failed", "task: evidence that it failed",
           f"{_SET} --evidence-level -1"),
    _tasks("task.unknown", "delete,backspace", "unknown", "Don't know", "task: don't know", f"{_SET} FACTOR=unknown"),
    _tasks("task.open", "enter", "open", "Why", "task: why", "readiness explain AGENT TASK"),
    _tasks("task.add", "a", "add", "Add", "task: add", f"{_SET} --name N"),
    _tasks("task.paste", "p", "paste_tasks", "Paste", "task: paste a list", "readiness import AGENT FILE"),
    _tasks("task.built", "b", "built", "Built", "task: how it is built", f"{_SET} --built-as B"),
    _tasks("task.intent", "i", "intent", "Intent", "task: what it is meant to do", f"{_SET} --intent I"),
    _tasks("task.basis", "q", "basis", "Quick", "task: quick or full basis", f"{_SET} --basis quick"),
    _tasks("task.remove", "D", "remove", "Remove", "task: remove", "readiness task AGENT remove TASK"),
    _tasks("task.flags", "tab", "flags", "Flags", "task: to the flags and back"),
    _tasks("task.down", "j,down", "cursor(1)", "Move", "task: next", shown="j/k"),
    _tasks("task.up", "k,up", "cursor(-1)", "Up", "task: previous"),
    _tasks("task.right", "right", "column(1)", "Right", "task: next field"),
    _tasks("task.left", "left", "column(-1)", "Left", "task: previous field"),

    _detail("detail.edit", "enter", "edit", "Edit", "task: edit in the grid", f"{_SET} FACTOR=0..3"),
    _detail("detail.next", "j,down", "move(1)", "Task", "task: next", shown="j/k"),
    _detail("detail.previous", "k,up", "move(-1)", "Previous", "task: previous"),
    _detail("detail.plan", "P", "plan", "Plan it", "task: plan the cheapest way to more autonomy",
            "readiness plan AGENT --clear TASK=MODE"),
    _detail("detail.explain", "x", "explain", "Explain", "task: explain in full", "readiness explain AGENT TASK"),
    _detail("detail.second", "R", "second", "2nd rater", "task: rate as another person", f"{_SET} --rater W"),
    _detail("detail.override", "o", "override", "Override", "task: override the mode",
            f"{_SET} --override MODE --reason T"),
    _detail("detail.scroll-down", "J,pagedown", "scroll_detail(1)", "Scroll", "task: further down", shown="J/K"),
    _detail("detail.scroll-up", "K,pageup", "scroll_detail(-1)", "Scroll up", "task: further up"),

    _compare("compare.open", "enter", "open", "Question", "compare: open the question", "readiness assess AGENT"),
    _compare("compare.versions", "v", "versions", "Versions", "compare: two other versions",
             "readiness compare AGENT@A AGENT@B"),
    _compare("compare.swap", "X", "swap", "Swap", "compare: the other way round", "readiness compare AGENT@B AGENT@A"),
    _compare("compare.filter", "f", "filter", "Filter", "compare: worse, better, no effect"),
    _compare("compare.search", "slash", "search", "Search", "compare: search"),
    _compare("compare.explain", "x", "explain", "Explain", "compare: all that moved", "readiness compare AGENT"),
    _compare("compare.copy", "y", "copy", "Copy", "compare: copy the row", "readiness compare AGENT"),
    _compare("compare.down", "j,down", "cursor(1)", "Move", "compare: down", shown="j/k"),
    _compare("compare.up", "k,up", "cursor(-1)", "Up", "compare: up"),

    _history("history.open", "enter", "open", "Since then", "history: what moved since", "readiness compare AGENT@A"),
    _history("history.mark", "space", "mark", "Mark", "history: mark one of two"),
    _history("history.compare", "c", "compare", "Compare", "history: compare the two that are marked",
             "readiness compare AGENT@A AGENT@B"),
    _history("history.move", "j,down", "cursor(1)", "Move", "history: down", shown="j/k"),
    _history("history.up", "k,up", "cursor(-1)", "Up", "history: up"),
    _history("history.report", "r", "report", "Report", "history: report of the milestone", "readiness report AGENT@M"),

    _report("report.write", "enter", "write", "Write", "report: write the file", "readiness report AGENT -o FILE"),
    _report("report.next", "right,space", "next(1)", "Choose", "report: next option", "readiness report AGENT -f F",
            shown="←→"),
    _report("report.previous", "left", "next(-1)", "Back", "report: previous option", "readiness report AGENT -f F"),
    _report("report.choose", "1,2,3,4,5,6,7,8,9", "choose", "Option", "report: option of that number",
            "readiness report AGENT --compare M", shown="1-9", numbered=True),
    _report("report.open", "o", "open", "Open it", "report: open it in the browser"),
    _report("report.file", "f", "name_file", "File", "report: name of the file", "readiness report AGENT -o FILE"),
    _report("report.copy", "y", "copy", "Copy Markdown", "report: copy the Markdown", "readiness report AGENT -f md"),
    _report("report.down", "j,down", "cursor(1)", "Move", "report: next row", shown="j/k"),
    _report("report.up", "k,up", "cursor(-1)", "Up", "report: previous row"),
    _report("report.scroll-down", "J,pagedown", "scroll_preview(1)", "Scroll", "report: preview down", shown="J/K"),
    _report("report.scroll-up", "K,pageup", "scroll_preview(-1)", "Scroll up", "report: preview up"),

    _portfolio("portfolio.open", "enter", "open", "Open", "portfolio: open the agent", "readiness assess AGENT"),
    _portfolio("portfolio.filter", "slash", "filter", "Filter", "portfolio: filter", "readiness list --match TEXT"),
    _portfolio("portfolio.narrow", "f", "narrow", "Which", "portfolio: blocked, beyond clearance, stale, at a level",
               "readiness list --blocked --beyond --stale --level LEVEL"),
    _portfolio("portfolio.sort", "s", "sort", "Order", "portfolio: order", "readiness list --sort KEY"),
    _portfolio("portfolio.folder", "F", "folder", "Folder", "portfolio: every workspace in a folder and below",
               "readiness -C DIR list --recursive"),
    _portfolio("portfolio.down", "j,down", "cursor(1)", "Move", "portfolio: down", shown="j/k"),
    _portfolio("portfolio.up", "k,up", "cursor(-1)", "Up", "portfolio: up"),
    _portfolio("portfolio.page-down", "J,pagedown", "cursor(15)", "Page", "portfolio: a page down", shown="J/K"),
    _portfolio("portfolio.page-up", "K,pageup", "cursor(-15)", "Page up", "portfolio: a page up"),
    _portfolio("portfolio.last", "end", "cursor(1000000)", "Last", "portfolio: to the last agent"),
    _portfolio("portfolio.first", "home", "cursor(-1000000)", "First", "portfolio: to the first agent"),

    _drafts("questionnaires.open", "enter", "open", "Open", "questionnaires: open in the editor",
            "readiness questionnaire show ID"),
    _drafts("questionnaires.new", "n", "new", "New", "questionnaires: new, empty or a copy",
            "readiness questionnaire new ID"),
    _drafts("questionnaires.copy", "c", "copy_own", "Copy to edit", "questionnaires: copy to the workspace to edit",
            "readiness questionnaire show ID --yaml"),
    _drafts("questionnaires.down", "j,down", "cursor(1)", "Move", "questionnaires: down", shown="j/k"),
    _drafts("questionnaires.up", "k,up", "cursor(-1)", "Up", "questionnaires: up"),

    _editor("editor.next-problem", "f8,J", "problem(1)", "Next problem", "editor: next problem",
            "readiness questionnaire check FILE"),
    _editor("editor.previous-problem", "K", "problem(-1)", "Previous", "editor: previous problem",
            "readiness questionnaire check FILE"),
    _editor("editor.pane", "f7", "pane(1)", "Pane", "editor: next pane", "readiness questionnaire check FILE"),
    _editor("editor.find", "slash", "find", "Find", "editor: find in the text"),
    _editor("editor.external", "f4", "external", "$EDITOR", "editor: edit in $EDITOR"),
    _editor("editor.publish", "f9", "publish", "Publish", "editor: publish, or copy to the workspace",
            "readiness questionnaire check FILE"),
    _editor("editor.discard", "D", "discard", "Give up", "editor: give the draft up", "git restore FILE"),
    _editor("editor.write", "enter,i", "write", "Write", "editor: into the text"),
    _editor("editor.undo", "ctrl+z,u", "undo", "Undo", "editor: undo", "git restore FILE"),
    _editor("editor.redo", "ctrl+y,U", "redo", "Redo", "editor: redo", "git restore FILE"),
    _editor("editor.help", "f1,h", "show_help", "Help", "help: about the editor", "readiness questionnaire --help"),
    _editor("editor.down", "j,down", "cursor(1)", "Down", "editor: down in the pane", shown="j/k"),
    _editor("editor.up", "k,up", "cursor(-1)", "Up", "editor: up in the pane"),

    _list("list.open", "enter", "open", "Open", "list: open the question", "readiness assess AGENT"),
    _list("list.back", "f2", "open", "One", "list: back to one question"),
    _list("list.select", "space", "select", "Select", "list: select"),
    _list("list.select-all", "A", "select_all", "All", "list: select all shown"),
    _list("list.sort", "s", "sort", "Sort", "list: sort"),
    _list("list.down", "j,down", "cursor(1)", "Move", "list: down", shown="j/k"),
    _list("list.up", "k,up", "cursor(-1)", "Up", "list: up"),
)
# fmt: on

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}
