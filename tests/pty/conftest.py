"""A vault on the disk, and the program on it in a terminal."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from user_home import PASSPHRASE, Home

from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.desk.desk import Desk
from bekymring_tui.settings import Settings
from bekymring_tui.vault.store import Vault

collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []
"""Windows has no pseudo-terminal of this kind."""


@pytest.fixture(scope="session")
def home_original(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("hjem")
    vault, code = Vault.create(folder / "hvelv", PASSPHRASE)
    with vault:
        desk = Desk(vault)
        desk.set_who(Worker(name="Kari Prøve", role="Kontaktlærer", service="skole", unit="Bakken skole"))
        subject = Subject(kind="child", call_name="Blå ugle", age=9)
        case = desk.new_case("porsgrunn", "skole", "concern", subject, [Guardian(id="g1", label="Mor")])
    Settings(folder / "hvelv", municipality="porsgrunn", service="skole").save()
    return Home(folder, code, case.id)


@pytest.fixture
def home(home_original: Home, tmp_path: Path) -> Home:
    folder = tmp_path / "hjem"
    shutil.copytree(home_original.folder, folder)
    (folder / "tmp").mkdir()
    return Home(folder, home_original.code, home_original.case_id)
