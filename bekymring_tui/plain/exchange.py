"""What goes out of the machine and what comes in, as plain lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bekymring_tui.desk.exchange import Received, made_words
from bekymring_tui.plain.reading import lines
from bekymring_tui.texts import text
from bekymring_tui.words import BUNDLE_WORDS, bits


def bundle_lines(found: Received, today: date) -> list[str]:
    """An opened bundle: who made it and when, then the case."""
    return [text("bundle_page.read_title"), made_words(found.manifest), "", *lines(found.case, today)]


def sealed_lines(path: Path, to: str, passphrase: str | None) -> list[str]:
    """After an export: where the file lies, and what opens it."""
    if passphrase is None:
        opens = [text("sealed.recipient", to=to)]
    else:
        strength = text("sealed.only_now", words=BUNDLE_WORDS, bits=bits(BUNDLE_WORDS))
        opens = [text("sealed.ring", to=to), f"  {passphrase}", strength, text("sealed.never_with")]
    return [text("sealed.file", path=path), *opens, text("sealed.notes")]
