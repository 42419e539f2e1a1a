"""What was sealed: where the file lies, and the passphrase, which is shown this once."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult

from bekymring_tui.screens.case_part import CasePart
from bekymring_tui.texts import text
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.words import BUNDLE_WORDS, bits


class SealedPage(CasePart):
    """After an export. `passphrase` is None when the file is for a recipient's own key."""

    WHERE = "sealed.where"
    HELP = "sealed.help"

    def __init__(self, path: Path, to: str, passphrase: str | None) -> None:
        super().__init__()
        self._path = path
        self._to = to
        self._passphrase = passphrase

    def column(self) -> ComposeResult:
        yield Tekst(text("sealed.title"), kind="title")
        yield Tekst(text("sealed.file", path=self._path))
        if self._passphrase is None:
            yield Tekst(text("sealed.recipient", to=self._to), classes="gap")
        else:
            yield Tekst(text("sealed.ring", to=self._to), kind="heading")
            yield Tekst((self._passphrase, "bold"), kind="panel", id="passphrase")
            yield Tekst(text("sealed.only_now", words=BUNDLE_WORDS, bits=bits(BUNDLE_WORDS)))
            yield Tekst(text("sealed.never_with"), kind="warn")
        yield Tekst(text("sealed.notes"), kind="muted", classes="gap")
        yield Knapper(Knapp("done", text("sealed.done")))

    @on(Knapper.Pressed)
    def _done(self) -> None:
        self.action_back()
