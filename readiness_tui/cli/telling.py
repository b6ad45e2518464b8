"""What commands that write say: the file, the name and the hash as JSON, or a line for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.cli.shell import Shell
from readiness_tui.reports.documents.parts import Subject
from readiness_tui.reports.documents.written import WrittenDocument, written_document
from readiness_tui.use_cases.publishing import file_hash

if TYPE_CHECKING:
    from datetime import date

    from readiness_tui.storage.workspaces import Workspace
    from readiness_tui.use_cases.recording import Recorded
    from readiness_tui.use_cases.upgrading import Upgrade


def settings_document(shell: Shell, workspace: Workspace) -> WrittenDocument:
    """What `init`, `settings` and `demo --to` wrote: the settings file of the workspace."""
    path = workspace.root / "readiness.yaml"
    name = workspace.settings.name or workspace.root.name
    return written_document(Subject(None, None, shell.today), str(path), name, file_hash(path))


def recorded_document(shell: Shell, agent: str, recorded: Recorded) -> WrittenDocument:
    """What commands wrote that change the working answers."""
    return written_document(Subject(agent, None, shell.today), str(recorded.path), agent, recorded.hash)


def upgrade_document(as_of: date, planned: Upgrade, written: str | None) -> WrittenDocument:
    """What moving to another version wrote (`written`: the hash), or would write (None), and what becomes of what."""
    from readiness_tui.use_cases.upgrading import upgrade_of

    text_hash = planned.working.text_hash if written is None else written
    document = written_document(Subject(planned.slug, None, as_of), str(planned.path), planned.slug, text_hash)
    return {**document, "dry_run": written is None, "upgrade": upgrade_of(planned)}
