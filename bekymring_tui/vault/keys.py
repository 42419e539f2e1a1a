"""The key file: the database's random key, sealed once for each way of unlocking. Bytes in, bytes out; no files.

Each slot is AES-256-GCM. Its associated data binds format version, the database's salt and the slot's own cost and
salt, so a lowered cost or another database's key file never unlocks anything.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = "bekymring-hvelv-nokkel"
VERSION = 2
"""The newest there is. A file has the oldest that can say what it holds, so that an older program still opens it."""

_BOUND = 1
"""What slots are bound to: the same in every version, so that a slot may go over to a file of another."""

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_SEALED_BYTES = KEY_BYTES + 16


class Broken(Exception):
    """The bytes are no key file: cut, changed or weakened."""


class TooNew(Exception):
    """A whole key file of a later format version."""


class Way(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"  # noqa: S105
    RECOVERY = "recovery"
    UNIT = "unit"
    """A code that the unit keeps, for when the owner is away."""


CODES = (Way.RECOVERY, Way.UNIT)


@dataclass(frozen=True)
class Cost:
    """Argon2id: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int


# 190 ms on two slow cores. A file that asks for less is refused; the ceiling keeps a changed file from eating memory.
COST = Cost(memory=64 * 1024, passes=3, lanes=4)
_CEILING = Cost(memory=1024 * 1024, passes=16, lanes=16)


@dataclass(frozen=True)
class Slot:
    """The database key sealed for one way. A code has full entropy and needs no cost."""

    way: Way
    cost: Cost | None
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True)
class KeyFile:
    """Slots for the key of the database that begins with `database_salt`.

    `follows`: the salt of the database whose place this one is just taking (`rekey`), else empty.
    """

    database_salt: bytes
    slots: tuple[Slot, ...]
    follows: bytes = b""

    @property
    def version(self) -> int:
        return 2 if self.follows or self.has(Way.UNIT) else 1

    def to_bytes(self) -> bytes:
        """The file: one line of JSON, one line with its SHA-256."""
        document = {
            "format": FORMAT,
            "version": self.version,
            "database_salt": self.database_salt.hex(),
            **({"follows": self.follows.hex()} if self.follows else {}),
            "slots": [_slot_document(slot) for slot in self.slots],
        }
        body = json.dumps(document, separators=(",", ":")).encode() + b"\n"
        return body + _sum(body)

    @classmethod
    def parse(cls, data: bytes) -> KeyFile:
        """Strict: only bytes that `to_bytes` could have written. Raises Broken, or TooNew."""
        body, newline, checksum = data.partition(b"\n")
        if checksum != _sum(body + newline):
            raise Broken
        try:
            document = json.loads(body)
            if document["format"] == FORMAT and document["version"] > VERSION:
                raise TooNew
            slots = tuple(_parse_slot(slot) for slot in document["slots"])
            salt, follows = (bytes.fromhex(document.get(name, "")) for name in ("database_salt", "follows"))
            found = cls(salt, slots, follows)
        except (ValueError, TypeError, KeyError):
            raise Broken from None
        if found.to_bytes() != data or len(salt) != _SALT_BYTES or len(follows) not in (0, _SALT_BYTES):
            raise Broken
        return found

    def unseal_with_passphrase(self, passphrase: str) -> bytes | None:
        """The database key, None when the passphrase is wrong."""
        return self._unseal(Way.PASSPHRASE, _passphrase_bytes(passphrase))

    def unseal_with_code(self, code: bytes) -> bytes | None:
        """The database key by the recovery code or that of the unit, None when the code is another vault's."""
        way = self.way_of(code)
        return self._unseal(way, code) if way else None

    def way_of(self, code: bytes) -> Way | None:
        """Which of the two codes this is; None: neither."""
        return next((way for way in CODES if self._unseal(way, code) is not None), None)

    def has(self, way: Way) -> bool:
        return any(slot.way is way for slot in self.slots)

    def with_slot(self, new: Slot) -> KeyFile:
        """The same with this slot instead of those of its way."""
        slots = [*self.without(new.way).slots, new]
        return replace(self, slots=tuple(sorted(slots, key=lambda slot: slot.way)))

    def settled(self) -> KeyFile:
        """The same once its database stands in its place."""
        return replace(self, follows=b"")

    def without(self, way: Way) -> KeyFile:
        """The same, and this way no longer opens."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.way is not way))

    def _unseal(self, way: Way, secret: bytes) -> bytes | None:
        for slot in self.slots:
            if slot.way is way:
                try:
                    return _cipher(slot, secret).decrypt(slot.nonce, slot.sealed, _bound(self.database_salt, slot))
                except InvalidTag:
                    continue
        return None


def new_key() -> bytes:
    """A fresh 256-bit database key."""
    return secrets.token_bytes(KEY_BYTES)


def new_salt() -> bytes:
    """A fresh salt for the database's first bytes."""
    return secrets.token_bytes(_SALT_BYTES)


