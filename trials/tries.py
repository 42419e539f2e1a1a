"""What became of everything that was tried, as a table."""

from __future__ import annotations

import contextlib
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

FAULT = "**FAULT**"


class Tries:
    """How often what was tried came to what. `faults`: what must never be, in words; none is the aim.

    `told`: what else there is to say of the whole.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.faults: list[str] = []
        self.told: list[str] = []
        self.counts: Counter[tuple[str, str]] = Counter()

    def came_to(self, what: str, outcome: str) -> None:
        self.counts[what, outcome] += 1

    def fault(self, what: str, told: str) -> str:
        """What must never be; the outcome to count it under."""
        self.faults.append(f"{what}, {told}")
        return FAULT

    @contextlib.contextmanager
    def one(self, what: str, outcome: str, name: object = "") -> Iterator[None]:
        """One try of `what`, which comes to `outcome` unless anything is raised. `name` tells it from the others."""
        try:
            yield
        except Exception as fault:
            self.came_to(what, self.fault(what, f"{name}: {said(fault)}"))
        else:
            self.came_to(what, outcome)

    def table(self) -> str:
        """Markdown: what was tried, what it came to, how often; faults, or that there was none, last."""
        last = ("all", FAULT if self.faults else "no fault")
        rows = [(*one, times) for one, times in self.counts.items()]
        rows.append((*last, len(self.faults) or self.counts.total()))
        lines = [(self.title, "came to", "times"), ("---", "---", "---:"), *rows]
        return "\n".join("| " + " | ".join(str(one) for one in line) + " |" for line in lines)


def said(fault: Exception) -> str:
    """Kind and words of an error, and the line it comes from."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} {fault} ({Path(last.filename).name}:{last.lineno}: {last.line})"
