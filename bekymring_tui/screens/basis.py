"""What makes sharing lawful where consent is missing: anonymous, or another basis with a reason (P6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical

from bekymring_tui.case.acts import BasisUsed
from bekymring_tui.flow.terms import Contact
from bekymring_tui.screens import worded
from bekymring_tui.screens.headings import heading
from bekymring_tui.texts import text
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg

CHOICES: tuple[BasisUsed, ...] = ("anonymous", "other")


class Basis(Vertical):
    """Asks for the basis. Its fields are `basis` and `basis_reason`, kept as drafts under these ids."""

    DEFAULT_CSS = "Basis { height: auto; }"

    def __init__(self, missing: tuple[str, ...], kept: Mapping[str, str]) -> None:
        super().__init__()
        self._missing = cast("tuple[Contact, ...]", missing)
        self._kept = kept

    def compose(self) -> ComposeResult:
        yield heading(text("basis.heading", services=worded.services(self._missing)))
        yield Tekst(text("basis.why"), kind="muted")
        yield Valg(
            *(
                Row(
                    one, text(f"basis.{one}"), "choice", on=self._kept.get("basis") == one, sub=text(f"basis.{one}_sub")
                )
                for one in CHOICES
            ),
            id="basis",
        )
        yield Tekst(text("basis.reason"), kind="label", classes="gap")
        yield Linje(self._kept.get("basis_reason", ""), hint=text("basis.reason_hint"), id="basis_reason")
        yield Tekst(text("basis.or_consent"), kind="muted")

    @property
    def chosen(self) -> BasisUsed | None:
        """What the user chose; None while nothing is."""
        found = self.query_one("#basis", Valg).chosen
        return cast("BasisUsed", found[0]) if found else None

    @property
    def reason(self) -> str:
        return self.query_one("#basis_reason", Linje).value.strip()
