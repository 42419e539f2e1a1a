"""How long something lasts, in words."""

from __future__ import annotations

from bekymring_tui.flow.elements import Period
from bekymring_tui.texts import text


def in_words(period: Period) -> str:
    """«3 uker», of `P3W`."""
    number, unit = int(period[1:-1]), period[-1]
    return text(f"flow.period.{unit}_one" if number == 1 else f"flow.period.{unit}", number=number)
