"""Which papers count after a new encryption key: told at the next opening, when nobody saw the end of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bekymring_tui.desk.desk import Desk
from bekymring_tui.texts import text
from bekymring_tui.vault.recovery import new_code, spell
from bekymring_tui.vault.store import Vault

PASSPHRASE = "tog fjord lampe kaffe brygge furu"


class Cut(BaseException):
    """The process is gone."""


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    vault, code = Vault.create(tmp_path / "hvelv", PASSPHRASE)
    vault.close()
    return vault.path, code


def cut(rekey: Callable[..., object], *, after: bool) -> Callable[..., object]:
    def whole_or_not(*given: object) -> object:
        if after:
            rekey(*given)
        raise Cut

    return whole_or_not


@pytest.mark.parametrize("after", [True, False])
def test_a_rekey_that_was_cut_short_tells_which_papers_count(
    made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    folder, old = made
    new = spell(new_code())
    monkeypatch.setattr(Vault, "rekey", cut(Vault.rekey, after=after))
    with Vault.recover(folder, old) as vault, pytest.raises(Cut):
        Desk(vault).rekey(PASSPHRASE, new, "")
    told = text("rekey.new_papers" if after else "rekey.old_papers")
    for _ in range(2):
        with Vault.recover(folder, new if after else old) as vault:
            assert Desk(vault).notices() == (told,)
    with Vault.recover(folder, new if after else old) as vault:
        Desk(vault).notices_told()
        assert Desk(vault).notices() == ()


def test_whoever_was_told_is_not_told_again(made: tuple[Path, str]) -> None:
    folder, old = made
    new, unit = spell(new_code()), spell(new_code())
    with Vault.recover(folder, old) as vault:
        desk = Desk(vault)
        desk.keep_code(old)
        assert desk.rekey(PASSPHRASE, new, unit) == ()
        assert desk.code_to_write_down() == ""
        desk.notices_told()
    with Vault.recover(folder, new) as vault:
        assert Desk(vault).notices() == ()


def test_the_unit_is_told_nothing_of_the_owners_papers(made: tuple[Path, str]) -> None:
    folder, old = made
    unit = spell(new_code())
    with Vault.recover(folder, old) as vault:
        Desk(vault).rekey(PASSPHRASE, spell(new_code()), unit)
    with Vault.recover(folder, unit) as vault:
        desk = Desk(vault)
        assert desk.notices() == (text("vault.unit_is_in"),)
        desk.notices_told()
    with Vault.open(folder, PASSPHRASE) as vault:
        told = Desk(vault).notices()
        assert len(told) == 2
        assert told[1] == text("rekey.new_papers")
