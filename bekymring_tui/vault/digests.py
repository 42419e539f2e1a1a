"""One way to take the digest of a row."""

from __future__ import annotations

import hashlib


def digest(purpose: str, *parts: str) -> str:
    """SHA-256 in hex. Each part goes in with its length in bytes, so that no two lists of parts look alike."""
    framed = "".join([f"{len(part)}:{part}" for part in (purpose, *parts)])
    if not framed.isascii():
        # A length in characters is that in bytes only for ASCII, which nearly all of the chain is.
        framed = "".join([f"{len(part.encode())}:{part}" for part in (purpose, *parts)])
    return hashlib.sha256(f"bekymring-hvelv 1 {framed}".encode()).hexdigest()
