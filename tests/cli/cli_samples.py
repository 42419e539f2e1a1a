"""What the tests of commands share."""

from __future__ import annotations

from collections.abc import Callable

PASSPHRASE = "tog fjord lampe kaffe brygge furu"

Said = tuple[int, str, str]
"""Exit code, standard output, standard error."""

Command = Callable[..., Said]
