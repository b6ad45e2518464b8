"""The only place that opens files to write: whole or not at all, safe on disk before it is said to be."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage import file_calls
from readiness_tui.storage.file_calls import in_plain_words, retried

READ_LIMIT = 100_000_000
"""No file of more bytes is read at all; the YAML reader's own limit is far lower."""

_CHUNK = 1 << 20
_A_DAY = 86_400
_TEMPORARY = re.compile(r"\.readiness-[0-9a-f]{16}\.tmp")
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def text_hash(text: str) -> str:
    """`sha256:...` over the text with LF line ends and no BOM."""
    return bytes_hash(text.encode("utf-8", "surrogatepass"))


def bytes_hash(raw: bytes) -> str:
    """`text_hash` of a file's bytes; the same whether git checked it out with LF or with CRLF."""
    normal = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return "sha256:" + hashlib.sha256(normal).hexdigest()


def read_bytes(path: Path, limit: int = READ_LIMIT) -> bytes:
    """A file's bytes. Raises UserError: no such file, a folder or device, too large, no permission."""
    calls = file_calls.current
    with in_plain_words(path):
        descriptor = retried(calls.open, path, os.O_RDONLY | calls.no_wait | calls.binary)
        try:
            _check_readable(retried(calls.fstat, descriptor), path, limit)
            return _read_all(descriptor, path, limit)
        finally:
            _close(descriptor)


