"""The three looks: natt, dag, kontrast. Every colour is exact, so that its contrast can be computed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache

from rich.style import Style
from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """One look. Colours as `#rrggbb`; `cur` is the cursor row, `safe` the ground of F9."""

    name: str
    dark: bool
    background: str
    surface: str
    panel: str
    field: str
    field_focus: str
    text: str
    muted: str
    accent: str
    danger: str
    warn: str
    ok: str
    line: str
    cur_fg: str
    cur_bg: str
    safe_fg: str
    safe_bg: str

    @property
    def variables(self) -> dict[str, str]:
        """CSS names of the colours Textual has no name for, and of those its own widgets ask for."""
        own = {name.replace("_", "-"): value for name, value in asdict(self).items() if name not in ("name", "dark")}
        return own | {
            "border": self.accent,
            "border-blurred": self.line,
            "input-cursor-background": self.text,
            "input-cursor-foreground": self.background,
            "input-cursor-text-style": "none",
            "input-selection-background": self.cur_bg,
            "input-selection-foreground": self.cur_fg,
            "block-cursor-background": self.cur_bg,
            "block-cursor-foreground": self.cur_fg,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": self.background,
            "block-cursor-blurred-foreground": self.text,
            "block-hover-background": self.surface,
            "scrollbar": self.line,
            "scrollbar-hover": self.line,
            "scrollbar-active": self.accent,
            "scrollbar-background": self.background,
            "scrollbar-background-hover": self.background,
            "scrollbar-background-active": self.background,
            "scrollbar-corner-color": self.background,
        }

    def theme(self) -> Theme:
        """The look as Textual wants it."""
        return Theme(
            name=self.name,
            dark=self.dark,
            primary=self.accent,
            secondary=self.accent,
            accent=self.accent,
            warning=self.warn,
            error=self.danger,
            success=self.ok,
            foreground=self.text,
            background=self.background,
            surface=self.surface,
            panel=self.panel,
            variables=self.variables,
        )


NATT = Palette(
    name="natt", dark=True,
    background="#12171d", surface="#1a2129", panel="#26303a", field="#1e262f", field_focus="#24303c",
    text="#e8ecf0", muted="#a3b0bd", accent="#7fcbe0", danger="#ff9a9a", warn="#f0c35a", ok="#8fd6a1",
    line="#7b8b9c", cur_fg="#ffffff", cur_bg="#2f6f86", safe_fg="#ffffff", safe_bg="#b3152c",
)  # fmt: skip
DAG = Palette(
    name="dag", dark=False,
    background="#fbfaf7", surface="#f1eee7", panel="#e2ddd2", field="#f4f1ea", field_focus="#ffffff",
    text="#1b2329", muted="#4f5a64", accent="#0a566c", danger="#9b0f1c", warn="#6e4700", ok="#1a5c2f",
    line="#766f63", cur_fg="#ffffff", cur_bg="#0a566c", safe_fg="#ffffff", safe_bg="#a8121f",
)  # fmt: skip
KONTRAST = Palette(
    name="kontrast", dark=True,
    background="#000000", surface="#000000", panel="#000000", field="#000000", field_focus="#1a1a1a",
    text="#ffffff", muted="#e0e0e0", accent="#ffe45c", danger="#ffb3b3", warn="#ffe45c", ok="#a6ffb5",
    line="#ffffff", cur_fg="#000000", cur_bg="#ffe45c", safe_fg="#8b0000", safe_bg="#ffffff",
)  # fmt: skip

PALETTES = {palette.name: palette for palette in (NATT, DAG, KONTRAST)}


@lru_cache(maxsize=256)
def ink(theme: str, names: str) -> Style:
    """The style of a piece of text in this look.

    `names` are words: `bold`, a text colour (`muted accent danger warn ok line`), or a ground with
    its own text colour (`cursor safe panel mark`). Later words win.
    """
    look = PALETTES.get(theme, NATT)
    grounds = {
        "cursor": Style(color=look.cur_fg, bgcolor=look.cur_bg),
        "safe": Style(color=look.safe_fg, bgcolor=look.safe_bg),
        "panel": Style(color=look.text, bgcolor=look.panel),
        "mark": Style(color=look.background, bgcolor=look.warn),
        "bold": Style(bold=True),
    }
    style = Style.null()
    for name in names.split():
        style += grounds[name] if name in grounds else Style(color=str(getattr(look, name)))
    return style
