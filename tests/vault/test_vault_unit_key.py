"""The key that the unit keeps, for when the owner is away: it opens, changes nothing, and is told to the owner."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from vault_samples import PASSPHRASE, Made, draft, event

from bekymring_tui import errors
from bekymring_tui.clock import local_now
from bekymring_tui.texts import text
from bekymring_tui.vault import unit_key
from bekymring_tui.vault.keys import Way
from bekymring_tui.vault.store import Vault, status
from bekymring_tui.vault.ways import Ways


def document(path: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(path.read_bytes().split(b"\n")[0])
    return found


@pytest.fixture
def code(made: Made) -> str:
    """The unit's, set."""
    with made.open() as vault:
        found = vault.ways.new_code()
        vault.ways.set_unit_code(found)
    return found


def test_the_unit_opens_reads_and_works(made: Made, code: str) -> None:
    with Vault.recover(made.folder, code.lower()) as vault:
        assert vault.ways.opened_by is Way.UNIT
        assert vault.notices == (text("vault.unit_is_in"),)
        assert vault.events("sak-1") == made.events["sak-1"]
        vault.append("sak-1", [event("mens eieren var syk")], "{}")
        vault.save_drafts([draft("halvveis")])
    with made.open() as vault:
        assert vault.ways.opened_by is Way.RECOVERY
        assert len(vault.events("sak-1")) == len(made.events["sak-1"]) + 1


def test_it_is_seen_without_a_key_and_a_program_that_does_not_know_it_says_newer(made: Made, code: str) -> None:
    before = document(made.file("hvelv.key"))
    assert status(made.folder).slots == ("passphrase", "recovery", "unit")
    assert (status(made.folder).version, before["version"]) == (2, 2)
    with Vault.open(made.folder, PASSPHRASE) as vault:
        had = vault.ways.has_unit_code
        vault.ways.remove_unit_code()
        assert (had, vault.ways.has_unit_code) == (True, False)
    assert (status(made.folder).version, status(made.folder).slots) == (1, ("passphrase", "recovery"))
    with pytest.raises(errors.Locked) as failure:
        Vault.recover(made.folder, code)
    assert str(failure.value) == text("vault.wrong_code", folder=made.folder)
    made.open().close()


def test_a_new_one_takes_the_place_of_the_old(made: Made, code: str) -> None:
    with made.open() as vault:
        new = vault.ways.new_code()
        vault.ways.set_unit_code(new)
        assert vault.ways.is_code(made.code)
        assert not vault.ways.is_code(new), "that is the owner's code"
    with pytest.raises(errors.Locked):
        Vault.recover(made.folder, code)
    Vault.recover(made.folder, new).close()


CHANGES: dict[str, Callable[[Ways, str], None]] = {
    "change_passphrase": lambda ways, _: ways.change_passphrase(PASSPHRASE, "en annen frase som er lang"),
    "set_passphrase": lambda ways, _: ways.set_passphrase("en annen frase som er lang"),
    "replace_code": lambda ways, code: ways.replace_code(code),
    "set_unit_code": lambda ways, code: ways.set_unit_code(code),
    "remove_unit_code": lambda ways, _: ways.remove_unit_code(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_unit_changes_nothing_of_what_opens(made: Made, code: str, change: str) -> None:
    before = [made.file(name).read_bytes() for name in ("hvelv.key", "hvelv.key.kopi")]
    with Vault.recover(made.folder, code) as vault:
        assert not vault.ways.passphrase_unknown
        with pytest.raises(errors.Locked) as failure:
            CHANGES[change](vault.ways, vault.ways.new_code())
        assert str(failure.value) == text("vault.unit_may_not")
    assert [made.file(name).read_bytes() for name in ("hvelv.key", "hvelv.key.kopi")] == before


def test_a_slot_under_another_name_opens_nothing(made: Made, code: str) -> None:
    """Else whoever has the unit's code could pass for the owner."""
    from test_vault_keys import both, rewrite

    def rename(found: dict[str, list[dict[str, str]]]) -> None:
        slots = {slot["way"]: slot for slot in found["slots"]}
        slots["unit"]["way"], slots["recovery"]["way"] = "recovery", "unit"
        found["slots"].sort(key=lambda slot: slot["way"])

    for path in both(made):
        rewrite(path, rename)
    for one in (code, made.code):
        with pytest.raises(errors.Locked):
            Vault.recover(made.folder, one)


def test_the_owner_is_told_until_it_is_known(made: Made, code: str) -> None:
    began = local_now()
    for _ in range(2):
        Vault.recover(made.folder, code).close()
    for _ in range(2):
        with Vault.open(made.folder, PASSPHRASE) as vault:
            [told] = vault.notices
            moments = [datetime.strptime(one, "%d.%m.%Y kl. %H.%M") for one in re.findall(r"\d\S+ kl\. \S{5}", told)]
            assert len(moments) == 2
            assert all(began.replace(second=0, tzinfo=None) <= one <= datetime.now() for one in moments)
    with made.open() as vault:
        assert vault.notices == (told,)
        unit_key.mark_told(vault)
    with made.open() as vault:
        assert vault.notices == ()
        assert [one.told for one in unit_key.openings(vault)] == [True, True]
    for _ in range(5):
        Vault.recover(made.folder, code).close()
    with made.open() as vault:
        [told] = vault.notices
        assert told.count(" kl. ") == 3
        assert "og 2 ganger før det" in told


def test_what_cannot_be_kept_does_not_open(made: Made, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening without the owner's knowing is not to be had: not by filling the disk either."""

    def full(_: Vault, key: str, value: str) -> None:
        raise errors.Unwritable(f"{key} {len(value)}")

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "put_setting", full)
        for _ in range(2):
            with pytest.raises(errors.Unwritable):
                Vault.recover(made.folder, code)
    made.open().close()
