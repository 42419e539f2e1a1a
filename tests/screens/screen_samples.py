"""What the tests of pages share: the time they go by, a ready vault, an app that can be looked at."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from textual.app import App
from textual.pilot import Pilot

from bekymring_tui.app import BekymringApp
from bekymring_tui.case.people import Worker
from bekymring_tui.settings import Settings
from bekymring_tui.vault.store import Vault

PASSPHRASE = "tog fjord lampe kaffe brygge furu"
WORKER = Worker(name="Kari Prøve", role="Kontaktlærer", service="skole", unit="Bakken skole")


@dataclass
class Clock:
    """The time the app goes by, both its date and its idle clock. Only the test moves it."""

    moment: datetime = field(default_factory=lambda: datetime.fromisoformat("2026-11-22T14:02:00+01:00"))
    used: timedelta = timedelta()

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self.used.total_seconds()

    def go_on(self, **passed: float) -> None:
        """A day or more is another day at work: the program was not left standing, and does not lock."""
        step = timedelta(**passed)
        self.moment += step
        if step < timedelta(days=1):
            self.used += step


@dataclass(frozen=True)
class Ready:
    """A closed vault with a worker and one Porsgrunn case, «Blå ugle», on its first step."""

    folder: Path
    code: str
    case_id: str

    def open(self) -> Vault:
        """By recovery code, which costs no key derivation."""
        return Vault.recover(self.folder, self.code)

    @property
    def settings(self) -> Settings:
        return Settings(self.folder, municipality="porsgrunn", service="skole")


class SeenApp(BekymringApp):
    """The app, and what is on its screen."""

    export_screenshot = App.export_screenshot

    async def _press_keys(self, keys: Iterable[str]) -> None:
        """Textual takes a starved process for an idle one; here the page has answered each key before the next."""
        for key in keys:
            await super()._press_keys([key])
            await Pilot(self)._wait_for_screen()

    def seen(self) -> str:
        """The screen as text."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def told(self) -> list[str]:
        """The notices that stand now, which a test does not draw on the screen."""
        return [one.message for one in self._notifications]

    def keep_picture(self, name: str) -> None:
        """As SVG, where BEKYMRING_PICTURES names a folder: for looking at, never for comparing."""
        if folder := os.environ.get("BEKYMRING_PICTURES"):
            # rsvg drops spaces at the start of a text unless told to keep them.
            drawn = self.export_screenshot().replace("<svg ", '<svg xml:space="preserve" ', 1).replace("&#160;", " ")
            (Path(folder) / f"{name}.svg").write_text(drawn, "utf-8")


class AtCase(Protocol):
    """`async with at_case(size=(80, 24)) as pilot:` the app standing in the case; `pilot.app` is a SeenApp."""

    def __call__(self, *, size: tuple[int, int] = (100, 30)) -> AbstractAsyncContextManager[Pilot[Any]]: ...
