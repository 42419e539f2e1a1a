"""The schema's own history: newer ones left alone, older ones brought up to date, half steps undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2
from sqlmodel import SQLModel
from vault_samples import Made

from bekymring_tui import errors
from bekymring_tui.vault import migrations, recovery, tables
from bekymring_tui.vault.engine import open_engine
from bekymring_tui.vault.keyfiles import Unlocked, unlock
from bekymring_tui.vault.migrations import Migration, schema_version, upgrade
from bekymring_tui.vault.places import Places


def unlocked_of(made: Made) -> Unlocked:
    code = recovery.parse(made.code)
    unlocked = unlock(Places(made.folder), lambda keyfile: keyfile.unseal_with_code(code))
    assert unlocked
    return unlocked


def engine_of(made: Made) -> Engine:
    unlocked = unlocked_of(made)
    return open_engine(made.file("hvelv.db"), unlocked.key, unlocked.keyfile.database_salt)


def test_an_error_of_the_database_does_not_repeat_what_was_written(made: Made) -> None:
    engine = engine_of(made)
    with pytest.raises(DBAPIError) as failure, engine.begin() as connection:
        connection.execute(text("INSERT INTO meta VALUES ('program', :value)"), {"value": "Sjiraffmarkør"})
    assert "Sjiraffmarkør" not in str(failure.value)
    engine.dispose()


def test_a_reader_that_went_past_the_lock_file_is_noticed_at_opening_not_at_the_first_save(made: Made) -> None:
    unlocked = unlocked_of(made)
    reader = dbapi2.connect(made.file("hvelv.db"), isolation_level=None)
    reader.execute(f"PRAGMA key = \"x'{unlocked.key.hex()}'\"")
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM event").fetchone() == (36,)
    with pytest.raises(errors.Busy):
        made.open()
    reader.close()
    with made.open():
        reader = dbapi2.connect(made.file("hvelv.db"), timeout=0)
        reader.execute(f"PRAGMA key = \"x'{unlocked.key.hex()}'\"")
        with pytest.raises(dbapi2.OperationalError, match="locked"):
            reader.execute("SELECT count(*) FROM event")
        reader.close()


def change(made: Made, statement: str) -> None:
    engine = engine_of(made)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_vault_from_a_newer_version_is_refused_untouched(made: Made) -> None:
    change(made, "UPDATE meta SET value = '999' WHERE key = 'schema'")
    before = contents(made.folder)
    with pytest.raises(errors.Newer, match=r"hvelv\.db er laget av en nyere utgave"):
        made.open()
    assert contents(made.folder) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE meta",
        "DELETE FROM meta WHERE key = 'program'",
        "UPDATE meta SET value = '0' WHERE key = 'schema'",
        "UPDATE meta SET value = '' WHERE key = 'schema'",
    ],
)
def test_a_database_without_the_mark_is_no_vault(made: Made, statement: str) -> None:
    change(made, statement)
    with pytest.raises(errors.Damaged, match="mangler merket"):
        made.open()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM event WHERE seq = 7", "brytes ved nummer 7"),
        ("UPDATE event SET kind = 'decided' WHERE seq = 9", "brytes ved nummer 9"),
        ("UPDATE event SET case_id = 'sak-2' WHERE seq = 1", "brytes ved nummer 1"),
        ("DELETE FROM event WHERE seq = 36", "eldre enn den skal være"),
        ("DELETE FROM meta WHERE key = 'vault'", "svarte på en måte"),
        ("DROP TABLE event", "svarte på en måte"),
    ],
)
def test_a_changed_chain_is_refused_at_opening(made: Made, statement: str, said: str) -> None:
    change(made, "DELETE FROM content")
    change(made, statement)
    with pytest.raises(errors.Damaged, match=said):
        made.open()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE content SET payload = '{}' WHERE seq = 5", "er ikke det som ble lagret"),
        ("UPDATE content SET salt = 'zz' WHERE seq = 5", "er ikke det som ble lagret"),
        ("DELETE FROM content WHERE seq = 5", "stemmer ikke med det som er makulert"),
        ("UPDATE event SET shredded = 1 WHERE seq = 5", "stemmer ikke med det som er makulert"),
    ],
)
def test_changed_content_is_never_shown(made: Made, statement: str, said: str) -> None:
    change(made, statement)
    with made.open() as vault:
        assert vault.events("sak-0") == made.events["sak-0"]
        with pytest.raises(errors.Damaged, match=said):
            vault.events("sak-1")


def test_a_migrated_database_has_the_tables_the_models_describe(made: Made) -> None:
    engine = engine_of(made)
    found = inspect(engine)
    described = {table.name: table for table in SQLModel.metadata.tables.values()}
    assert tables.Event.__tablename__ in described
    # The index of the logs has no model: only SQLite knows its tables.
    assert {one for one in found.get_table_names() if not one.startswith("log_")} == set(described)
    for name, table in described.items():
        columns = {(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(name)}
        assert columns == {(c.name, str(c.type.compile(engine.dialect)), c.nullable) for c in table.columns}
        assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key]
        foreign = {(tuple(k["constrained_columns"]), k["referred_table"]) for k in found.get_foreign_keys(name)}
        assert foreign == {((k.parent.name,), k.column.table.name) for k in table.foreign_keys}
        indexes = {(i["name"], tuple(i["column_names"])) for i in found.get_indexes(name)}
        assert indexes == {(i.name, tuple(c.name for c in i.columns)) for i in table.indexes}
    engine.dispose()


def test_an_older_vault_is_brought_up_to_date_when_opened(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def add_column(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE setting ADD COLUMN at VARCHAR"))

    steps = (*migrations.MIGRATIONS, Migration("when a setting was made", add_column))
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    monkeypatch.setattr("bekymring_tui.vault.database.MIGRATIONS", steps)
    with made.open() as vault:
        assert vault.events("sak-1") == made.events["sak-1"]
    assert not Places(made.folder).before_upgrade.exists()
    engine = engine_of(made)
    assert schema_version(engine) == len(steps)
    assert "at" in {column["name"] for column in inspect(engine).get_columns("setting")}
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_of_itself(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (key VARCHAR)"))
        connection.execute(text("DELETE FROM setting"))
        raise RuntimeError("power cut")

    with made.open() as vault:
        vault.put_setting("who", "Kari")
    before = made.file("hvelv.db").read_bytes()
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, Migration("half", half)))
    engine = engine_of(made)
    with pytest.raises(RuntimeError, match="power cut"):
        upgrade(engine, len(migrations.MIGRATIONS) - 1, Places(made.folder))
    assert schema_version(engine) == len(migrations.MIGRATIONS) - 1
    assert Places(made.folder).before_upgrade.read_bytes() == before
    assert not inspect(engine).has_table("half")
    engine.dispose()
    monkeypatch.undo()
    with made.open() as vault:
        assert vault.setting("who") == "Kari"


def test_a_vault_of_the_first_version_opens_with_everything_in_it(made: Made) -> None:
    with made.open() as vault:
        vault.put_setting("who", "Kari")
    gone = ("tally", "log_index", "log_waiting")
    for statement in (*(f"DROP TABLE {one}" for one in gone), "UPDATE meta SET value = '1' WHERE key = 'schema'"):
        change(made, statement)
    with made.open() as vault:
        assert {one: vault.events(one) for one in vault.cases()} == made.events
        assert [one.text for one in vault.drafts("sak-1")] == ["halvferdig"]
        assert vault.setting("who") == "Kari"
        assert not vault.older()
