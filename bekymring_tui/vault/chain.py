"""The chain of events: each digest covers the one before it. Pure.

Content is bound by a salted commitment, so the chain can be checked after the content and its salt are shredded, and
gives nothing of it away.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import NamedTuple

_DOMAIN = b"bekymring-hvelv hendelse 1"


class Link(NamedTuple):
    """An event's place in the chain. Digests and commitment in hex."""

    seq: int
    previous: str
    case_id: str
    kind: str
    at: str
    commitment: str
    digest: str


def genesis(vault_id: str) -> str:
    """What the first event of a vault is chained to."""
    return _digest("bekymring-hvelv", vault_id)


def new_salt() -> str:
    """A fresh 256-bit salt, in hex."""
    return secrets.token_hex(32)


def commitment(salt: str, payload: str) -> str:
    """Binds the content without showing it: HMAC-SHA256 keyed by the salt."""
    return hmac.digest(bytes.fromhex(salt), payload.encode(), "sha256").hex()


def link(seq: int, previous: str, case_id: str, kind: str, at: str, commitment: str) -> Link:
    """The event chained to the one before it."""
    digest = _digest(str(seq), previous, case_id, kind, at, commitment)
    return Link(seq, previous, case_id, kind, at, commitment, digest)


def follows(found: Link, seq: int, previous: str) -> bool:
    """Whether this is an unchanged event number `seq` after the digest `previous`."""
    return found == link(seq, previous, *found[2:6])


def _digest(*parts: str) -> str:
    """SHA-256 over the parts, each with its length, so that no two lists of parts look alike."""
    framed = b"".join(b"%d:%b" % (len(part), part) for part in (text.encode() for text in parts))
    return hashlib.sha256(_DOMAIN + framed).hexdigest()
