"""The chain of events: each digest covers the one before it. Pure.

Content is bound by a salted commitment, so the chain can be checked after the content and its salt are shredded, and
gives nothing of it away.
"""

from __future__ import annotations

import hmac
import secrets
from typing import NamedTuple

from bekymring_tui.vault import digests


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
    return digests.digest("vault", vault_id)


def new_salt() -> str:
    """A fresh 256-bit salt, in hex."""
    return secrets.token_hex(32)


def commitment(salt: str, payload: str) -> str:
    """Binds the content without showing it: HMAC-SHA256 keyed by the salt."""
    return hmac.digest(salt.encode(), payload.encode(), "sha256").hex()


def link(seq: int, previous: str, case_id: str, kind: str, at: str, commitment: str) -> Link:
    """The event chained to the one before it."""
    digest = digests.digest("event", str(seq), previous, case_id, kind, at, commitment)
    return Link(seq, previous, case_id, kind, at, commitment, digest)


def follows(found: Link, seq: int, previous: str) -> bool:
    """Whether this is an unchanged event number `seq` after the digest `previous`."""
    digest = digests.digest("event", str(seq), previous, *found[2:6])
    return found.digest == digest and found.previous == previous and found.seq == seq
