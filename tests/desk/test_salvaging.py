"""A damaged vault's cases in a new one: nothing untrue, nothing lost that could be read, and F9's question open."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk_samples import WORKER, new_case

from bekymring_tui.case import acts as a
from bekymring_tui.case.acts import PAYLOAD, Act
from bekymring_tui.desk.backups import Backups
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.losses import Salvaged
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.desk.salvaging import salvage
from bekymring_tui.desk.secret import Secret
from bekymring_tui.errors import Busy, Damaged, Failure, Locked
from bekymring_tui.settings import Settings
from bekymring_tui.vault.backup import unpacked
from bekymring_tui.vault.check import outside
from bekymring_tui.vault.engine import open_engine
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.rows import DraftRow, NewEvent
from bekymring_tui.vault.salvage import unlock
from bekymring_tui.vault.store import Vault
from trials.pages import Page, Reader, uses

PAGE = 4096
FLIPS = int(os.environ.get("BEKYMRING_FLIPS", "4"))
REASON = "Vi går videre"
MARKER = "Zqxvik"
OF_THE_PROGRAM = ("Berget", "Hendelser", "Saken", "Noe", "Et nei")
"""How the program's own log entries begin."""
EVERY = set(range(1000))
AT = "2026-11-20T10:15:00+01:00"


@dataclass(frozen=True)
class Made:
    folder: Path
    code: str
    acts: dict[str, dict[int, Act | None]]
    names: dict[str, str]

    @property
    def secret(self) -> Secret:
        return Secret(code=self.code)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("berging") / "hvelv"
    vault, code = Vault.create(folder, "furu brygge onsdag kaffe lampe sti")
    with vault:
        desk = Desk(vault)
        desk.set_who(WORKER)
        cases = [new_case(desk, name) for name in ("Blå ugle", "Grå hare", "Rød rev")]
        for round_ in range(9):
            for case in cases:
                name = case.state.subject.call_name if case.state.subject else ""
                said = f"{name} {round_} " + "sto i garderoben " * (1 + 150 * (round_ % 3))
                case.take(a.Logged(aspect="seen", text=said, observed=AT))
                vault.save_drafts(
                    [DraftRow(case.id, "konkretisering/1", f"felt{round_}", f"halvt {name} {round_}", AT)]
                )
        cases[0].take(a.Decided(position="p1", outcome="D2", reason=REASON, decided_by="Rektor", look_again="none"))
        cases[1].take(a.AlarmAsked(by="key"))
        cases[1].take(a.AlarmAnswered(answer="home"))
        return Made(
            folder, code, {one.id: acts_of(vault, one.id) for one in cases}, desk.call_names([one.id for one in cases])
        )


@pytest.fixture
def made(original: Made, tmp_path: Path) -> Made:
    folder = tmp_path / "skadet"
    shutil.copytree(original.folder, folder)
    return Made(folder, original.code, original.acts, original.names)


def acts_of(vault: Vault, case_id: str) -> dict[int, Act | None]:
    return {one.seq: PAYLOAD.validate_json(one.payload).act if one.payload else None for one in vault.events(case_id)}


def salvaged(made: Made, to: Path) -> Salvaged:
    """The damaged folder is the same afterwards, to the byte."""
    before = {path.name: path.read_bytes() for path in made.folder.iterdir()}
    done = salvage(made.folder, to, made.secret, lambda *_: None)
    assert {path.name: path.read_bytes() for path in made.folder.iterdir()} == before
    return done


def break_page(made: Made, number: int, zeros: bool = False) -> None:
    """One flipped bit on the page, the first being 1, or nothing but zeros."""
    path = made.folder / "hvelv.db"
    data = bytearray(path.read_bytes())
    start = (number - 1) * PAGE
    if zeros:
        data[start : start + PAGE] = bytes(PAGE)
    else:
        data[start + 2000] ^= 1
    path.write_bytes(data)


def page_for(made: Made, use: str) -> Page:
    """The last page that serves this use, by a decoder that is not ours."""
    unlocked = unlock(Places(made.folder), made.secret.unseal)
    assert unlocked
    pages = Reader(unlocked.key, unlocked.keyfile.database_salt).database((made.folder / "hvelv.db").read_bytes())
    return pages[max(number for number, what in uses(pages).items() if what == use) - 1]


def stood_on(made: Made, page: Page) -> set[int]:
    """Events whose content stood on this page, or went over to it."""
    every = {seq: act for acts in made.acts.values() for seq, act in acts.items()}
    return {seq for seq, act in every.items() if any(one.encode() in page.body for one in pieces(act))}