def _check_readable(found: os.stat_result, path: Path, limit: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise UserError(Fault(f"{path}: this is a pipe or a device, not a file", "check the path"))
    if found.st_size > limit:
        raise _too_large(path, limit)


def _read_all(descriptor: int, path: Path, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := retried(file_calls.current.read, descriptor, _CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise _too_large(path, limit)
    return b"".join(chunks)


def _too_large(path: Path, limit: int) -> UserError:
    return UserError(Fault(f"{path}: the file is larger than {limit:,} bytes", "is it the right file?"))


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file, or where none is: a reader sees the old or the new one, never a part.

    Raises UserError, and then the old file is intact. A link or a read-only file is refused.
    """
    replace_bytes(path, _encoded(path, text))


def replace_bytes(path: Path, raw: bytes) -> None:
    """`replace_file` for bytes that need not be text."""
    with in_plain_words(path):
        with _temporary(path.parent, raw, _mode_to_keep(path)) as temporary:
            retried(file_calls.current.replace, temporary, path)
        _sync_folder(path.parent)
    _sweep(path.parent)


def create_file(path: Path, text: str) -> None:
    """Write a new file; one that is there is never replaced.

    Raises FileExistsError where there is one, UserError where it can't be written; then none is left behind.
    """
    raw = _encoded(path, text)
    with in_plain_words(path), _temporary(path.parent, raw, None) as temporary:
        own = retried(file_calls.current.lstat, temporary)
        try:
            _publish(temporary, path, own)
            _sync_folder(path.parent)
        except FileExistsError:
            raise
        except OSError:
            _withdraw(path, own)
            raise
    _sweep(path.parent)


def _publish(temporary: Path, path: Path, own: os.stat_result) -> None:
    """Give the text its final name, in one step, if that name is free. Raises FileExistsError."""
    link = file_calls.current.link
    if link is not None:
        try:
            return retried(link, temporary, path)
        except FileExistsError:
            if _is_same(path, own):  # a network folder did it, but lost the reply
                return None
            raise
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
    return _publish_without_links(temporary, path)


def _publish_without_links(temporary: Path, path: Path) -> None:
    """Reserve the name with an empty file that only we could make, then put the whole text in its place."""
    calls = file_calls.current
    descriptor = retried(calls.open, path, _new_file_flags(), 0o666)
    try:
        _close(descriptor)
        retried(calls.replace, temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            if calls.lstat(path).st_size == 0:
                calls.unlink(path)
        raise


def _withdraw(path: Path, own: os.stat_result) -> None:
    """Take back a file of ours that is published but that the disk didn't confirm: it was not acknowledged."""
    if _is_same(path, own):
        with contextlib.suppress(OSError):
            file_calls.current.unlink(path)


def _is_same(path: Path, own: os.stat_result) -> bool:
    with contextlib.suppress(OSError):
        found = retried(file_calls.current.lstat, path)
        return (found.st_dev, found.st_ino) == (own.st_dev, own.st_ino)
    return False


@contextlib.contextmanager
def _temporary(folder: Path, raw: bytes, mode: int | None) -> Iterator[Path]:
    """A file beside the final one that holds the bytes, flushed and read back; gone at the end."""
    path = folder / f".readiness-{secrets.token_hex(8)}.tmp"
    try:
        _write_new(path, raw, mode)
        if _read_back(path) != raw:
            raise OSError(errno.EIO, "what was written reads back different")
        yield path
    finally:
        with contextlib.suppress(OSError):
            file_calls.current.unlink(path)


def _write_new(path: Path, raw: bytes, mode: int | None) -> None:
    calls = file_calls.current
    descriptor = retried(calls.open, path, _new_file_flags(), 0o666)
    try:
        if mode is not None and calls.fchmod is not None:
            with contextlib.suppress(OSError):  # another owner's file: our own mode has to do
                calls.fchmod(descriptor, mode)
        rest = memoryview(raw)
        while rest:
            rest = rest[retried(calls.write, descriptor, rest) :]
        retried(calls.fsync, descriptor)
    finally:
        _close(descriptor)


def _read_back(path: Path) -> bytes:
    calls = file_calls.current
    descriptor = retried(calls.open, path, os.O_RDONLY | calls.no_follow | calls.binary)
    try:
        return _read_all(descriptor, path, READ_LIMIT)
    finally:
        _close(descriptor)


def _close(descriptor: int) -> None:
    """Close once: an interrupted close has closed, and a second one could hit another's file."""
    with contextlib.suppress(InterruptedError):
        file_calls.current.close(descriptor)


def _new_file_flags() -> int:
    calls = file_calls.current
    return os.O_WRONLY | os.O_CREAT | os.O_EXCL | calls.no_follow | calls.binary


def _mode_to_keep(path: Path) -> int | None:
    """The permissions of the file that is replaced; None if there is none. Raises OSError for what may not be."""
    try:
        mode = retried(file_calls.current.lstat, path).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, "a symbolic link")
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "a folder")
    if not mode & 0o222 or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only")
    return stat.S_IMODE(mode)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder safe on disk, where the system can."""
    calls = file_calls.current
    if not calls.folder:
        return
    descriptor = retried(calls.open, folder, os.O_RDONLY | calls.folder | calls.binary)
    try:
        retried(calls.fsync, descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        _close(descriptor)


def _sweep(folder: Path) -> None:
    """Delete what a killed program left half written here more than a day ago; only names that this module makes."""
    calls = file_calls.current
    oldest = time.time() - _A_DAY
    with contextlib.suppress(OSError), calls.scandir(folder) as found:
        for candidate in found:
            if _TEMPORARY.fullmatch(candidate.name) and candidate.stat(follow_symlinks=False).st_mtime < oldest:
                calls.unlink(folder / candidate.name)


def exists(path: Path) -> bool:
    """Whether something is there, a link included. Raises UserError where the system won't say."""
    try:
        with in_plain_words(path):
            retried(file_calls.current.lstat, path)
    except UserError as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            return False
        raise
    return True


def file_names(folder: Path) -> tuple[str, ...]:
    """The names in a folder, sorted; none where there is no such folder. Raises UserError."""
    with in_plain_words(folder):
        try:
            with retried(file_calls.current.scandir, folder) as found:
                return tuple(sorted(each.name for each in found))
        except FileNotFoundError:
            return ()


def make_folder(path: Path, mode: int = 0o777) -> None:
    """Make a folder and those above it where they are missing; each is safe on disk. Raises UserError."""
    with in_plain_words(path):
        for folder in reversed([path, *path.parents]):
            if folder.is_dir():
                continue
            try:
                retried(file_calls.current.mkdir, folder, mode)
            except FileExistsError:
                if not folder.is_dir():
                    raise NotADirectoryError(errno.ENOTDIR, "a file") from None
            _sync_folder(folder.parent)


def inside(root: Path, path: Path) -> Path:
    """The path with every folder's links followed, if that is inside `root`; else raises UserError."""
    try:
        home, found = root.resolve(), path.parent.resolve() / path.name
    except (OSError, RuntimeError):  # RuntimeError: links that lead in a circle
        raise UserError(Fault(f"{path}: this path leads nowhere", "check its folders and links")) from None
    if path.name in ("", ".", "..") or not found.is_relative_to(home) or found == home:
        raise UserError(Fault(f"{path}: leads out of the workspace {home}", "use a path inside it"))
    return found


def _encoded(path: Path, text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        character = f"U+{ord(text[error.start]):04X}"
        raise UserError(Fault(f"{path}: {character} is half a character and can't be stored", "remove it")) from None
