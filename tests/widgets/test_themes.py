"""Contrast is computed, not judged: WCAG 2.2, 4.5:1 for text, 3:1 for what is not text."""

from __future__ import annotations

import re

import pytest
from gallery import PAGES, Gallery
from host import Host
from textual.color import Color

from bekymring_tui.widgets.bar import Saved
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.themes import DAG, KONTRAST, NATT, PALETTES, Palette, ink
from bekymring_tui.widgets.valg import Row, Valg

GROUNDS = ("background", "surface", "panel", "field", "field_focus")
INKS = ("text", "muted", "accent", "danger", "warn", "ok")

LOWEST = {
    NATT: {"text": 11.3, "muted": 6.1, "accent": 7.4, "danger": 6.6, "warn": 8.1, "ok": 7.9, "line": 3.8},
    DAG: {"text": 11.8, "muted": 5.2, "accent": 6.1, "danger": 6.3, "warn": 6.0, "ok": 5.9, "line": 3.7},
    KONTRAST: {"text": 17.4, "muted": 13.2, "accent": 13.7, "danger": 10.2, "warn": 13.7, "ok": 14.6, "line": 17.4},
}
"""The lowest contrast of each ink over the five grounds, to one decimal."""

ON_OWN_GROUND = {
    NATT: {"cur": 5.6, "safe": 6.9, "mark": 10.9},
    DAG: {"cur": 8.2, "safe": 7.6, "mark": 7.8},
    KONTRAST: {"cur": 16.5, "safe": 10.0, "mark": 16.5},
}


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255) for part in Color.parse(colour).rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", PALETTES.values(), ids=PALETTES)
def test_every_ink_can_be_read_on_every_ground(look: Palette) -> None:
    found = {
        name: min(contrast(getattr(look, name), getattr(look, ground)) for ground in GROUNDS)
        for name in (*INKS, "line")
    }
    assert {name: round(value, 1) for name, value in found.items()} == LOWEST[look]
    assert min(found[name] for name in INKS) >= 4.5
    assert found["line"] >= 3


@pytest.mark.parametrize("look", PALETTES.values(), ids=PALETTES)
def test_grounds_with_their_own_text_can_be_read(look: Palette) -> None:
    found = {
        "cur": contrast(look.cur_fg, look.cur_bg),
        "safe": contrast(look.safe_fg, look.safe_bg),
        "mark": contrast(look.background, look.warn),
    }
    assert {name: round(value, 1) for name, value in found.items()} == ON_OWN_GROUND[look]
    assert min(found.values()) >= 4.5


@pytest.mark.parametrize("word", ["muted", "accent bold", "cursor", "safe"])
@pytest.mark.parametrize("look", PALETTES.values(), ids=PALETTES)
def test_an_ink_is_the_exact_colour_of_the_look(look: Palette, word: str) -> None:
    name = {"muted": "muted", "accent bold": "accent", "cursor": "cur_fg", "safe": "safe_fg"}[word]
    style = ink(look.name, word)
    assert style.color is not None
    assert style.color.name == getattr(look, name)


NOT_TEXT = re.compile(r"[\s│▁▂▃▄▅▆▇█▌┏┓┗┛┃━─]*")


@pytest.mark.parametrize("page", [*PAGES, "meny"])
@pytest.mark.parametrize("look", PALETTES)
async def test_every_word_on_every_page_can_be_read(look: str, page: str) -> None:
    app = Gallery(page)
    app.theme = look
    async with app.run_test(size=(140, 45), notifications=True) as pilot:
        app.training = True
        app.saved = Saved(problem="disken er full")
        for severity in ("information", "warning", "error"):
            app.notify("Sagt fra.", title="Merk", severity=severity)
        await pilot.press("tab")
        await pilot.pause()
        pairs = {
            (segment.style.color.name, segment.style.bgcolor.name): segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.color and segment.style.bgcolor and not NOT_TEXT.fullmatch(segment.text)
        }
        assert len(pairs) >= 4
        assert {text: colours for colours, text in pairs.items() if contrast(*colours) < 4.5} == {}


async def test_another_look_reaches_every_widget_at_once() -> None:
    app = Host(Tekst("Tittel", kind="muted"), Valg(Row("a", "En rad", "action", on=True)))
    async with app.run_test(size=(80, 24)) as pilot:
        for look in PALETTES.values():
            app.theme = look.name
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            colours = {
                segment.text.strip(): segment.style.color.name
                for strip in strips
                for segment in strip
                if segment.style and segment.style.color and segment.text.strip()
            }
            assert colours["Tittel"] == look.muted
            assert colours["En rad"] == look.cur_fg