def pieces(act: Act | None) -> list[str]:
    """By which an act is known on a page. A long text may have gone over to a page that holds only its end."""
    if isinstance(act, a.Logged):
        return [act.text[:12], *(["sto i garderoben " * 20] if len(act.text) > 3000 else [])]
    return [f'"kind":"{act.kind}"'] if act else []


def check_truth(made: Made, folder: Path, lost: set[int]) -> None:
    """Every case is there; no event or entry says what was never said; nothing beyond `lost` is missing."""
    with Vault.recover(folder, made.code) as vault:
        assert not vault.notices
        desk = Desk(vault)
        for case_id, acts in made.acts.items():
            case = desk.open_case(case_id)
            now = acts_of(vault, case_id)
            logged = {one.text for one in now.values() if isinstance(one, a.Logged)}
            aside = " ".join(one for one in logged if one.startswith("Berget"))
            for seq, act in acts.items():
                there = now.get(seq) == act
                read = act is not None and all(one in aside for one in written(act))
                anew = isinstance(act, a.Opened) and isinstance(now.get(seq), a.Opened)
                assert there or read or anew or (seq in lost and now.get(seq) is None), seq
            ours = {one.text for one in acts.values() if isinstance(one, a.Logged)}
            assert all(
                one in ours or one.startswith(("Berget", "Hendelser", "Saken", "Noe", "Et nei")) for one in logged
            )
            if {seq for seq in acts if now.get(seq) != acts[seq]}:
                assert case.state.alarm.asked == "restored"
                assert case.state.masks


def written(act: Act) -> list[str]:
    return [act.reason] if isinstance(act, a.Decided) else [act.text] if isinstance(act, a.Logged) else []


def test_a_whole_vault_comes_out_as_it_was(made: Made, tmp_path: Path) -> None:
    done = salvaged(made, tmp_path / "ny")
    assert (done.broken, done.losses, done.asked, done.newest, done.settings) == (0, (), 0, True, False)
    with Vault.recover(made.folder, made.code) as old, Vault.recover(tmp_path / "ny", made.code) as new:
        assert {one: new.events(one) for one in new.cases()} == {one: old.events(one) for one in old.cases()}
        for case_id in made.acts:
            assert new.drafts(case_id) == old.drafts(case_id)
        assert Desk(new).who() == WORKER
        assert not new.older()
        assert new.unindexed(1), "the index is read anew"


USES = [
    "event leaf", "event node", "ix_event_case_id leaf", "content leaf", "content node", "content overflow",
    "draft leaf", "pinned overflow", "setting leaf", "summary leaf", "tally leaf", "meta leaf", "log_index_data leaf",
]  # fmt: skip


@pytest.mark.parametrize("use", USES)
def test_a_lost_page_costs_no_more_than_its_rows(made: Made, tmp_path: Path, use: str) -> None:
    page = page_for(made, use)
    break_page(made, page.number, zeros=USES.index(use) % 2 == 0)
    done = salvaged(made, tmp_path / "ny")
    assert done.broken == 1
    lost = stood_on(made, page) if use.startswith("content") else set[int]()
    check_truth(made, tmp_path / "ny", lost)
    assert bool(done.asked) is (use in ("event leaf", "content leaf", "content overflow"))
    if use == "event leaf":
        assert sum(one.untimed for one in done.losses) > 0
        assert not any(one.lost for one in done.losses)
    if use in ("content leaf", "content overflow"):
        assert 0 < sum(one.lost for one in done.losses) < 15
    if use == "draft leaf":
        assert any(one.drafts for one in done.losses)


