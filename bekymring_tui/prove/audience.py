"""Who walks through a track: its services, or the groups of a service that act differently inside one step."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bekymring_tui.flow.model import Flow


@dataclass(frozen=True)
class Audience:
    """A service, or one group of it. `names` are those that `for` may call it by."""

    label: str
    names: frozenset[str]

    def meant(self, for_: list[str]) -> bool:
        return not for_ or bool(self.names & set(for_))


def audiences(flow: Flow, services: Collection[str]) -> Iterator[Audience]:
    """Everyone in these services."""
    for name in services:
        service = flow.services[name]
        if not service.groups:
            yield Audience(service.label, frozenset({name}))
        for group, label in service.groups.items():
            yield Audience(label, frozenset({name, group}))


def named(concerned: Collection[Audience], everyone: Collection[Audience]) -> str:
    """« for A, B», or nothing when it concerns everyone."""
    return "" if len(concerned) == len(everyone) else " for " + ", ".join(one.label for one in concerned)