def passphrase_slot(database_salt: bytes, key: bytes, passphrase: str) -> Slot:
    """The key sealed by a passphrase, through Argon2id at `COST`."""
    return _seal(Way.PASSPHRASE, COST, _passphrase_bytes(passphrase), database_salt, key)


def recovery_slot(database_salt: bytes, key: bytes, code: bytes) -> Slot:
    """The key sealed by a recovery code of 160 bits."""
    return _seal(Way.RECOVERY, None, code, database_salt, key)


def unit_slot(database_salt: bytes, key: bytes, code: bytes) -> Slot:
    """The key sealed by the code of 160 bits that the unit keeps."""
    return _seal(Way.UNIT, None, code, database_salt, key)


def derived(key: bytes, purpose: str) -> bytes:
    """A 256-bit key for another purpose, from the database key."""
    return HKDF(SHA256(), 32, salt=None, info=f"bekymring-hvelv {purpose}".encode()).derive(key)


def _seal(way: Way, cost: Cost | None, secret: bytes, database_salt: bytes, key: bytes) -> Slot:
    empty = Slot(way, cost, secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES), b"")
    sealed = _cipher(empty, secret).encrypt(empty.nonce, key, _bound(database_salt, empty))
    return Slot(way, cost, empty.salt, empty.nonce, sealed)


def _cipher(slot: Slot, secret: bytes) -> AESGCM:
    if slot.cost is None:
        return AESGCM(HKDF(SHA256(), 32, salt=slot.salt, info=b"bekymring-hvelv kode").derive(secret))
    cost = slot.cost
    kdf = Argon2id(salt=slot.salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return AESGCM(kdf.derive(secret))


def _bound(database_salt: bytes, slot: Slot) -> bytes:
    cost = slot.cost
    costs = [cost.memory, cost.passes, cost.lanes] if cost else []
    return json.dumps([FORMAT, _BOUND, database_salt.hex(), slot.way, costs, slot.salt.hex()]).encode()


def _passphrase_bytes(passphrase: str) -> bytes:
    """NFKC, so that the same passphrase typed on another keyboard or system is the same bytes."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def _sum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n"


def _slot_document(slot: Slot) -> dict[str, Any]:
    cost = slot.cost
    document: dict[str, Any] = {"way": slot.way.value}
    if cost:
        document["argon2id"] = {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes}
    return document | {"salt": slot.salt.hex(), "nonce": slot.nonce.hex(), "sealed": slot.sealed.hex()}


def _parse_slot(document: dict[str, Any]) -> Slot:
    way = Way(document["way"])
    cost = None
    if way is Way.PASSPHRASE:
        cost = Cost(**document["argon2id"])
        _check_cost(cost)
    salt, nonce, sealed = (bytes.fromhex(document[name]) for name in ("salt", "nonce", "sealed"))
    if (len(salt), len(nonce), len(sealed)) != (_SALT_BYTES, _NONCE_BYTES, _SEALED_BYTES):
        raise Broken
    return Slot(way, cost, salt, nonce, sealed)


def _check_cost(cost: Cost) -> None:
    for asked, floor, ceiling in (
        (cost.memory, COST.memory, _CEILING.memory),
        (cost.passes, COST.passes, _CEILING.passes),
        (cost.lanes, 1, _CEILING.lanes),
    ):
        if type(asked) is not int or not floor <= asked <= ceiling:
            raise Broken
