"""Timing side by side: the two things take turns, so that a noisy machine is noisy for both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table, in milliseconds: ours, what it is held against, and the target."""

    name: str
    ours: float
    other_name: str
    other: float | None
    target: str

    def __str__(self) -> str:
        ratio = f"{self.ours / self.other:.2f} x" if self.other else "–"
        other = f"{self.other:.2f} ms" if self.other else "–"
        return f"| {self.name} | {self.ours:.2f} ms | {self.other_name} {other} | {ratio} | {self.target} |"


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def turns(ours: Callable[[], float], other: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Median seconds of both, taken in turns. Each call gives its own seconds."""
    pairs = [(ours(), other()) for _ in range(rounds)]
    return statistics.median(one for one, _ in pairs), statistics.median(one for _, one in pairs)


Times = dict[str, float]
"""Seconds by name, of several things measured in one process."""


def turns_of(ours: Callable[[], Times], other: Callable[[], Times], rounds: int) -> tuple[Times, Times]:
    """Median seconds of everything that both measure, in turns."""
    pairs = [(ours(), other()) for _ in range(rounds)]
    one, two = ([pair[side] for pair in pairs] for side in (0, 1))
    return _medians(one), _medians(two)


def _medians(found: list[Times]) -> Times:
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


def p95(found: list[float]) -> float:
    return statistics.quantiles(found, n=20)[-1]
