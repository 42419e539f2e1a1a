"""Restoring undoes no alarm, no clearance and no shredding (P1, P5), and the old vault lies there whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from desk_samples import PASSPHRASE, WORKER, new_case

from bekymring_tui import errors
from bekymring_tui.case import acts as a
from bekymring_tui.case.people import Guardian
from bekymring_tui.desk.backups import Backups
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.desk.restoring import Plan, prepared
from bekymring_tui.desk.secret import Secret
from bekymring_tui.settings import Settings
from bekymring_tui.vault import unit_key
from bekymring_tui.vault.places import PAGE_BYTES, Places
from bekymring_tui.vault.rows import DraftRow
from bekymring_tui.vault.store import Vault

WHEN = datetime.fromisoformat("2026-11-22T14:30:00+01:00")
AT = WHEN.isoformat()
MARKER = "Zqxvik"
EVERY = int(os.environ.get("BEKYMRING_PAGE_STEP", "3"))
"""One page of so many is damaged in its turn."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Secret]:
    """A vault folder to copy, and its recovery code, which costs no key derivation."""
    folder = tmp_path_factory.mktemp("vault") / "hvelv"
    vault, code = Vault.create(folder, PASSPHRASE)
    vault.close()
    return folder, Secret(code=code)


@pytest.fixture
def secret(made: tuple[Path, Secret]) -> Secret:
    return made[1]


