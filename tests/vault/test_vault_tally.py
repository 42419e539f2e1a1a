"""Drafts and settings stand outside the chain: an old page of them put back is noticed all the same."""

from __future__ import annotations

import pytest
from vault_samples import Made, draft

from bekymring_tui import errors
from bekymring_tui.vault import tally

PAGE = 4096


def test_nothing_is_older_after_drafts_and_settings_come_change_and_go(made: Made) -> None:
    with made.open() as vault:
        for number in range(5):
            vault.save_drafts([draft(f"tekst {number} " + "x" * 5000 * number), draft("to", "other")])
            vault.put_setting("place", str(number))
        vault.drop_drafts("sak-1", [("note", "other")])
        assert not vault.older()
    with made.open() as vault:
        vault.append("sak-1", [], "{}", drop_drafts=[("note", "what")])
        assert not vault.older()


@pytest.mark.parametrize("what", ["draft", "setting"])
def test_no_old_page_passes_unnoticed(made: Made, what: str) -> None:
    """Each page that differs is put back alone: the old text never shows without a word about it."""
    path = made.file("hvelv.db")
    with made.open() as vault:
        vault.put_setting("who", "gammel")
        vault.save_drafts([draft("gammel")])
    old = path.read_bytes()
    with made.open() as vault:
        vault.put_setting("who", "ny")
        vault.save_drafts([draft("ny")])
    new = path.read_bytes()
    scope = tally.of_drafts("sak-1") if what == "draft" else tally.SETTINGS
    noticed = 0
    for start in range(0, len(old), PAGE):
        path.write_bytes(new[:start] + old[start : start + PAGE] + new[start + PAGE :])
        try:
            with made.open() as vault:
                shown = vault.drafts("sak-1")[0].text if what == "draft" else vault.setting("who")
                assert shown == "ny" or scope in vault.older(), f"page {start // PAGE}"
                noticed += scope in vault.older()
        except errors.Damaged:
            noticed += 1
    assert noticed


def test_once_told_it_is_not_told_again(made: Made) -> None:
    path = made.file("hvelv.db")
    with made.open() as vault:
        vault.put_setting("who", "gammel")
    old = path.read_bytes()
    with made.open() as vault:
        vault.put_setting("who", "ny")
    new = path.read_bytes()
    told = 0
    for start in range(0, len(old), PAGE):
        path.write_bytes(new[:start] + old[start : start + PAGE] + new[start + PAGE :])
        with made.open() as vault:
            if vault.older():
                told += 1
                vault.settle()
                assert not vault.older()
        with made.open() as vault:
            assert not vault.older()
    assert told
