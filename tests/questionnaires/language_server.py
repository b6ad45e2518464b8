"""yaml-language-server as an editor runs it: over stdio, with our first line as the only thing that it is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

_SETTINGS = {"yaml": {"validate": True, "completion": True, "hover": False, "schemaStore": {"enable": False}}}
_CAN = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}, "publishDiagnostics": {}}}


class LanguageServer:
    """One server for one folder. Opening a text gives its diagnostics; a place in it gives completions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.last_id = 0
        self.child = subprocess.Popen(
            [_node(), str(_program()), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )

    def __enter__(self) -> LanguageServer:
        self._ask("initialize", {"processId": os.getpid(), "rootUri": self.folder.as_uri(), "capabilities": _CAN})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": _SETTINGS})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.kill()
        self.child.communicate()

    def diagnostics(self, file: Path, text: str | None = None) -> list[dict[str, Any]]:
        """What the editor underlines in a file, or in a text that is typed into it."""
        shown = file.read_text(encoding="utf-8") if text is None else text
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": shown}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while True:
            told = self._read()
            if told.get("method") == "textDocument/publishDiagnostics" and told["params"]["uri"] == file.as_uri():
                return list(told["params"]["diagnostics"])

    def completions(self, file: Path, line: int, column: int) -> list[str]:
        """What the editor offers at a place of a text that was opened; line and column from 1."""
        position = {"line": line - 1, "character": column - 1}
        answer = self._ask("textDocument/completion", {"textDocument": {"uri": file.as_uri()}, "position": position})
        offered = answer["items"] if isinstance(answer, dict) else answer
        return [str(each["label"]) for each in offered or ()]

    def _ask(self, method: str, params: object) -> Any:
        self.last_id += 1
        self._send({"id": self.last_id, "method": method, "params": params})
        while True:
            told = self._read()
            if told.get("id") == self.last_id and "method" not in told:
                assert "error" not in told, told
                return told["result"]

    def _tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.child.stdin is not None
        self.child.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.child.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """The next message; the server's own questions are answered on the way."""
        assert self.child.stdout is not None
        length = 0
        while line := self.child.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        told: dict[str, Any] = json.loads(self.child.stdout.read(length))
        if "id" in told and "method" in told:
            wanted = told["params"].get("items", ()) if told["method"] == "workspace/configuration" else None
            answer = None if wanted is None else [_SETTINGS.get(each.get("section", "")) for each in wanted]
            self._send({"id": told["id"], "result": answer})
        return told


def _node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node")
    return found


def _program() -> Path:
    folder = Path(os.environ.get("NODE_FOLDER", "nowhere")) / "node_modules" / "yaml-language-server"
    program = folder / "bin" / "yaml-language-server"
    if not program.exists():
        pytest.skip("NODE_FOLDER has no yaml-language-server")
    return program
