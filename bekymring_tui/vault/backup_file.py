"""One backup in one file: a line that tells whose it is, the database as encrypted as it lies, and a seal over both.

The line holds the key file of that day, so the backup opens by itself, with what opened the vault then. How much there
is in it is sealed: a file found tells that there is a vault, and no more. Written and read in pieces.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bekymring_tui import errors
from bekymring_tui.texts import text
from bekymring_tui.vault import keys
from bekymring_tui.vault.keys import KeyFile, derived
from bekymring_tui.vault.places import unreadable

FORMAT = "bekymring-hvelv-kopi"
VERSION = 1
ENDING = ".kopi"

_LONGEST_HEADER = 64 * 1024
_PIECE = 1024 * 1024
_SEAL_BYTES = 32
_NONCE_BYTES = 12
_VAULT = re.compile("[0-9a-f]{32}")

GoOn = Callable[[], None]
"""Called between two pieces; raises to stop."""


@dataclass(frozen=True)
class Facts:
    """What is told only to who has the key.

    `seq`, `head`: the end of its chain. `cases`: how many. `shredded`: a sum over what was shredded in it by then.
    `state`: a sum that changes with what would be in a backup.
    """

    seq: int
    head: str
    cases: int
    shredded: str
    state: str


@dataclass(frozen=True)
class Header:
    """`made_at`: ISO 8601 with offset. `number`: later ones of this vault have a higher. `vault`: its random id.

    `size`: of the database, in bytes. `facts`: sealed.
    """

    made_at: str
    number: int
    vault: str
    size: int
    keyfile: KeyFile
    facts: bytes

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    def with_facts(self, facts: Facts, key: bytes) -> Header:
        """The same with these facts, sealed."""
        nonce, plain = secrets.token_bytes(_NONCE_BYTES), json.dumps(asdict(facts)).encode()
        sealed = nonce + _cipher(key).encrypt(nonce, plain, self._bound())
        return Header(self.made_at, self.number, self.vault, self.size, self.keyfile, sealed)

    def read_facts(self, key: bytes) -> Facts | None:
        """None when they are another key's, or changed."""
        nonce, sealed = self.facts[:_NONCE_BYTES], self.facts[_NONCE_BYTES:]
        try:
            return Facts(**json.loads(_cipher(key).decrypt(nonce, sealed, self._bound())))
        except (InvalidTag, ValueError, TypeError):
            return None

    def to_bytes(self) -> bytes:
        """One line of JSON."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": self.made_at,
            "number": self.number,
            "vault": self.vault,
            "size": self.size,
            "key": self.keyfile.to_bytes().decode("ascii"),
            "facts": self.facts.hex(),
        }
        return json.dumps(document, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def parse(cls, line: bytes) -> Header:
        """Strict: only what `to_bytes` could have written. Raises keys.Broken, keys.TooNew."""
        try:
            found = json.loads(line)
            if found["format"] == FORMAT and found["version"] > VERSION:
                raise keys.TooNew
            keyfile = KeyFile.parse(found["key"].encode("ascii"))
            plain = {name: found[name] for name in ("made_at", "number", "vault", "size")}
            header = cls(**plain, keyfile=keyfile, facts=bytes.fromhex(found["facts"]))
            dated = header.at.utcoffset() is not None and _VAULT.fullmatch(header.vault)
            whole = dated and min(header.size, header.number) >= 0 and header.to_bytes() == line
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise keys.Broken from None
        if not whole:
            raise keys.Broken
        return header

    def _bound(self) -> bytes:
        return json.dumps([FORMAT, VERSION, self.made_at, self.number, self.vault]).encode()


def read_header(path: Path) -> Header:
    """What the file says of itself; not vouched for until it is unpacked. Raises Damaged, Newer, Unwritable."""
    try:
        with path.open("rb") as file:
            header, length = _read_header(path, file)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise unreadable(path, error) from error
    if size != length + header.size + _SEAL_BYTES:
        raise _damaged(path)
    return header


def write(path: Path, database: Path, header: Header, key: bytes, go_on: GoOn) -> None:
    """The backup in a fresh file, on the disk when this returns. Raises OSError."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file, database.open("rb") as pages:
        seal = _seal(key)
        piece = header.to_bytes()
        while piece:
            go_on()
            seal.update(piece)
            file.write(piece)
            piece = pages.read(_PIECE)
        file.write(seal.digest())
        file.flush()
        os.fsync(file.fileno())


def unpack(path: Path, key: bytes, database: Path, go_on: GoOn) -> Header:
    """The database out of a backup, into a fresh file. Nothing lies there unless all of the backup is as it was sealed.

    Raises Damaged, Newer; OSError when either cannot be read or written.
    """
    try:
        with path.open("rb") as file:
            header, _ = _read_header(path, file)
            file.seek(0)
            with open(database, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as pages:
                seal = _copy(path, file, header, pages, _seal(key), go_on)
                whole = hmac.compare_digest(file.read(_SEAL_BYTES + 1), seal)
                pages.flush()
                os.fsync(pages.fileno())
        if not whole or header.read_facts(key) is None:
            raise _damaged(path)
    except BaseException:
        with contextlib.suppress(OSError):
            database.unlink(missing_ok=True)
        raise
    return header


def _copy(path: Path, file: BinaryIO, header: Header, pages: BinaryIO, seal: hmac.HMAC, go_on: GoOn) -> bytes:
    seal.update(file.readline(_LONGEST_HEADER))
    left = header.size
    while left:
        go_on()
        piece = file.read(min(_PIECE, left))
        if not piece:
            raise _damaged(path)
        seal.update(piece)
        pages.write(piece)
        left -= len(piece)
    return seal.digest()


def _read_header(path: Path, file: BinaryIO) -> tuple[Header, int]:
    line = file.readline(_LONGEST_HEADER)
    try:
        return Header.parse(line), len(line)
    except keys.Broken:
        raise _damaged(path) from None
    except keys.TooNew:
        raise errors.Newer(text("vault.newer", path=path)) from None


def _seal(key: bytes) -> hmac.HMAC:
    return hmac.new(derived(key, "kopi"), digestmod=hashlib.sha256)


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(derived(key, "kopi innhold"))


def _damaged(path: Path) -> errors.Damaged:
    return errors.Damaged(text("backup.damaged", path=path))
