"""The one place where the program reads the time, and when that time cannot be right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

SLACK = timedelta(minutes=10)
"""By so much a clock is put right without anybody noticing."""

LONG = timedelta(days=366)
"""Nobody leaves their cases alone for longer."""


def local_now() -> datetime:
    """The time on this machine, with its offset, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def said(moment: datetime) -> str:
    """As a person says it: `22.11.2026 kl. 14.30`."""
    return f"{moment:%d.%m.%Y kl. %H.%M}"


def wrong(now: datetime, last: datetime) -> Literal["", "back", "ahead"]:
    """Whether the clock goes back behind what was `last` written, or suspiciously far ahead of it."""
    if now < last - SLACK:
        return "back"
    return "ahead" if now > last + LONG else ""