@pytest.fixture
def at_work(made: tuple[Path, Secret], tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Opens the desk on the vault of the test; whoever asks again has it closed first."""
    folder, secret = tmp_path / "hvelv æøå", made[1]
    shutil.copytree(made[0], folder)
    opened: list[Vault] = []

    def work() -> Desk:
        for vault in opened:
            vault.close()
        opened.append(secret.open(folder))
        desk = Desk(opened[-1], lambda: WHEN)
        desk.set_who(WORKER)
        return desk

    yield work
    for vault in opened:
        vault.close()


def backup_of(desk: Desk) -> Path:
    taken = Backups(desk, Settings(desk.vault.path)).take().backup
    assert taken
    return taken.path


def restore(desk: Desk, backup: Path, secret: Secret) -> tuple[Plan, Path | None]:
    desk.vault.close()
    with prepared(backup, desk.vault.path, secret, lambda: WHEN) as plan:
        return plan, plan.carry_out()


def raised(case: OpenCase) -> None:
    case.take(a.AlarmAsked(by="key"))
    case.take(a.AlarmAnswered(answer="home"))


def cleared(case: OpenCase) -> None:
    case.take(a.CallRecorded(called="barnevern", result="reached", at=AT, spoke_with="Vakt"))
    case.take(a.AdviceRecorded(by="barnevern", spoke_with="Vakt", at=AT, clears=True, guardians=["g1"]))


def test_what_was_there_is_there_again_and_the_old_vault_lies_beside_it(
    at_work: Callable[[], Desk], secret: Secret
) -> None:
    desk = at_work()
    case = new_case(desk)
    backup = backup_of(desk)
    case.take(a.Logged(aspect="seen", text="Etter kopien", observed=AT))
    lost = new_case(desk, "Grå hare")
    raised(lost)
    before = {path.name: path.read_bytes() for path in Places(desk.vault.path).all if path.name != "hvelv.lock"}
    desk.vault.close()
    before = {name: (desk.vault.path / name).read_bytes() for name in before}
    plan, old = restore(desk, backup, secret)
    assert plan.replaces
    assert plan.unread is None
    assert plan.lost == ("«Grå hare» (med alarm)",)
    assert plan.behind == ("«Blå ugle»",)
    assert plan.asked == ()
    assert old
    assert old.name == "før gjenoppretting 2026-11-22 143000"
    assert {path.name: path.read_bytes() for path in old.iterdir()} == before
    desk = at_work()
    assert [one.call_name for _, one in desk.cases()] == ["Blå ugle"]
    assert desk.open_case(case.id).state.log == ()
    assert desk.notices() == (
        "Hvelvet er gjenopprettet fra sikkerhetskopien som ble tatt 22.11.2026 kl. 14.30. Det som er skrevet "
        "etterpå, er ikke med. Refleksjonsnotater er heller ikke med. Det gamle hvelvet ligger urørt i mappen «før "
        "gjenoppretting» ved siden av dette.",
    )
    desk.notices_told()
    assert desk.notices() == ()
    with secret.open(old) as vault:
        assert vault.notices == ()
        assert lost.id in vault.cases()


def test_an_alarm_that_is_newer_is_carried_over_with_who_it_concerns(
    at_work: Callable[[], Desk], secret: Secret
) -> None:
    desk = at_work()
    case = new_case(desk)
    backup = backup_of(desk)
    case.take(a.Logged(aspect="seen", text="Etter kopien", observed=AT))
    raised(case)
    case.take(a.GuardianSet(guardian=Guardian(id="g3", label="Stefar")))
    case.take(a.GuardianKnows(guardian="g1", knows="yes"))
    cleared(case)
    there = case.state
    plan, _ = restore(desk, backup, secret)
    assert plan.asked == ()
    state = at_work().open_case(case.id).state
    assert state.alarm.raised == "home"
    assert state.alarm.cleared == there.alarm.cleared == {"g1"}
    assert state.guardians == there.guardians
    assert state.knows == there.knows
    assert state.masks
    assert state.stage == there.stage
    assert state.log == ()


def test_a_clearance_that_was_taken_back_since_stays_taken_back(at_work: Callable[[], Desk], secret: Secret) -> None:
    desk = at_work()
    case = new_case(desk)
    raised(case)
    cleared(case)
    backup = backup_of(desk)
    case.take(a.AdviceRecorded(by="police", spoke_with="Vakt", at=AT, clears=False, guardians=["g1"]))
    plan, _ = restore(desk, backup, secret)
    assert plan.asked == ()
    assert at_work().open_case(case.id).state.alarm.cleared == frozenset()


def test_a_consent_that_was_withdrawn_since_stays_withdrawn(at_work: Callable[[], Desk], secret: Secret) -> None:
    desk = at_work()
    case = new_case(desk)
    case.take(a.ConsentGiven(giver="g1", services=["ppt"]))
    backup = backup_of(desk)
    case.take(a.ConsentWithdrawn(giver="g1", services=["ppt"]))
    plan, _ = restore(desk, backup, secret)
    assert plan.asked == ()
    state = at_work().open_case(case.id).state
    assert [line.answer for line in state.consents] == ["given", "withdrawn"]
    assert not state.anonymous


def test_a_consent_that_may_have_been_withdrawn_no_longer_counts(at_work: Callable[[], Desk], secret: Secret) -> None:
    desk = at_work()
    case, other = new_case(desk), new_case(desk, "Grå hare")
    case.take(a.ConsentGiven(giver="g1", services=["ppt"]))
    backup = backup_of(desk)
    desk.vault.close()
    Places(desk.vault.path).database.write_bytes(bytes(5000))
    plan, _ = restore(desk, backup, secret)
    assert set(plan.asked) == {"«Blå ugle»", "«Grå hare»"}
    desk = at_work()
    assert desk.open_case(case.id).state.anonymous
    assert not desk.open_case(other.id).state.anonymous


def test_a_question_that_a_private_note_opened_is_not_passed_over(at_work: Callable[[], Desk], secret: Secret) -> None:
    """The note's grades are in no backup, and so neither is the question of meldeplikt."""
    desk = at_work()
    case = new_case(desk)
    case.take(a.FormSaved(form="refleksjonsnotat", answers={"why": "Redd", "why.uro": "6"}))
    assert case.state.duty_open
    plan, _ = restore(desk, backup_of(desk), secret)
    assert plan.asked == ("«Blå ugle»",)
    assert at_work().open_case(case.id).state.masks


def test_an_alarm_that_cannot_be_carried_over_alike_stands_and_asks_the_question(
    at_work: Callable[[], Desk], secret: Secret
) -> None:
    desk = at_work()
    case, quiet = new_case(desk), new_case(desk, "Grå hare")
    case.take(a.ConsentGiven(giver="g1", services=["ppt"]))
    backup = backup_of(desk)
    case.take(a.ConsentWithdrawn(giver="g1", services=["ppt"]))
    raised(case)
    cleared(case)
    case.take(a.AdviceRecorded(by="police", spoke_with="Vakt", at=AT, clears=False, guardians=["g1"]))
    case.take(a.Misfiled(seq=case.state.alarm.calls[-1].seq, reason="Feil sak"))
    plan, _ = restore(desk, backup, secret)
    assert plan.asked == ("«Blå ugle»",)
    desk = at_work()
    state = desk.open_case(case.id).state
    assert (state.alarm.raised, state.alarm.asked) == ("home", "restored")
    assert [(one.act.clears, one.act.spoke_with) for one in state.alarm.advice] == [(False, "Vakt")]
    assert [line.answer for line in state.consents] == ["given", "withdrawn"]
    assert state.anonymous
    assert not state.alarm.reached
    assert desk.open_case(quiet.id).state.stage == "quiet"
    assert "I 1 saker må du avklare" in desk.notices()[0]


@pytest.mark.parametrize("gone", ["damaged", "missing", "another's"])
def test_where_the_old_vault_cannot_be_read_every_case_asks(
    at_work: Callable[[], Desk], secret: Secret, tmp_path: Path, gone: str
) -> None:
    desk = at_work()
    case, closed = new_case(desk), new_case(desk, "Grå hare")
    closed.take(a.Decided(position="p1", outcome="D1", reason="Nei", decided_by="Rektor", look_again="none"))
    shredded = new_case(desk, "Brun bjørn")
    shredded.take(a.Decided(position="p1", outcome="D1", reason="Nei", decided_by="Rektor", look_again="none"))
    shredded.take(a.CaseShredded(flow="porsgrunn", opened_on=AT[:10]))
    backup = backup_of(desk).rename(tmp_path / "kopi.kopi")
    folder = desk.vault.path
    desk.vault.close()
    if gone == "damaged":
        content = bytearray(Places(folder).database.read_bytes())
        content[5000] ^= 1
        Places(folder).database.write_bytes(content)
    elif gone == "missing":
        shutil.rmtree(folder)
    else:
        shutil.rmtree(folder)
        Vault.create(folder, "en helt annen frase her nå")[0].close()
    plan, old = restore(desk, backup, secret)
    assert (plan.unread is not None) is plan.replaces is (gone != "missing")
    assert (old is not None) is plan.replaces
    assert set(plan.asked) == {"«Blå ugle»", "«Grå hare»"}
    assert "gjenopprettes" not in (plan.unread or "")
    desk = at_work()
    assert ("urørt" in desk.notices()[0]) is plan.replaces
    assert desk.open_case(case.id).state.alarm.asked == "restored"
    assert desk.open_case(case.id).state.masks
    assert desk.open_case(closed.id).state.alarm.asked == "restored", "it may have been opened again"
    assert list(dict(desk.shredded())) == [shredded.id]
    assert Places(folder).at_work.exists() is Places(folder).restoring.exists() is Places(folder).swap.exists() is False


def test_whichever_page_of_the_old_vault_is_damaged_it_is_restored_and_no_alarm_is_lost(
    at_work: Callable[[], Desk], secret: Secret, tmp_path: Path
) -> None:
    desk = at_work()
    case, _ = new_case(desk), new_case(desk, "Grå hare")
    backup = backup_of(desk).rename(tmp_path / "kopi.kopi")
    raised(case)
    desk.vault.close()
    whole = Places(desk.vault.path).database.read_bytes()
    unread = 0
    for start in range((EVERY - 1) * PAGE_BYTES, len(whole), EVERY * PAGE_BYTES):
        folder = tmp_path / f"side {start}"
        shutil.copytree(desk.vault.path, folder)
        Places(folder).database.write_bytes(flipped(whole, start + 100))
        with prepared(backup, folder, secret, lambda: WHEN) as plan:
            unread += plan.unread is not None
            assert "gjenopprettes" not in (plan.unread or "")
            assert plan.carry_out()
        with secret.open(folder) as vault:
            alarm = Desk(vault).open_case(case.id).state.alarm
            assert (alarm.raised, alarm.asked) in {("home", None), (None, "restored")}
    assert 0 < unread < len(whole) // PAGE_BYTES // EVERY


def flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1
    return bytes(changed)


def test_what_was_shredded_since_does_not_come_back(
    at_work: Callable[[], Desk], secret: Secret, tmp_path: Path
) -> None:
    desk = at_work()
    case, other = new_case(desk, f"{MARKER} ugle"), new_case(desk, "Grå hare")
    case.take(a.Logged(aspect="seen", text=f"{MARKER} i gangen", observed=AT))
    backup = shutil.copyfile(backup_of(desk), tmp_path / "minnepinne.kopi")
    case.take(a.Decided(position="p1", outcome="D1", reason=MARKER, decided_by="Rektor", look_again="none"))
    case.take(a.CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
    plan, _ = restore(desk, backup, secret)
    assert plan.lost == plan.behind == plan.asked == ()
    desk = at_work()
    assert list(dict(desk.cases())) == [other.id]
    assert dict(desk.shredded())[case.id].flow == "porsgrunn"
    rows = [one.payload or "" for one in desk.vault.events(case.id)]
    assert MARKER not in "".join(rows)
    assert MARKER not in "".join(one.data for one in desk.vault.summaries())


def test_nothing_comes_back_of_a_shredded_case_that_went_another_way(
    at_work: Callable[[], Desk], secret: Secret, tmp_path: Path
) -> None:
    """What the backup holds of it was never in the vault that is replaced, so never shredded there."""
    desk = at_work()
    case, _ = new_case(desk), new_case(desk, "Grå hare")
    early = backup_of(desk).rename(tmp_path / "tidlig.kopi")
    case.take(a.Logged(aspect="seen", text=f"{MARKER} i gangen", observed=AT))
    desk.vault.save_drafts([DraftRow(case.id, "konkretisering/1", "facts", MARKER, AT)])
    late = backup_of(desk).rename(tmp_path / "sen.kopi")
    restore(desk, early, secret)
    desk = at_work()
    case = desk.open_case(case.id)
    case.take(a.Decided(position="p1", outcome="D1", reason="Nei", decided_by="Rektor", look_again="none"))
    case.take(a.CaseShredded(flow="porsgrunn", opened_on=AT[:10]))
    restore(desk, late, secret)
    desk = at_work()
    assert list(dict(desk.shredded())) == [case.id]
    assert [one.kind for one in desk.vault.events(case.id) if one.payload] == ["case_shredded"]
    assert desk.vault.drafts(case.id) == []
    assert desk.vault.find_in_logs(MARKER, 9) == []
    assert desk.vault.older() == set()


def test_a_vault_whose_key_files_are_gone_is_read_by_the_key_of_the_backup(
    at_work: Callable[[], Desk], secret: Secret
) -> None:
    desk = at_work()
    case = new_case(desk)
    backup = backup_of(desk)
    raised(case)
    desk.vault.close()
    places = Places(desk.vault.path)
    places.key.unlink()
    places.key_copy.write_bytes(b"")
    plan, _ = restore(desk, backup, secret)
    assert (plan.unread, plan.asked) == (None, ())
    assert at_work().open_case(case.id).state.alarm.raised == "home"


def test_an_older_vault_has_nothing_that_the_backup_lacks(
    at_work: Callable[[], Desk], secret: Secret, tmp_path: Path
) -> None:
    desk = at_work()
    case, folder = new_case(desk), desk.vault.path
    desk.vault.close()
    shutil.copytree(folder, tmp_path / "eldre")
    desk = at_work()
    raised(desk.open_case(case.id))
    backup = backup_of(desk).rename(tmp_path / "kopi.kopi")
    desk.vault.close()
    shutil.rmtree(folder)
    shutil.move(tmp_path / "eldre", folder)
    plan, _ = restore(desk, backup, secret)
    assert plan.lost == plan.behind == plan.asked == ()
    assert at_work().open_case(case.id).state.alarm.raised == "home"


def test_a_case_that_went_another_way_or_is_only_typed_in_is_named(
    at_work: Callable[[], Desk], secret: Secret, tmp_path: Path
) -> None:
    desk = at_work()
    case, typed = new_case(desk), new_case(desk, "Grå hare")
    noted = new_case(desk, "Brun bjørn")
    early = backup_of(desk).rename(tmp_path / "tidlig.kopi")
    for words in ("Det første", "Det andre", "Det tredje"):
        case.take(a.Logged(aspect="seen", text=words, observed=AT))
    late = backup_of(desk).rename(tmp_path / "sen.kopi")
    plan, _ = restore(desk, early, secret)
    assert plan.behind == ("«Blå ugle»",)
    desk = at_work()
    desk.open_case(case.id).take(a.ConsentGiven(giver="g1", services=["ppt"]))
    desk.vault.save_drafts(
        [
            DraftRow(noted.id, "refleksjonsnotat/1", "facts", "Bare et notat", AT),
            DraftRow(typed.id, "konkretisering/1", "facts", "Ikke ferdig", AT),
        ]
    )
    plan, _ = restore(desk, late, secret)
    assert set(plan.behind) == {"«Blå ugle»", "«Grå hare»"}, "its last event has a lower number than the backup's"


def test_the_passphrase_that_holds_now_opens_it_and_the_old_one_too_when_it_is_all_one_knows(
    at_work: Callable[[], Desk], tmp_path: Path
) -> None:
    desk = at_work()
    new_case(desk)
    backup = backup_of(desk)
    new = "sti lampe kaffe furu brygge tirsdag"
    desk.vault.ways.change_passphrase(PASSPHRASE, new)
    folder = desk.vault.path
    with pytest.raises(errors.Locked, match="åpnes ikke"):
        restore(desk, backup, Secret(passphrase="noe helt annet enn det"))
    restore(desk, backup, Secret(passphrase=new))
    with pytest.raises(errors.Locked):
        Vault.open(folder, PASSPHRASE)
    Vault.open(folder, new).close()
    restore(desk, backup, Secret(passphrase=PASSPHRASE))
    Vault.open(folder, PASSPHRASE).close()


def test_the_owner_is_told_that_the_unit_opened_and_restored_it(at_work: Callable[[], Desk], secret: Secret) -> None:
    desk = at_work()
    new_case(desk)
    code = desk.vault.ways.new_code()
    desk.vault.ways.set_unit_code(code)
    backup, folder = backup_of(desk), desk.vault.path
    desk.vault.close()
    Vault.recover(folder, code).close()
    restore(desk, backup, Secret(code=code))
    with secret.open(folder) as vault:
        assert [one.told for one in unit_key.openings(vault)] == [False, False]
        assert unit_key.openings(vault)[-1].at == AT
        assert "22.11.2026 kl. 14.30" in vault.notices[0]
    with Vault.recover(folder, code) as vault:
        deputy = Desk(vault, lambda: WHEN)
        [told] = [one for one in deputy.notices() if "gjenopprettet" in one]
        deputy.notices_told()
    desk = at_work()
    assert told in desk.notices()
    desk.notices_told()
    restore(desk, backup, secret)
    assert [one.told for one in unit_key.openings(at_work().vault)] == [True, True, True]


def test_it_refuses_while_the_vault_is_open_and_leaves_all_as_it_was_when_not_carried_out(
    at_work: Callable[[], Desk], secret: Secret
) -> None:
    desk = at_work()
    new_case(desk)
    backup = backup_of(desk)
    with pytest.raises(errors.Busy), prepared(backup, desk.vault.path, secret):
        pass
    desk.vault.close()
    files = {path: path.read_bytes() for path in desk.vault.path.rglob("*") if path.is_file()}
    with prepared(backup, desk.vault.path, secret):
        assert Places(desk.vault.path).restoring.is_dir()
    assert {path: path.read_bytes() for path in desk.vault.path.rglob("*") if path.is_file()} == files


def test_a_damaged_backup_changes_nothing(at_work: Callable[[], Desk], secret: Secret) -> None:
    desk = at_work()
    new_case(desk)
    backup = backup_of(desk)
    desk.vault.close()
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    files = {path: path.read_bytes() for path in desk.vault.path.rglob("*") if path.is_file()}
    with pytest.raises(errors.Damaged, match="Ingenting fra den er brukt"), prepared(backup, desk.vault.path, secret):
        pass
    assert {path: path.read_bytes() for path in desk.vault.path.rglob("*") if path.is_file()} == files
