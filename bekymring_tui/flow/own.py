"""Procedures of the user's own: each in a folder of its own in `prosedyrer/`, in the store's folder.

Whether they hold is another matter: that is shown by `prove`, before one leads a new case.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from bekymring_tui.flow.load import load, load_shipped, shipped_flows
from bekymring_tui.flow.procedure import Procedure

FOLDER = "prosedyrer"

Stamp = tuple[tuple[str, int, int], ...]
"""Name, time and size of every file of a procedure: as long as it is the same, so is the procedure."""


def own_flows(store: Path) -> dict[str, Path]:
    """The folders by name, which is to be the procedure's id. Nothing is read yet."""
    try:
        return {file.parent.name: file.parent for file in sorted((store / FOLDER).glob("*/flow.yaml"))}
    except OSError:
        return {}


def flow_of(name: str, store: Path) -> Procedure:
    """The procedure of this name, as it is now: one that comes with the program, or one's own. Raises FlowProblems."""
    own = own_flows(store)
    if name in shipped_flows() or name not in own:
        return load_shipped(name)
    return load_own(own[name])


def load_own(folder: Path) -> Procedure:
    """Read once for as long as no file in it changes. Raises FlowProblems."""
    return _load(folder, stamp(folder))


def stamp(folder: Path) -> Stamp:
    """What the files in a procedure's folder look like from outside."""
    found = []
    for file in sorted(folder.rglob("*.yaml")):
        seen = file.stat()
        found.append((str(file.relative_to(folder)), seen.st_mtime_ns, seen.st_size))
    return tuple(found)


@lru_cache(maxsize=8)
def _load(folder: Path, seen: Stamp) -> Procedure:  # noqa: ARG001
    return load(folder)
