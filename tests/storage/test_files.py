"""Files are written whole or not at all, read with plain refusals, and never followed out of the workspace."""

from __future__ import annotations

import errno
import os
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_tui.model.faults import UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.file_calls import plain_error
from readiness_tui.storage.files import (
    bytes_hash,
    create_file,
    exists,
    file_names,
    inside,
    make_folder,
    read_bytes,
    replace_file,
    text_hash,
)
from tests.storage.faulty_calls import DEATHS, ERRORS, KINDS, Died, Disk
from tests.storage.scenes import on_disk, temporaries

Write = Callable[[Path, str], None]
OLD, NEW = "old: text\n" * 40, "new: ütext\n" * 50


@pytest.mark.parametrize("write", [replace_file, create_file])
def test_what_is_written_is_what_is_read(tmp_path: Path, write: Write) -> None:
    write(tmp_path / "new.yaml", "größe: \U0001f642\n\n")
    assert read_bytes(tmp_path / "new.yaml").decode() == "größe: \U0001f642\n\n"
    assert temporaries(tmp_path) == []


def test_create_never_replaces(tmp_path: Path) -> None:
    create_file(tmp_path / "a.yaml", OLD)
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a.yaml", NEW)
    assert (tmp_path / "a.yaml").read_text() == OLD
    assert temporaries(tmp_path) == []


def test_replacing_keeps_the_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(OLD)
    path.chmod(0o664)
    replace_file(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_read_only_file_is_not_replaced_even_by_root(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(OLD)
    path.chmod(0o444)
    with pytest.raises(UserError, match="permission"):
        replace_file(path, NEW)
    assert path.read_text() == OLD


def test_a_symbolic_link_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    (tmp_path / "target").write_text(OLD)
    link = tmp_path / "a.yaml"
    link.symlink_to("target")
    with pytest.raises(UserError, match="symbolic link"):
        replace_file(link, NEW)
    with pytest.raises(FileExistsError):
        create_file(link, NEW)
    assert (tmp_path / "target").read_text() == OLD
    assert link.is_symlink()


def test_half_a_character_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"U\+D800"):
        replace_file(tmp_path / "a.yaml", "a\ud800b")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("folder", "a folder"), ("pipe", "pipe"), ("missing", "no such file"), ("big", "larger"), ("link", "symbolic")],
)
def test_what_is_no_plain_file_is_refused_in_plain_words_and_at_once(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "big").write_bytes(b"x" * 101)
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(UserError, match=words) as raised:
        read_bytes(tmp_path / name, limit=100)
    assert str(tmp_path / name) in str(raised.value)


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        with pytest.raises(UserError):
            read_bytes(tmp_path / "socket")


