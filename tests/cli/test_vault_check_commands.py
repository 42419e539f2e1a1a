"""`bekymring vault check` and `salvage`: calm where all is well, one thing to do where it is not."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cli_samples import PASSPHRASE, Command

from bekymring_tui.case import acts as a
from bekymring_tui.case.people import Subject, Worker
from bekymring_tui.desk.backups import Backups
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.secret import Secret
from bekymring_tui.errors import Exit, Unwritable
from bekymring_tui.settings import read_settings
from bekymring_tui.vault import swap
from bekymring_tui.vault.places import Places
from bekymring_tui.vault.rows import DraftRow, NewEvent
from bekymring_tui.vault.salvage import unlock
from bekymring_tui.vault.store import Vault
from trials.pages import Reader, uses

PAGE = 4096
WORKER = Worker(name="Kari Testesen", role="Leder", service="barnehage", unit="Solbakken")
MARKER = "Zqxvik"


class Store(NamedTuple):
    folder: Path
    code: Path
    case_id: str

    @property
    def database(self) -> Path:
        return self.folder / "hvelv.db"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("kontroll") / "Mitt hvelv æøå"
    vault, code = Vault.create(folder, PASSPHRASE)
    with vault:
        desk = Desk(vault)
        desk.set_who(WORKER)
        for name in ("Blå ugle", "Grå hare"):
            case = desk.new_case("porsgrunn", "barnehage", "concern", Subject(kind="child", call_name=name))
            for number in range(8):
                said = f"{MARKER} {name} {number} " + "ord " * 120
                case.take(a.Logged(aspect="seen", text=said, observed="2026-11-20T10:00:00+01:00"))
    paper = folder.parent / "kode.txt"
    paper.write_text(code + "\n", "utf-8")
    return Store(folder, paper, case.id)


@pytest.fixture
def store(original: Store, tmp_path: Path) -> Store:
    shutil.copytree(original.folder, tmp_path / original.folder.name)
    return original._replace(folder=tmp_path / original.folder.name)


def looked(command: Command, store: Store, *more: str) -> tuple[int, dict[str, Any]]:
    code, out, err = command("vault", "check", "--store", store.folder, "--code-file", store.code, "--json", *more)
    assert err == ""
    assert MARKER not in out
    assert "Blå ugle" not in out
    return code, json.loads(out)


def ids(found: dict[str, Any]) -> list[str]:
    return [one["id"] for one in found["findings"]]


def break_a_case(store: Store) -> None:
    """One flipped bit among what the events hold."""
    unlocked = unlock(Places(store.folder), secret(store).unseal)
    assert unlocked
    whole = bytearray(store.database.read_bytes())
    pages = uses(Reader(unlocked.key, unlocked.keyfile.database_salt).database(bytes(whole)))
    whole[next(number for number, use in pages.items() if use == "content leaf") * PAGE - 2000] ^= 1
    store.database.write_bytes(whole)


def secret(store: Store) -> Secret:
    return Secret(code=store.code.read_text("utf-8").strip())


def test_a_whole_vault_gets_a_short_calm_answer(command: Command, store: Store, phrase_file: Path) -> None:
    code, out, err = command("vault", "check", "--store", store.folder, "--passphrase-file", phrase_file)
    assert (code, err) == (Exit.FINE, "")
    assert out.startswith("Hvelvet er helt.\n")
    assert "saker (2), hendelser (18)" in out
    assert len(out.splitlines()) == 4
    code, found = looked(command, store)
    assert (code, found["whole"], found["complete"], found["findings"]) == (0, True, True, [])
    assert (found["cases"], found["events"]) == (2, 18)


def test_without_a_passphrase_the_files_alone_are_looked_at(
    command: Command, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    code, out, err = command("vault", "check", "--store", store.folder)
    assert (code, out) == (Exit.LOCKED, "")
    assert "--passphrase-file" in err
    (store.folder / "hvelv.head").unlink()
    code, out, _ = command("vault", "check", "--store", store.folder)
    assert code == Exit.DAMAGED
    assert "hvelv.head" in out


def test_a_wrong_passphrase_a_folder_without_a_vault_and_one_in_use(
    command: Command, store: Store, tmp_path: Path
) -> None:
    wrong = tmp_path / "feil.txt"
    wrong.write_text("feil frase her\n", "utf-8")
    words = ("vault", "check", "--passphrase-file", wrong, "--store")
    assert command(*words, store.folder)[0] == Exit.LOCKED
    assert command(*words, tmp_path / "ingen")[0] == Exit.USAGE
    with Vault.recover(store.folder, store.code.read_text("utf-8").strip()):
        assert command("vault", "check", "--code-file", store.code, "--store", store.folder)[0] == Exit.BUSY


def test_a_lost_copy_of_the_key_harms_nothing_and_is_mended(command: Command, store: Store) -> None:
    (store.folder / "hvelv.key").unlink()
    code, found = looked(command, store)
    assert (code, ids(found), found["cases"]) == (Exit.FOUND, ["key_copy"], 2)
    assert looked(command, store)[0] == Exit.FINE


def test_damage_in_a_case_is_told_by_its_call_name_on_the_screen_only(command: Command, store: Store) -> None:
    break_a_case(store)
    code, out, _ = command("vault", "check", "--store", store.folder, "--code-file", store.code)
    assert code == Exit.DAMAGED
    assert re.search("Sak: «(Blå ugle|Grå hare)»", out)
    assert MARKER not in out
    code, found = looked(command, store)
    assert "pages" in ids(found)
    assert all(one["case_id"] for one in found["findings"] if one["id"] == "case_damaged")


@pytest.mark.parametrize("how", ["first page", "cut", "old"])
def test_a_vault_that_will_not_open_is_looked_at_all_the_same(command: Command, store: Store, how: str) -> None:
    data = bytearray(store.database.read_bytes())
    if how == "old":
        with Vault.recover(store.folder, store.code.read_text("utf-8").strip()) as vault:
            Desk(vault).open_case(store.case_id).take(a.Graded(grade=3))
    if how == "first page":
        data[100] ^= 1
    store.database.write_bytes(data[: -4 * PAGE] if how == "cut" else data)
    code, found = looked(command, store)
    assert code == Exit.DAMAGED
    named = {"first page": "pages", "cut": "database_cut", "old": "old"}[how]
    assert ids(found)[0] == named
    assert found["cases"] == 2
    assert all(str(store.folder) in one["next"] or how == "old" for one in found["findings"])


def test_a_summary_that_says_something_else_is_found(command: Command, store: Store) -> None:
    with Vault.recover(store.folder, store.code.read_text("utf-8").strip()) as vault:
        (row,) = [one for one in vault.summaries() if one.case_id == store.case_id]
        vault.rebuild_summary(store.case_id, row.data.replace('"grade":null', '"grade":2'))
    code, found = looked(command, store)
    assert (code, ids(found)) == (Exit.FOUND, ["summary"])


def test_a_case_that_cannot_be_replayed_and_drafts_of_one_that_is_gone(command: Command, store: Store) -> None:
    with Vault.recover(store.folder, store.code.read_text("utf-8").strip()) as vault:
        act = a.ActionMarked(position="p9", action="ingen", done=True)
        payload = a.Payload(by=WORKER, act=act).model_dump_json()
        vault.append(store.case_id, [NewEvent("action_marked", "2026-11-22T10:00:00+01:00", payload)], "{}")
        vault.save_drafts([DraftRow("0123456789abcdef", "note/1", "what", MARKER, "2026-11-22T10:00:00+01:00")])
    code, found = looked(command, store)
    assert code == Exit.DAMAGED
    assert ids(found) == ["replay", "stray_drafts"]
    assert (found["findings"][0]["case_id"], found["cases"]) == (store.case_id, 1)


def test_the_newest_backup_is_looked_into(command: Command, store: Store) -> None:
    with Vault.recover(store.folder, store.code.read_text("utf-8").strip()) as vault:
        backup = Backups(Desk(vault), read_settings(store.folder)[0]).take().backup
    assert backup
    code, found = looked(command, store)
    assert (code, found["backup"]["file"]) == (Exit.FINE, str(backup.path))
    data = bytearray(backup.path.read_bytes())
    data[-1000] ^= 1
    backup.path.write_bytes(data)
    code, found = looked(command, store)
    assert (code, ids(found)) == (Exit.DAMAGED, ["backup_damaged"])


@pytest.fixture(params=[1, 2, 4])
def cut_short(store: Store, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Store:
    """A restore of the vault as it was two events ago, cut short after so many moves: files of both lie there."""
    places, move = Places(store.folder), swap.move_into_place
    shutil.copytree(store.folder, store.folder.with_name("kopi"))
    with secret(store).open(store.folder) as vault:
        case = Desk(vault).open_case(store.case_id)
        case.take(a.Logged(aspect="seen", text="Etter kopien", observed="2026-11-20T10:00:00+01:00"))
        case.take(a.Logged(aspect="seen", text="Enda senere", observed="2026-11-20T10:00:00+01:00"))
    store.folder.with_name("kopi").rename(places.restoring)
    left = [None] * request.param

    def stuck(one: Path, other: Path) -> None:
        if not left:
            raise Unwritable("strømmen gikk")
        left.pop()
        move(one, other)

    with monkeypatch.context() as patched:
        patched.setattr(swap, "move_into_place", stuck)
        swap.begin(places, "før")
        with pytest.raises(Unwritable):
            swap.finish(places)
    return store


def test_a_restore_that_was_cut_short_is_no_damage(
    command: Command, cut_short: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdin", io.StringIO())
        code, out, _ = command("vault", "check", "--store", cut_short.folder)
    assert code == Exit.LOCKED
    code, out, _ = command("vault", "check", "--store", cut_short.folder, "--json")
    assert [(one["id"], one["damage"]) for one in json.loads(out)["findings"]] == [("restore_cut_short", False)]
    assert Places(cut_short.folder).swap.exists()
    code, found = looked(command, cut_short)
    assert (code, found["whole"], found["events"], ids(found)) == (Exit.FINE, True, 18, [])


def test_salvage_finishes_a_restore_that_was_cut_short(command: Command, cut_short: Store, tmp_path: Path) -> None:
    words = ("vault", "salvage", tmp_path / "ny", "--store", cut_short.folder, "--code-file", cut_short.code, "--json")
    code, out, _ = command(*words)
    found = json.loads(out)
    assert (code, found["events"], found["newest"], found["losses"]) == (Exit.FINE, 18, True, [])


def test_salvage_makes_a_vault_that_is_whole(command: Command, store: Store, tmp_path: Path, phrase_file: Path) -> None:
    break_a_case(store)
    before = {one.name: one.read_bytes() for one in store.folder.iterdir()}
    to = tmp_path / "Nytt hvelv æøå"
    words = ("vault", "salvage", to, "--store", store.folder)
    code, out, err = command(*words, "--passphrase-file", phrase_file)
    assert (code, err) == (Exit.FINE, "")
    assert "Dette mangler:" in out
    assert "«Grå hare»" in out or "«Blå ugle»" in out
    assert MARKER not in out
    assert {one.name: one.read_bytes() for one in store.folder.iterdir()} == before
    assert looked(command, store._replace(folder=to))[0] == Exit.FINE
    code, _, err = command(*words, "--passphrase-file", phrase_file)
    assert (code, "ikke tom" in err) == (Exit.USAGE, True)


def test_salvage_tells_scripts_counts_and_ids(command: Command, store: Store, tmp_path: Path) -> None:
    break_a_case(store)
    to = tmp_path / "ny"
    code, out, _ = command("vault", "salvage", to, "--store", store.folder, "--code-file", store.code, "--json")
    assert (code, "ugle" in out, "hare" in out, MARKER in out) == (Exit.FINE, False, False, False)
    found = json.loads(out)
    assert (found["folder"], found["broken"], found["cases"]) == (str(to), 1, 2)
    assert all(one["case_id"] for one in found["losses"])