@pytest.mark.parametrize("seed", range(FLIPS))
def test_any_page_any_bit(made: Made, tmp_path: Path, seed: int) -> None:
    data = bytearray((made.folder / "hvelv.db").read_bytes())
    place = random.Random(seed).randrange(len(data) * 8)
    data[place // 8] ^= 1 << place % 8
    (made.folder / "hvelv.db").write_bytes(data)
    done = salvaged(made, tmp_path / "ny")
    check_truth(made, tmp_path / "ny", EVERY)
    assert done.cases == len(made.acts)


@pytest.mark.parametrize("seed", range(max(2, FLIPS // 4)))
def test_several_pages_at_once(made: Made, tmp_path: Path, seed: int) -> None:
    """Where an event and the index over it are lost together, it may have been any case's: then every case asks."""
    chance, pages = random.Random(f"several {seed}"), (made.folder / "hvelv.db").stat().st_size // PAGE
    for _ in range(chance.choice((2, 5, 20))):
        break_page(made, chance.randrange(pages) + 1, zeros=chance.random() < 0.5)
    done = salvaged(made, tmp_path / "ny")
    check_truth(made, tmp_path / "ny", EVERY)
    assert not done.unowned or done.asked == done.cases


def test_a_choice_after_a_lost_one_leads_nowhere(made: Made, tmp_path: Path) -> None:
    """It was made at a step that is not known any more: it is read in the log, and the case stands where it stood."""
    with Vault.recover(made.folder, made.code) as vault:
        desk = Desk(vault)
        case = next(desk.open_case(one) for one, name in made.names.items() if name == "Blå ugle")
        where = case.state.positions["p1"].here
        lost = next(one.seq for one in case.events if one.kind == "decided")
        case.take(a.WentBack(position="p1"))
    remove_content(made, lost)
    done = salvaged(made, tmp_path / "ny")
    (loss,) = [one for one in done.losses if one.call_name == "Blå ugle"]
    assert (loss.lost, loss.aside, loss.reopened) == (1, 1, False)
    with Vault.recover(tmp_path / "ny", made.code) as vault:
        state = Desk(vault).open_case(case.id).state
        assert state.positions["p1"].here.step != where.step
        assert state.alarm.asked == "restored"


def test_where_a_no_to_sharing_may_be_lost_no_yes_counts(made: Made, tmp_path: Path) -> None:
    with Vault.recover(made.folder, made.code) as vault:
        case = Desk(vault).open_case(next(iter(made.acts)))
        for giver in ("g1", "g2"):
            case.take(a.ConsentGiven(giver=giver, services=["ppt"]))
        case.take(a.ConsentWithdrawn(giver="g2", services=["ppt"]))
        case.take(a.Logged(aspect="seen", text="sto alene", observed=AT))
        seqs = {one.kind: one.seq for one in case.events}
    remove_content(made, seqs["logged"])
    (loss,) = salvaged(made, tmp_path / "logg").losses
    assert (loss.lost, loss.aside, loss.sharing) == (1, 0, False)
    remove_content(made, seqs["consent_withdrawn"])
    (loss,) = salvaged(made, tmp_path / "ny").losses
    assert (loss.lost, loss.aside, loss.sharing) == (2, 2, True)
    with Vault.recover(tmp_path / "ny", made.code) as vault:
        state = Desk(vault).open_case(case.id).state
        assert not [one for one in state.consents if one.answer == "given"]
        assert state.anonymous
        assert state.alarm.asked == "restored"


def test_a_case_whose_opening_is_lost_begins_again_and_keeps_its_name(made: Made, tmp_path: Path) -> None:
    case_id = next(iter(made.acts))
    remove_content(made, min(made.acts[case_id]))
    done = salvaged(made, tmp_path / "ny")
    (loss,) = done.losses
    assert (loss.call_name, loss.lost, loss.reopened) == (made.names[case_id], 1, True)
    with Vault.recover(tmp_path / "ny", made.code) as vault:
        case = Desk(vault).open_case(case_id)
        assert [one.text for one in case.state.log if "garderoben" in one.text]
        assert REASON in " ".join(one.text for one in case.state.log)


def test_without_the_head_the_newest_may_be_missing_and_every_case_asks(made: Made, tmp_path: Path) -> None:
    (made.folder / "hvelv.head").unlink()
    done = salvaged(made, tmp_path / "ny")
    assert (done.newest, done.asked, done.losses) == (False, 3, ())


def test_an_old_database_makes_every_case_ask(made: Made, tmp_path: Path) -> None:
    old = (made.folder / "hvelv.db").read_bytes()
    with Vault.recover(made.folder, made.code) as vault:
        Desk(vault).open_case(next(iter(made.acts))).take(a.Graded(grade=4))
    (made.folder / "hvelv.db").write_bytes(old)
    done = salvaged(made, tmp_path / "ny")
    assert (done.unowned, done.asked) == (1, 4)


def test_nothing_is_taken_for_a_vault_where_nothing_can_be_read(made: Made, tmp_path: Path) -> None:
    path = made.folder / "hvelv.db"
    path.write_bytes(path.read_bytes()[:16] + bytes(path.stat().st_size - 16))
    with pytest.raises(Damaged, match="vault restore"):
        salvaged(made, tmp_path / "ny")
    assert not (tmp_path / "ny").exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["skadet"]


def test_a_wrong_secret_and_a_full_folder_are_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(Failure, match="ikke tom"):
        salvage(made.folder, made.folder, made.secret, lambda *_: None)
    with pytest.raises(Locked):
        salvage(made.folder, tmp_path / "ny", Secret(passphrase="feil"), lambda *_: None)


def test_a_change_that_was_cut_short_is_undone_in_a_copy(made: Made, tmp_path: Path) -> None:
    """A journal with something in it: SQLite would play it back into the damaged file."""
    journal = made.folder / "hvelv.db-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    done = salvaged(made, tmp_path / "ny")
    assert (done.broken, done.losses) == (0, ())


KILLED = """
import os, sys
from pathlib import Path
from bekymring_tui.desk.salvaging import salvage
from bekymring_tui.desk.secret import Secret
folder, to, code, last = sys.argv[1:]
salvage(Path(folder), Path(to), Secret(code=code), lambda step, *_: os._exit(9) if step == last else None)
"""
"""As a kill does it: nothing is tidied."""


@pytest.mark.parametrize("step", ["check.step_pages", "check.step_cases"])
def test_what_a_kill_leaves_is_named_and_gone_after_the_next(made: Made, tmp_path: Path, step: str) -> None:
    (made.folder / "hvelv.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    to, temporary = tmp_path / "ny", tmp_path / "midlertidig"
    temporary.mkdir()
    before = {one.name for one in made.folder.iterdir()}
    command = [sys.executable, "-c", KILLED, str(made.folder), str(to), made.code, step]
    killed = subprocess.run(command, env=os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary)}, check=False)
    assert killed.returncode == 9
    assert {one.name for one in made.folder.iterdir()} == before
    assert list(temporary.iterdir()) == []
    half = tmp_path / ".bekymring-ny"
    assert half.is_dir()
    for in_use in (False, True):
        (found,) = outside(Places(made.folder), in_use)
        assert (found.id, found.where, found.damage) == ("half_salvaged", str(half), False)
    assert salvaged(made, to).losses == ()
    assert not half.exists()
    assert outside(Places(made.folder), in_use=True) == []


def test_a_salvage_to_the_same_folder_that_is_still_at_work_is_left_alone(made: Made, tmp_path: Path) -> None:
    def again(step: str, *_: int) -> None:
        if step == "check.step_cases":
            with pytest.raises(Busy):
                salvage(made.folder, tmp_path / "ny", made.secret, lambda *_: None)
            assert outside(Places(made.folder), in_use=True) == []

    assert salvage(made.folder, tmp_path / "ny", made.secret, again).losses == ()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ny", "skadet"]


def test_what_was_shredded_stays_so(made: Made, tmp_path: Path) -> None:
    case_id = next(iter(made.acts))
    seq = max(made.acts[case_id])
    with Vault.recover(made.folder, made.code) as vault:
        vault.append(case_id, [], "{}", shred=[seq])
    done = salvaged(made, tmp_path / "ny")
    assert done.losses == ()
    with Vault.recover(tmp_path / "ny", made.code) as vault:
        assert {one.seq for one in vault.events(case_id) if one.payload is None} == {seq}


def test_a_case_led_by_an_edition_that_is_lost_goes_on_by_the_one_of_now(made: Made, tmp_path: Path) -> None:
    with Vault.recover(made.folder, made.code) as vault:
        desk = Desk(vault)
        case = new_case(desk, "Hvit hest")
        opened, by = case.state.opened, case.events[0].by
        assert opened
        assert by
        gone = opened.model_copy(update={"route_hash": "0" * 64, "text_hash": "1" * 64})
        payload = a.Payload(by=by, act=gone).model_dump_json()
        logged = a.Payload(by=by, act=a.Logged(aspect="seen", text="sto alene", observed=AT)).model_dump_json()
        rows = [NewEvent("opened", AT, payload), NewEvent("logged", AT, logged)]
        vault.append("0123456789abcdef", rows, "{}")
        with pytest.raises(Damaged):
            desk.open_case("0123456789abcdef")
    (loss,) = salvaged(made, tmp_path / "ny").losses
    assert (loss.call_name, loss.lost, loss.reopened) == ("Hvit hest", 0, True)
    with Vault.recover(tmp_path / "ny", made.code) as vault:
        state = Desk(vault).open_case("0123456789abcdef").state
        assert "sto alene" in [one.text for one in state.log]
        assert [one.label for one in state.guardians.values()] == ["Mor", "Far"]


def test_a_shredded_case_stays_shredded_and_its_left_over_drafts_go(made: Made, tmp_path: Path) -> None:
    with Vault.recover(made.folder, made.code) as vault:
        desk = Desk(vault)
        case = new_case(desk, "Hvit hest")
        case.take(a.Decided(position="p1", outcome="D1", reason="Ingenting", decided_by="Rektor", look_again="none"))
        case.take(a.CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
        vault.save_drafts([DraftRow(case.id, "note/1", "what", "igjen", AT)])
        vault.save_drafts([DraftRow("fedcba9876543210", "note/1", "what", "uten sak", AT)])
        last = case.events[-1].seq
    for change, folder in ((None, "en"), (last, "to")):
        if change:
            remove_content(made, change)
        done = salvaged(made, tmp_path / folder)
        assert done.cases == 4, "one more, for the draft that no case is known of"
        assert done.asked == 1
        with Vault.recover(tmp_path / folder, made.code) as vault:
            desk = Desk(vault)
            assert [one for one, _ in desk.shredded()] == [case.id]
            assert not vault.drafts(case.id)
            assert [one.text for one in vault.drafts("fedcba9876543210")] == ["uten sak"]
            assert desk.open_case("fedcba9876543210").state.alarm.asked == "restored"


def closed_case(desk: Desk) -> OpenCase:
    case = new_case(desk, "Hvit hest")
    case.take(a.Logged(aspect="seen", text=f"{MARKER} i garderoben", observed=AT))
    case.take(a.Decided(position="p1", outcome="D1", reason="Nei", decided_by="Rektor", look_again="none"))
    return case


@pytest.mark.parametrize("lost", ["a content", "its id"])
def test_a_case_shredded_after_a_salvage_goes_from_earlier_backups(made: Made, tmp_path: Path, lost: str) -> None:
    kept = tmp_path / "minnepinne"
    kept.mkdir()
    with Vault.recover(made.folder, made.code) as vault:
        case_id = closed_case(Desk(vault)).id
        backup = Backups(Desk(vault), Settings(made.folder, backup_folder=str(kept))).take().backup
        assert backup
        key = vault.ways.unlocked.key
    assert MARKER in held_by(backup.path, key, tmp_path / "før")
    if lost == "its id":
        break_page(made, page_for(made, "meta leaf").number)
    else:
        remove_content(made, min(made.acts[next(iter(made.acts))]))
    salvaged(made, tmp_path / "ny")
    with Vault.recover(tmp_path / "ny", made.code) as vault:
        case = Desk(vault).open_case(case_id)
        case.take(a.CaseShredded(flow="porsgrunn", opened_on=case.state.opened_at[:10]))
        backups = Backups(Desk(vault), Settings(tmp_path / "ny", backup_folder=str(kept)))
        done = backups.shred()
        assert "(1)" in done.said[0]
        assert not done.warned
        assert not backups.shred().said
    after = held_by(backup.path, key, tmp_path / "etter")
    assert MARKER not in after
    assert "Blå ugle" in after, "what damage took is still in the backup"


def held_by(path: Path, key: bytes, folder: Path) -> str:
    """Every content in a backup."""
    folder.mkdir()
    with unpacked(path, key, Places(folder), lambda: None) as found:
        return "\n".join(row.payload or "" for case_id in found.cases() for row in found.events(case_id))


def test_a_content_keeps_its_commitment_where_its_event_is_lost(made: Made, tmp_path: Path) -> None:
    """By that it is known in earlier backups."""
    before = commitments(made, made.folder)
    page = page_for(made, "event leaf")
    break_page(made, page.number)
    done = salvaged(made, tmp_path / "ny")
    assert sum(one.untimed for one in done.losses)
    assert commitments(made, tmp_path / "ny").items() >= before.items()


def commitments(made: Made, folder: Path) -> dict[int, str]:
    unlocked = unlock(Places(folder), made.secret.unseal)
    assert unlocked
    engine = open_engine(folder / "hvelv.db", unlocked.key, unlocked.keyfile.database_salt)
    with engine.connect() as connection:
        found = {row.seq: row.commitment for row in connection.exec_driver_sql("SELECT seq, commitment FROM event")}
    engine.dispose()
    return found


def remove_content(made: Made, seq: int) -> None:
    """As a damaged page would, but of this one row."""
    unlocked = unlock(Places(made.folder), made.secret.unseal)
    assert unlocked
    engine = open_engine(made.folder / "hvelv.db", unlocked.key, unlocked.keyfile.database_salt)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE content SET payload = 'x' WHERE seq = {seq}")
    engine.dispose()
