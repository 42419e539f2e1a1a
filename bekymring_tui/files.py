"""Writing and reading files so that they survive a crash, a full disk and Windows."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import time
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from bekymring_tui import windows_acl
from bekymring_tui.errors import Failure, Unwritable
from bekymring_tui.texts import text

WINDOWS = os.name == "nt"

# Antivirus and indexers hold a fresh file for a moment: ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION.
_HELD_FOR_A_MOMENT = (5, 32)
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)

HALF_WRITTEN = ".bekymring-*.tmp"
"""What a kill in the middle of `write_safely` leaves beside the file."""

_NO_FOLDER_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM)
_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "is_folder",
    errno.ENAMETOOLONG: "long_name",
}

_LONGEST_NAME = 200  # bytes: leaves room for an ending and a number below the 255 of every file system
_RESERVED_NAME = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_RESERVED_SIGNS = re.compile(r'[<>:"/\\|?*]')

_LONGEST_INPUT = 64 * 1024

_LONGEST_LINE = 400  # of a settings file: reading one key of 16,000 parts takes seconds

_SYNCED = {
    "OneDrive": re.compile(r"onedrive( - .+)?|onedrive-.+", re.IGNORECASE),
    "Dropbox": re.compile(r"dropbox( ?\(.+\))?|dropbox-.+", re.IGNORECASE),
    "iCloud": re.compile(r"icloud ?drive|icloud~.+|com~apple~clouddocs|mobile documents", re.IGNORECASE),
    "Google Drive": re.compile(r"google ?drive( \(.+\))?|googledrive-.+|my drive|min disk", re.IGNORECASE),
}
_UNC = re.compile(r"[\\/]{2}(?![.?][\\/])[^\\/]|[\\/]{2}\?[\\/]UNC[\\/]", re.IGNORECASE)


def write_safely(path: Path, data: bytes, *, private: bool = True) -> None:
    """Put `data` in place of the file, whole or not at all, and on the disk when this returns.

    Only its owner may read a private file. Raises Unwritable; what stood there before is then untouched.
    """
    temporary = path.with_name(HALF_WRITTEN.replace("*", secrets.token_hex(8)))
    mode = 0o600 if private else 0o666
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        move_into_place(temporary, path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def move_into_place(temporary: Path, path: Path) -> None:
    """Put a file that is whole and on the disk in place of another beside it. Raises Unwritable."""
    try:
        _replace(temporary, path)
        if not WINDOWS:  # which has no such call
            _flush_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> Unwritable:
    """What to tell the user when the system refused to write `path`."""
    number = error.errno or 0
    reason = "in_use" if getattr(error, "winerror", None) == 32 else _REASONS.get(number, "other")
    code = errno.errorcode.get(number, "?")
    return Unwritable(text(f"files.{reason}", path=path, folder=path.parent, code=code))


def _replace(temporary: Path, path: Path) -> None:
    for wait in _WAITS:
        try:
            temporary.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD_FOR_A_MOMENT:
                raise
            time.sleep(wait)
        else:
            return
    temporary.replace(path)


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        # Some network file systems cannot; the file itself is already in place.
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def private_folder(path: Path) -> None:
    """Make the folder, and let only its owner in. Raises Unwritable.

    A folder that others share, such as /tmp, is refused rather than closed for them. On Windows a disk that knows
    no access rights is let pass: `folder_warnings` tells of it.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if WINDOWS:
            with contextlib.suppress(OSError):
                windows_acl.close_to_others(path)
            return
        found = path.stat()
        if found.st_uid != os.geteuid() or found.st_mode & stat.S_ISVTX:
            raise Unwritable(text("files.not_own_folder", path=path))
        path.chmod(0o700)
    except FileExistsError:
        raise Unwritable(text("files.not_a_folder", path=path)) from None
    except OSError as error:
        raise unwritable(path, error) from error


def safe_name(name: str) -> str:
    """A file name without an ending that every system takes, at most 200 bytes. Keeps æ, ø and å."""
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(sign if _is_plain(sign) else " " for sign in composed)
    kept = " ".join(_RESERVED_SIGNS.sub(" ", kept).split()).lstrip(". -")
    if _RESERVED_NAME.match(kept):
        kept = f"_{kept}"
    kept = kept.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip(". ")
    return kept or text("files.no_name")


def _is_plain(sign: str) -> bool:
    """Letters, marks, digits, punctuation and symbols: nothing that controls, hides or turns the text."""
    return unicodedata.category(sign)[0] in "LMNPS"


def read_text_input(path: Path) -> str:
    """A short text a user keeps in a file, e.g. a passphrase: UTF-8, line ends as \\n, none at the end."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LONGEST_INPUT + 1)
    except OSError as error:
        reason = "input_missing" if isinstance(error, FileNotFoundError) else "input_unreadable"
        raise Failure(text(f"files.{reason}", path=path)) from error
    if len(raw) > _LONGEST_INPUT:
        raise Failure(text("files.input_long", path=path))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        raise Failure(text("files.input_utf16", path=path))
    try:
        found = raw.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\r\n")
    except UnicodeDecodeError:
        # Without «from»: the error carries the bytes it could not read, and they may be a passphrase.
        raise Failure(text("files.input_encoding", path=path)) from None
    if not found:
        raise Failure(text("files.input_empty", path=path))
    return found


def read_toml(path: Path, largest: int) -> dict[str, Any]:
    """A file of settings that a user may edit, of at most `largest` bytes.

    Raises OSError; ValueError for what is no plain file, too large or no TOML. Never waits, whatever lies there.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("no plain file")
    with path.open("rb") as file:
        raw = file.read(largest + 1)
    if len(raw) > largest or any(len(line) > _LONGEST_LINE for line in raw.splitlines()):
        raise ValueError("too large")
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError("too deep") from None


def folder_warnings(path: Path) -> list[str]:
    """What speaks against keeping a vault in this folder: somebody else copies it, or can open it."""
    synced = synced_folder_warning(path)
    found = [synced] if synced else []
    if WINDOWS:
        try:
            windows_acl.close_to_others(path)
        except OSError as error:
            found.append(text("files.open_to_others", path=path, code=error.errno))
    return found


def synced_folder_warning(path: Path) -> str | None:
    """A warning when the folder is copied to a cloud or lies on a file server, else None."""
    for place in (str(path.expanduser()), os.path.realpath(path.expanduser())):
        if _UNC.match(place):
            return text("files.network_folder", path=path)
        for part in re.split(r"[\\/]", place):
            for service, pattern in _SYNCED.items():
                if pattern.fullmatch(part):
                    return text("files.synced_folder", path=path, service=service)
    return None
