"""Someone who never saw the program: from the step to the form, filled in and saved, by what the screen says."""

from __future__ import annotations

import re

import pytest
from screen_samples import Clock, Ready, SeenApp
from textual.pilot import Pilot
from work_samples import decide, paste

from bekymring_tui.case.people import Subject

MANY_KEYS = 40
"""More than any of these pages needs."""


class Stranger:
    """Reads the screen and presses keys. Knows nothing else of the program."""

    def __init__(self, pilot: Pilot[None], app: SeenApp) -> None:
        self._pilot = pilot
        self._app = app

    def lines(self) -> list[str]:
        return self._app.seen().splitlines()

    async def press(self, *keys: str) -> None:
        await self._pilot.press(*keys)
        await self._pilot.pause()

    def _here(self) -> int:
        """The line where the cursor stands: `›` before a row, `█` before a field."""
        below_bar = list(enumerate(self.lines()))[2:]
        return next((number for number, line in below_bar if line.lstrip().startswith(("›", "█"))), 0)

    def _question(self) -> str:
        """The label above the cursor."""
        above = reversed(self.lines()[: self._here()])
        return next((line for line in above if re.match(r"\s+\d+ \S", line)), "")

    async def go_to(self, words: str) -> None:
        """Down to the row with these words."""
        for _ in range(MANY_KEYS):
            if words in self.lines()[self._here()]:
                return
            await self.press("down")
        raise AssertionError(f"never saw the cursor at «{words}»:\n{self._app.seen()}")

    async def go_to_question(self, words: str) -> None:
        """Tab to the field below this label."""
        for _ in range(MANY_KEYS):
            if words in self._question():
                return
            await self.press("tab")
        raise AssertionError(f"never came to «{words}»:\n{self._app.seen()}")


@pytest.mark.parametrize(
    ("flow", "service", "ways"),
    [("porsgrunn", "skole", ["D2"]), ("unv", "alle", ["next"]), ("nordreaker", "skole", [])],
)
async def test_a_stranger_fills_in_the_form_of_the_step(
    ready: Ready, clock: Clock, flow: str, service: str, ways: list[str]
) -> None:
    app = SeenApp(ready.settings, vault=ready.open(), now=clock.now, clock=clock.seconds)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.desk
        case = app.desk.new_case(flow, service, "concern", Subject(kind="child", call_name="Rød rev"), [])
        decide(case, *ways)
        app.open_case(case.id)
        await pilot.pause()
        stranger = Stranger(pilot, app)

        await stranger.go_to("Konkretisering av bekymring")
        assert "ikke påbegynt" in app.seen()
        await stranger.press("enter")
        await stranger.go_to_question("Hvilke områder")
        await stranger.go_to("Trivsel")
        await stranger.press("space")
        assert "[x] Trivsel" in app.seen()
        await stranger.go_to_question("Hva er du bekymret for")
        await paste(pilot, "Sitter alene hvert friminutt.")
        assert "Sitter alene" in app.seen()
        assert "Esc Ferdig" in stranger.lines()[-1]
        await stranger.press("escape")

        assert "påbegynt 2 av 4" in app.seen()
        assert "✓ Lagret" in stranger.lines()[0]
        assert app.case
        assert app.case.state.forms["konkretisering", "1"].answers == {
            "areas": "wellbeing",
            "worry": "Sitter alene hvert friminutt.",
        }
