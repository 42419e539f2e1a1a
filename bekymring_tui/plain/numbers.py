"""F9 without a screen: the numbers, and what holds until someone has been called."""

from __future__ import annotations

from bekymring_tui.case.numbers import FIRST, OTHERS, Number, municipal, national
from bekymring_tui.errors import Failure
from bekymring_tui.texts import text


def number_lines(municipality: str, service: str) -> list[str]:
    """The national numbers always; the municipality's where its procedure can be read."""
    printed = _municipal(municipality, service)
    numbers = [*map(national, FIRST), *printed, *map(national, OTHERS)]
    widest = max(len(one.number) for one in numbers)
    rows = [f"  {one.number:<{widest}}  {' – '.join(filter(None, (one.label, one.about)))}" for one in numbers]
    advice = [text(f"f9.{one}_start") + text(f"f9.{one}_rest") for one in ("home", "child", "duty")]
    return [text("f9.call_now"), *rows, *([text("f9.unchecked")] if printed else []), "", *advice]


def _municipal(municipality: str, service: str) -> tuple[Number, ...]:
    if not municipality:
        return ()
    from bekymring_tui.flow.load import load_shipped

    try:
        return municipal(load_shipped(municipality).flow, service)
    except Failure:
        return ()
