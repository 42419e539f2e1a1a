"""A user's home with a vault in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.desk.desk import Desk
from bekymring_tui.settings import Settings
from bekymring_tui.vault.store import Vault

PASSPHRASE = "tog fjord lampe kaffe brygge furu"


@dataclass(frozen=True)
class Home:
    """A user's home with a vault in it: one case, «Blå ugle»."""

    folder: Path
    code: str
    case_id: str

    @property
    def store(self) -> Path:
        return self.folder / "hvelv"

    @property
    def env(self) -> Mapping[str, str]:
        return {
            "HOME": str(self.folder),
            "BEKYMRING_STORE": str(self.store),
            "TMPDIR": str(self.folder / "tmp"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }

    def copy(self, folder: Path) -> Home:
        shutil.copytree(self.folder, folder)
        (folder / "tmp").mkdir()
        return Home(folder, self.code, self.case_id)

    def open(self) -> Vault:
        return Vault.recover(self.store, self.code)

    def drafts(self) -> dict[str, str]:
        """What is typed and kept in the case, by field. Opening says whether anything is amiss."""
        with self.open() as vault:
            assert vault.notices == ()
            return {one.field: one.text for one in vault.drafts(self.case_id)}


def make_home(folder: Path) -> Home:
    """In an empty folder. Takes a key derivation: copy it."""
    vault, code = Vault.create(folder / "hvelv", PASSPHRASE)
    with vault:
        desk = Desk(vault)
        desk.set_who(Worker(name="Kari Prøve", role="Kontaktlærer", service="skole", unit="Bakken skole"))
        subject = Subject(kind="child", call_name="Blå ugle", age=9)
        case = desk.new_case("porsgrunn", "skole", "concern", subject, [Guardian(id="g1", label="Mor")])
    Settings(folder / "hvelv", municipality="porsgrunn", service="skole").save()
    return Home(folder, code, case.id)