@pytest.mark.parametrize("name", [*ERRORS, "ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "EFBIG", "EBUSY"])
def test_every_usual_error_has_words_and_a_remedy(name: str) -> None:
    number = getattr(errno, name)
    (fault,) = plain_error(OSError(number, os.strerror(number)), Path("somewhere/a.yaml")).faults
    assert fault.message.startswith("somewhere/a.yaml: ")
    assert os.strerror(number) not in fault.message
    assert fault.remedy


@given(st.text(alphabet=st.characters(exclude_characters="\r\ufeff", exclude_categories=("Cs",))))
def test_the_hash_does_not_see_line_ends_or_a_byte_order_mark(text: str) -> None:
    raw = text.replace("\n", "\r\n").encode()
    assert text_hash(text) == bytes_hash(raw) == bytes_hash(b"\xef\xbb\xbf" + raw)


def test_the_hash_sees_every_other_change() -> None:
    assert len({text_hash(text) for text in ("a", "a\n", "a ", "A", "a\n\n", "a\r", "")}) == 7


@pytest.mark.parametrize("path", ["../out", "a/../../out", "link/a", "a/..", "", "/etc/passwd"])
def test_a_path_that_leads_out_of_the_workspace_is_refused(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    (root / "a").mkdir(parents=True)
    (root / "link").symlink_to(tmp_path)
    with pytest.raises(UserError, match="leads out"):
        inside(root, root / path)


def test_a_path_inside_is_resolved_and_its_last_part_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "a" / "x").symlink_to("/etc/passwd")
    assert inside(tmp_path, tmp_path / "b" / "x") == tmp_path.resolve() / "a" / "x"


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(UserError):
        inside(tmp_path, tmp_path / "a" / "x")


def test_folders_are_made_with_those_above_and_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b" / "c")
    make_folder(tmp_path / "a" / "b" / "c")
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="folder is needed"):
        make_folder(tmp_path / "file" / "b")
    assert file_names(tmp_path) == ("a", "file")
    assert file_names(tmp_path / "missing") == ()
    assert not exists(tmp_path / "file" / "b")


def test_only_our_own_old_temporary_files_are_swept(tmp_path: Path) -> None:
    stale, fresh = (tmp_path / f".readiness-{letter * 16}.tmp" for letter in "ab")
    foreign = tmp_path / "notes.tmp"
    yesterday = time.time() - 100_000
    for path in (stale, fresh, foreign):
        path.write_text("x")
    for path in (stale, foreign):
        os.utime(path, (yesterday, yesterday))
    replace_file(tmp_path / "a.yaml", NEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["a.yaml", fresh.name, foreign.name])


def test_replacing_flushes_the_text_before_it_gets_its_name_and_the_folder_after(tmp_path: Path) -> None:
    with on_disk(Disk()) as disk:
        replace_file(tmp_path / "a.yaml", NEW)
    names = [name for name, _ in disk.log if name in ("write", "fsync", "read", "replace", "link")]
    assert names == ["write", "fsync", "read", "read", "replace", "fsync"]
    flushed = [place for name, place in disk.log if name == "fsync"]
    assert temporaries(Path(flushed[0]).parent) == []
    assert flushed[1] == str(tmp_path)


def test_creating_flushes_the_text_before_it_gets_its_name_and_the_folder_after(tmp_path: Path) -> None:
    with on_disk(Disk()) as disk:
        create_file(tmp_path / "a.yaml", NEW)
    names = [name for name, _ in disk.log if name in ("write", "fsync", "link", "unlink", "replace")]
    assert names == ["write", "fsync", "link", "fsync", "unlink"]


@pytest.mark.parametrize(
    "without", [("link",), ("folder",), ("no_follow",), ("fchmod",), ("link", "folder", "no_follow")]
)
@pytest.mark.parametrize("write", [replace_file, create_file])
def test_writing_works_where_the_system_lacks_a_call(tmp_path: Path, write: Write, without: tuple[str, ...]) -> None:
    with on_disk(Disk(without=without)):
        write(tmp_path / "a.yaml", NEW)
        with pytest.raises(FileExistsError):
            create_file(tmp_path / "a.yaml", OLD)
    assert (tmp_path / "a.yaml").read_text() == NEW
    assert temporaries(tmp_path) == []


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK])
def test_a_disk_without_hard_links_still_never_replaces(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(old: Path, new: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(file_calls.current, "link", no_links)
    create_file(tmp_path / "a.yaml", NEW)
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a.yaml", OLD)
    assert (tmp_path / "a.yaml").read_text() == NEW


def test_a_disk_that_gives_back_something_else_is_found_out_before_the_old_file_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text(OLD)
    real = os.write
    monkeypatch.setattr(file_calls.current, "write", lambda descriptor, chunk: real(descriptor, bytes(len(chunk))))
    with pytest.raises(UserError, match="disk reported an error"):
        replace_file(tmp_path / "a.yaml", NEW)
    assert (tmp_path / "a.yaml").read_text() == OLD
    assert temporaries(tmp_path) == []


CASES = [(kind, is_sticky) for kind in KINDS for is_sticky in (False, True) if not (is_sticky and kind in DEATHS)]


@pytest.mark.parametrize("without", [(), ("link",)], ids=["links", "no-links"])
@pytest.mark.parametrize("write", [replace_file, create_file])
@pytest.mark.parametrize(("kind", "is_sticky"), CASES)
def test_whichever_call_fails_the_file_is_old_or_new_and_what_returned_is_there(
    tmp_path: Path, kind: str, is_sticky: bool, write: Write, without: tuple[str, ...]
) -> None:
    for at in range(1, 100):
        folder = tmp_path / str(at)
        folder.mkdir()
        if write is replace_file:
            (folder / "a.yaml").write_text(OLD)
        outcome, disk = _attempt(folder / "a.yaml", write, Disk(kind, at, is_sticky, without))
        if disk.is_dead:
            disk.power_cut(names_survive=at % 2 == 0)
        left = (folder / "a.yaml").read_text() if (folder / "a.yaml").exists() else None
        _check(outcome, left, write, kind, is_sticky, bool(without))
        if not disk.was_reached:
            assert outcome == "returned"
            return
    raise AssertionError("the last call was never reached")


def _attempt(path: Path, write: Write, disk: Disk) -> tuple[str, Disk]:
    with on_disk(disk):
        try:
            write(path, NEW)
        except UserError:
            return "refused", disk
        except FileExistsError:
            return "exists", disk
        except Died:
            return "died", disk
    return "returned", disk


def _check(outcome: str, left: str | None, write: Write, kind: str, is_sticky: bool, has_no_links: bool) -> None:
    before = OLD if write is replace_file else None
    reserved = "" if has_no_links and write is create_file else before  # without links the name is reserved, empty
    if outcome == "returned":
        assert left == NEW
    elif outcome == "exists":  # a network folder made the name and lost the reply: it can't be told from another's
        assert (kind, left) == ("lost reply", reserved)
    elif outcome == "refused" and write is create_file and not is_sticky:
        assert left is None or (kind, left) == ("lost reply", reserved)
    else:
        assert left in (before, reserved, NEW)
