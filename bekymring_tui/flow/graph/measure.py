"""How much room words take. No font is read: the widths are those of a broad one, so that any other fits as well."""

from __future__ import annotations

FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"

_BOLD = 1.12
_WIDTHS = {
    "ijlI|.,:;'! ": 0.33,
    'frt()-/«»"': 0.45,
    "mwæMWÆ@%–—→…": 1.0,
    "ABCDEFGHJKLNOPQRSTUVXYZØÅ": 0.78,
}
_WIDTH_OF = {sign: width for signs, width in _WIDTHS.items() for sign in signs}
_OTHER = 0.64


def width(words: str, size: float, *, bold: bool = False) -> float:
    """The most that these words take on one line, in the unit of `size`."""
    return sum(_WIDTH_OF.get(sign, _OTHER) for sign in words) * size * (_BOLD if bold else 1)


def wrapped(words: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The words in lines that fit the room. A word that is too long is cut."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        lines += [line] if line else []
        *parts, line = _parts(word, room, size, bold)
        lines += parts
    return (*lines, line) if line else tuple(lines)


def _parts(word: str, room: float, size: float, bold: bool) -> list[str]:
    parts = [""]
    for sign in word:
        if parts[-1] and width(parts[-1] + sign, size, bold=bold) > room:
            parts.append("")
        parts[-1] += sign
    return parts
