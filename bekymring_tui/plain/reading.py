"""A case read back as plain lines, for a printer, a pipe or a screen reader."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.digest_model import Digest
from bekymring_tui.case.reading import read


def lines(case: Digest, today: date) -> list[str]:
    """Headings at the margin, rows two signs in, what belongs to a row four."""
    found: list[str] = []
    for section in read(case, today):
        found += [*([""] if found else []), section.title]
        for first, *rest in section.rows:
            found += [f"  {first}", *(f"    {one}" for text in rest for one in text.splitlines())]
    return found
