"""Backups as the desk takes them: where they lie, that no note is in them, and that shredding reaches them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from desk_samples import PASSPHRASE, WORKER, new_case

from bekymring_tui.case import acts as a
from bekymring_tui.desk.backups import FOLDER, Backups, newest_in, private_forms, said_size
from bekymring_tui.desk.desk import Desk
from bekymring_tui.errors import Damaged, Failure
from bekymring_tui.settings import Settings, read_settings
from bekymring_tui.vault import backup_file
from bekymring_tui.vault.backup import unpacked
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault

AT = "2026-11-22T10:15:00+01:00"
NOTE = "refleksjonsnotat"
MARKER = "Zqxvik"


@pytest.fixture
def settings(desk: Desk) -> Settings:
    return Settings(desk.vault.path)


def contents(desk: Desk, path: Path, folder: Path) -> str:
    """Every word in a backup."""
    folder.mkdir()
    with unpacked(path, desk.vault.ways.unlocked.key, Places(folder), lambda: None) as found:
        rows = [row.payload or "" for case_id in found.cases() for row in found.events(case_id)]
        rows += [one.data for one in found.summaries(None)]
        return "\n".join(rows + [one.text for case_id in found.cases() for one in found.drafts(case_id)])


def test_the_note_is_in_none(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    case = new_case(desk)
    case.take(a.FormSaved(form=NOTE, answers={"why": f"{MARKER} i garderoben", "why.uro": "6"}))
    desk.vault.save_drafts([DraftRow(case.id, f"{NOTE}/2", "why", f"{MARKER} igjen", AT)])
    desk.vault.save_drafts([DraftRow(case.id, "konkretisering/1", "worry", "Alene ute", AT)])
    taken = Backups(desk, settings).take()
    assert taken.backup
    assert taken.backup.path.parent == desk.vault.path / FOLDER
    said = " ".join(taken.said)
    assert "Refleksjonsnotatene er ikke med" in said
    assert not taken.warned
    found = contents(desk, taken.backup.path, tmp_path / "ut")
    assert "Alene ute" in found
    assert MARKER not in found
    assert '"high"' not in found


def test_a_form_that_was_private_in_an_older_edition_is_left_out_too(desk: Desk) -> None:
    assert private_forms(desk.vault) == {NOTE}
    new_case(desk)
    desk.vault.pin("eldre", '{"dagbok": {"id": "dagbok", "private": true}, "logg": {"id": "logg"}}')
    assert private_forms(desk.vault) == {NOTE, "dagbok"}


def test_one_is_due_after_work_and_not_before(desk: Desk, settings: Settings) -> None:
    backups = Backups(desk, settings)
    assert not backups.is_due()
    new_case(desk)
    assert backups.is_due()
    backups.take()
    assert not backups.is_due()
    assert [one.header.number for one in backups.listed()] == [1]
    backups.check(backups.listed()[0])


def test_what_is_shredded_goes_from_the_backups(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    case = new_case(desk, f"{MARKER} ugle")
    backups = Backups(desk, settings)
    first = backups.take().backup
    assert first
    assert MARKER in contents(desk, first.path, tmp_path / "før")
    case.take(a.Decided(position="p1", outcome="D1", reason=MARKER, decided_by="Rektor", look_again="none"))
    backups.take()
    case.take(a.CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
    done = backups.shred()
    assert "tatt ut av eldre sikkerhetskopier (2)" in done.said[0]
    for number, one in enumerate(backups.listed()):
        assert MARKER not in contents(desk, one.path, tmp_path / f"etter {number}")
    assert not backups.shred().said


def test_a_folder_that_is_away_is_told_and_shredded_in_when_it_is_back(
    desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    stick, out = tmp_path / "minnepinne", tmp_path / "ute"
    stick.mkdir()
    case = new_case(desk, f"{MARKER} ugle")
    backups = Backups(desk, replace(settings, backup_folder=str(stick)))
    assert not backups.warnings(stick)
    on_stick = backups.take().backup
    assert on_stick
    assert on_stick.path.parent == stick
    stick.rename(out)
    assert backups.away == stick
    case.take(a.Decided(position="p1", outcome="D1", reason="Nei", decided_by="Rektor", look_again="none"))
    case.take(a.CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
    assert "er ikke å finne nå" in backups.shred().warned[0]
    taken = backups.take()
    assert taken.backup
    assert taken.backup.path.parent == desk.vault.path / FOLDER
    assert str(stick) in taken.warned[0]
    out.rename(stick)
    assert len(backups.listed()) == 2
    assert "(1)" in backups.take().said[1]
    assert MARKER not in contents(desk, on_stick.path, tmp_path / "inn")


def test_what_to_know_before_another_folder_is_chosen(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    backups = Backups(desk, replace(settings, backup_folder=str(tmp_path / "gammel")))
    for wrong in (tmp_path / "finnes ikke", Path("her")):
        with pytest.raises(Failure, match="finnes ikke"):
            backups.warnings(wrong)
    (tmp_path / "Dropbox").mkdir()
    synced, left = backups.warnings(tmp_path / "Dropbox")
    assert "skytjeneste" in synced
    assert "gammel" in left


def test_the_folder_is_found_without_the_vault(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    elsewhere = tmp_path / 'Sikkerhets"kopier æøå'
    elsewhere.mkdir()
    replace(settings, backup_folder=str(elsewhere)).save()
    found, problems = read_settings(settings.folder)
    assert not problems
    assert newest_in(found) is None
    new_case(desk)
    taken = Backups(desk, found).take().backup
    assert taken
    desk.vault.close()
    Places(settings.folder).database.write_bytes(b"")
    newest = newest_in(found)
    assert newest
    assert newest.path == taken.path


def test_a_damaged_one_is_not_shredded_in_but_gone_and_one_that_cannot_be_removed_is_told(
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = new_case(desk)
    backups = Backups(desk, settings)
    taken = backups.take().backup
    assert taken
    case.take(a.Decided(position="p1", outcome="D1", reason="Nei", decided_by="Rektor", look_again="none"))
    case.take(a.CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
    whole = taken.path.read_bytes()
    taken.path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(Damaged):
        backups.check(taken)

    def held(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "held")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        assert "står fortsatt i sikkerhetskopier" in backups.shred().warned[0]
    assert backups.shred().said
    assert not taken.path.exists()


def test_those_of_another_vault_among_ours_are_told_and_left(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    backups, own = Backups(desk, settings), desk.vault.path / FOLDER
    new_case(desk)
    backups.take()
    assert not backups.looked_over().warned
    assert not backups.shred().warned
    other, _ = Vault.create(tmp_path / "en annens", PASSPHRASE)
    with other:
        desk_there = Desk(other)
        desk_there.set_who(WORKER)
        new_case(desk_there)
        theirs = Backups(desk_there, Settings(other.path, backup_folder=str(own))).take().backup
    assert theirs
    for done in (backups.looked_over(), backups.shred()):
        (warned,) = done.warned
        assert f"{own} ligger det 1 " in warned
        assert "for hånd" in warned
    assert not backups.take().warned, "who leaves is not held up by it every time"
    assert theirs.path.exists()


def test_sizes_are_said_in_norwegian() -> None:
    assert said_size(10) == "0,1 MB"
    assert said_size(2_440_000) == "2,4 MB"
    assert backup_file.ENDING == ".kopi"
