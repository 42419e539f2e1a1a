"""`bekymring vault backup|restore`, as a script and as someone at a terminal meet them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli_samples import PASSPHRASE, Command

from bekymring_tui.case.people import Subject, Worker
from bekymring_tui.desk.desk import Desk
from bekymring_tui.errors import Exit
from bekymring_tui.vault.store import Vault

WORKER = Worker(name="Kari Prøve", role="Kontaktlærer", service="skole", unit="Bakken skole")


def open_case(store: Path, name: str) -> None:
    with Vault.open(store, PASSPHRASE) as vault:
        desk = Desk(vault)
        desk.set_who(WORKER)
        desk.new_case("porsgrunn", "skole", "concern", Subject(kind="child", call_name=name, age=9))


def names(store: Path) -> list[str]:
    with Vault.open(store, PASSPHRASE) as vault:
        return sorted(one.call_name for _, one in Desk(vault).cases())


@pytest.fixture
def vault(tmp_path: Path) -> tuple[Path, str]:
    """A vault with one case, and its recovery code."""
    made, code = Vault.create(tmp_path / "mitt hvelv", PASSPHRASE)
    made.close()
    open_case(tmp_path / "mitt hvelv", "Blå ugle")
    return tmp_path / "mitt hvelv", code


def test_a_backup_is_taken_listed_and_restored(
    command: Command, vault: tuple[Path, str], phrase_file: Path, tmp_path: Path
) -> None:
    store, _ = vault
    assert command("vault", "backup", "--list", "--store", store)[1].startswith("Det finnes ingen")
    done, out, err = command("vault", "backup", "--store", store, "--passphrase-file", phrase_file)
    assert (done, err) == (0, "")
    assert "Refleksjonsnotatene er ikke med" in out
    done, out, _ = command("vault", "backup", "--list", "--store", store, "--json")
    (listed,) = json.loads(out)
    assert listed.keys() == {"file", "made_at", "size"}
    assert listed["file"] in command("vault", "backup", "--list", "--store", store)[1]
    open_case(store, "Grå hare")
    asked, _, err = command("vault", "restore", listed["file"], "--store", store, "--passphrase-file", phrase_file)
    assert (asked, "--yes" in err) == (Exit.LOCKED, True)
    assert names(store) == ["Blå ugle", "Grå hare"]
    done, out, err = command(
        "vault", "restore", listed["file"], "--store", store, "--passphrase-file", phrase_file, "--yes"
    )
    assert (done, err) == (0, "")
    assert "Saker som bare finnes i hvelvet som flyttes: «Grå hare»." in out
    assert names(store) == ["Blå ugle"]
    (old,) = store.glob("før gjenoppretting *")
    assert str(old) in out
    assert names(old) == ["Blå ugle", "Grå hare"]


def test_into_an_empty_folder_by_the_code(
    command: Command, vault: tuple[Path, str], phrase_file: Path, tmp_path: Path
) -> None:
    store, code = vault
    elsewhere = tmp_path / "minnepinne"
    refused, _, err = command("vault", "backup", "--store", store, "--to", elsewhere, "--passphrase-file", phrase_file)
    assert (refused, "finnes ikke" in err) == (Exit.USAGE, True)
    elsewhere.mkdir()
    words = ("vault", "backup", "--store", store, "--to", elsewhere, "--passphrase-file", phrase_file)
    assert "blir ikke tatt ut av kopien" in command(*words)[2]
    (backup,) = elsewhere.iterdir()
    paper, new = tmp_path / "kode.txt", tmp_path / "ny maskin"
    paper.write_text("AAAA", "utf-8")
    words = ("vault", "restore", backup, "--store", new, "--code-file", paper, "--json")
    assert command(*words)[0] == Exit.LOCKED
    paper.write_text(code, "utf-8")
    shutil.rmtree(store)
    done, out, err = command(*words)
    assert done == 0
    assert "lagt der" in err
    told = json.loads(out)
    assert (told["folder"], told["old"], told["read"], told["asked"]) == (str(new), None, True, 1)
    assert "Blå ugle" not in out
    assert names(new) == ["Blå ugle"]


def test_what_cannot_be_restored_says_why(
    command: Command, vault: tuple[Path, str], phrase_file: Path, tmp_path: Path
) -> None:
    store, _ = vault
    _, out, _ = command("vault", "backup", "--store", store, "--passphrase-file", phrase_file, "--json")
    backup = Path(json.loads(out)["file"])
    words = ("vault", "restore", backup, "--store", store, "--passphrase-file", phrase_file, "--yes")
    with Vault.open(store, PASSPHRASE):
        assert command(*words)[0] == Exit.BUSY
    wrong = tmp_path / "feil.txt"
    wrong.write_text("helt feil frase for dette", "utf-8")
    assert command(*words[:-2], wrong, "--yes")[0] == Exit.LOCKED
    whole = backup.read_bytes()
    backup.write_bytes(whole.replace(b'"version":1', b'"version":9', 1))
    assert command(*words)[0] == Exit.NEWER
    backup.write_bytes(whole[:-100])
    assert command(*words)[0] == Exit.DAMAGED
    assert command(*words[:2], tmp_path / "borte.kopi", *words[3:])[0] == Exit.UNWRITABLE
    assert names(store) == ["Blå ugle"]
    assert not list(store.glob("før gjenoppretting*"))
