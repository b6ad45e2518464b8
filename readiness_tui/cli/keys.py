"""The keys of the full-screen program by command id, and what is wrong with a person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.cli.command import command, json_option, pass_shell
from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from readiness_tui.reports.documents.keys import KeyRow
    from readiness_tui.use_cases.keymaps import CheckedKeymap, KeyCommand


@command("keys", "readiness keys", "readiness keys --json")
@json_option
@pass_shell
def keys(shell: Shell, as_json: bool) -> int | None:
    """List the commands of the full-screen program: id, keys, where they work.

    Keys of your own go into settings.yaml in your config folder (its path is told), as `keymap: {answer.note: N}`;
    more than one with commas. Ids that don't exist and keys that clash are told here with their line, exit code 2.
    """
    from readiness_tui.use_cases.keymaps import checked_keymap
    from readiness_tui.use_cases.person_settings import person_settings, settings_file, settings_places

    commands = shell.key_commands() if shell.key_commands else ()
    settings, faults = person_settings()
    file = settings_file()
    checked = checked_keymap(settings.keymap, commands, file, settings_places("keymap"))
    found = (*faults, *checked.faults)
    if as_json:
        from readiness_tui.reports.documents.keys import ClashRow, keys_document

        clashes = [ClashRow(key=c.key, screen=c.screen, owner=c.owner, loser=c.loser) for c in checked.clashes]
        put_json(keys_document(file, _rows(commands, checked), clashes, found, shell.today))
    else:
        from readiness_tui.cli.findings import finding_line

        _put_table(_rows(commands, checked))
        say(f"Your own keys: keymap in {file}")
        if found:
            say([finding_line(fault) for fault in found])
    return BAD_INPUT if any(fault.severity == "error" for fault in found) else None


def _rows(commands: tuple[KeyCommand, ...], checked: CheckedKeymap) -> list[KeyRow]:
    return [
        {
            "id": each.id,
            "keys": list(checked.kept.get(each.id, each.keys)),
            "default": list(each.keys),
            "words": each.words,
            "twin": each.twin,
            "screens": list(each.screens),
        }
        for each in commands
    ]


def _put_table(rows: list[KeyRow]) -> None:
    from readiness_tui.cli.cells import table
    from readiness_tui.use_cases.keymaps import key_text

    def shown(keys: list[str]) -> str:
        return " ".join(map(key_text, keys)) or "–"

    cells = [
        (
            row["id"],
            shown(row["keys"]),
            f"was {shown(row['default'])}" if row["keys"] != row["default"] else "",
            ", ".join(row["screens"]),
            row["words"],
        )
        for row in rows
    ]
    put(table(("Command", "Keys", "", "Screens", "Does"), cells, indent=""))
