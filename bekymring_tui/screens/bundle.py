"""A bundle from someone else, opened to be read. Nothing of it is kept."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from bekymring_tui.bundle.age import locked_by_passphrase
from bekymring_tui.case.reading import Section, read
from bekymring_tui.desk.exchange import Received, made_words, read_bundle, received
from bekymring_tui.errors import Failure
from bekymring_tui.files import read_text_input
from bekymring_tui.screens.giving_way import GivingWay
from bekymring_tui.texts import text
from bekymring_tui.widgets.bar import Where
from bekymring_tui.widgets.keys import Key, keys
from bekymring_tui.widgets.knapper import Knapp, Knapper
from bekymring_tui.widgets.linje import Linje, Passordlinje
from bekymring_tui.widgets.plain_text import Part
from bekymring_tui.widgets.tekst import Tekst


class BundlePage(GivingWay):
    """Asks for the file, then for what opens it. `found`: a bundle that is open already."""

    NAME = "bundle"

    def __init__(self, found: Received | None = None) -> None:
        self._found = found
        super().__init__()
        self._bytes = b""
        self._opening = False

    def keys(self) -> tuple[Key, ...]:
        return keys("f9", "f1", *(() if self._found else ("f4",)), "ctrl+p", "ctrl+l", "escape")

    def column(self) -> ComposeResult:
        if self._found:
            yield from self._reading(self._found)
            return
        yield Tekst(text("bundle_page.title"), kind="title")
        yield Tekst(text("bundle_page.about"))
        yield Tekst(text("bundle_page.path"), (" " + text("bundle_page.path_hint"), "$muted"), kind="heading")
        yield Linje(id="path", limit=1000)
        yield Tekst(kind="heading", id="key_label")
        yield Passordlinje(hint=text("bundle_page.passphrase_hint"), id="passphrase")
        yield Linje(hint=text("bundle_page.identity_hint"), id="identity", limit=1000)
        yield Tekst(id="told", kind="danger")
        yield Knapper(Knapp("open", text("bundle_page.open")))

    def on_mount(self) -> None:
        name = (self._found.case.subject.call_name,) if self._found else ()
        self.show_where(Where((*name, text("bundle_page.where"), text("bundle_page.read_only"))))
        if not self._found:
            self._ask_for("")

    def help_text(self) -> str:
        return text("bundle_page.help")

    # Opening ---------------------------------------------------------------------------------------------

    def _ask_for(self, key: str) -> None:
        """Which field stands open: `passphrase`, `identity`, or none before the file is read."""
        self.query_one("#key_label", Tekst).show(text(f"bundle_page.{key}") if key else "")
        for name in ("key_label", "passphrase", "identity"):
            self.query_one(f"#{name}").display = name == key or (name == "key_label" and bool(key))
        if key:
            self.set_focus(self.query_one(f"#{key}"))

    def _tell(self, words: str) -> None:
        self.query_one("#told", Tekst).show(words)

    @on(Linje.Changed, "#path")
    def _other_file(self) -> None:
        self._bytes = b""
        self._ask_for("")

    @on(Linje.Submitted)
    @on(Knapper.Pressed)
    def _go_on(self) -> None:
        self._tell("")
        try:
            if not self._bytes:
                self._bytes = read_bundle(_typed_path(self.query_one("#path", Linje).value))
                self._ask_for("passphrase" if locked_by_passphrase(self._bytes) else "identity")
            elif not self._opening:
                self._open()
        except Failure as failure:
            self._bytes = self._bytes if self.query_one("#key_label").display else b""
            self._tell(f"× {failure}")

    def _open(self) -> None:
        passphrase = self.query_one("#passphrase", Passordlinje)
        identity = self.query_one("#identity", Linje)
        if passphrase.display:
            work = self._opened(passphrase=passphrase.value)
        else:
            work = self._opened(identity_text=read_text_input(_typed_path(identity.value)))
        self._opening = True
        self._tell(text("bundle_page.opening"))
        self.run_worker(work)

    async def _opened(self, *, passphrase: str | None = None, identity_text: str | None = None) -> None:
        """In a thread: the passphrase is made slow to try on purpose."""
        try:
            found = await asyncio.to_thread(received, self._bytes, passphrase=passphrase, identity_text=identity_text)
        except Failure as failure:
            self._tell(f"× {failure}")
            return
        finally:
            self._opening = False
        self.query_one("#passphrase", Passordlinje).forget()
        self.give_way_to(BundlePage(found))

    # Reading ---------------------------------------------------------------------------------------------

    def _reading(self, found: Received) -> ComposeResult:
        yield Tekst(text("bundle_page.read_title"), kind="title")
        yield Tekst(made_words(found.manifest), kind="muted")
        for section in read(found.case, self.app.now().date()):
            yield Tekst(section.title, kind="heading")
            yield Tekst(*_rows(section))


def _rows(section: Section) -> list[Part]:
    """Each row with what belongs to it, one under the other."""
    found: list[Part] = []
    for first, *rest in section.rows:
        found += ["\n" if found else "", (first, "bold") if rest else first, *(f"\n  {one}" for one in rest)]
    return found


def _typed_path(written: str) -> Path:
    """A path as it was typed or pasted; file managers put quotation marks around it."""
    return Path(written.strip().strip("\"'")).expanduser()
