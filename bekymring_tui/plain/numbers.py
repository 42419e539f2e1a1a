"""F9 without a screen: the numbers, and what holds until someone has been called."""

from __future__ import annotations

from datetime import date

from bekymring_tui.case.numbers import FIRST, OTHERS, Number, municipal, national
from bekymring_tui.errors import Failure
from bekymring_tui.profile import Profile, read_profile
from bekymring_tui.settings import Settings
from bekymring_tui.texts import text


def number_lines(settings: Settings, today: date) -> list[str]:
    """The national numbers always; the municipality's where its procedure can be read, as its profile has them."""
    profile, problems = read_profile(settings.folder)
    numbers = [*map(national, FIRST), *_municipal(settings, profile, today), *map(national, OTHERS)]
    shown = [(one.number or text("f9.missing"), one) for one in numbers]
    widest = max(len(number) for number, _ in shown)
    rows = [
        f"  {number:<{widest}}  {' – '.join(filter(None, (one.label, one.about, one.told)))}" for number, one in shown
    ]
    advice = [text(f"f9.{one}_start") + text(f"f9.{one}_rest") for one in ("home", "child", "duty")]
    return [text("f9.call_now"), *rows, *problems, "", *advice]


def _municipal(settings: Settings, profile: Profile, today: date) -> tuple[Number, ...]:
    if not settings.municipality:
        return ()
    from bekymring_tui.flow.own import flow_of

    try:
        flow = flow_of(settings.municipality, settings.folder).flow
    except Failure:
        return ()
    return municipal(flow, settings.service, profile.of(settings.municipality), today)
