"""A case goes out of one store, sealed, and is read on another machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk_samples import new_case
from pyrage import x25519

from bekymring_tui.bundle.manifest import Manifest, pack
from bekymring_tui.case.acts import AlarmAnswered, AlarmAsked, CallRecorded, Decided, FormSaved, Logged
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.exchange import export_case, keep_sealed, open_bundle, packed_case, proposed_name, seal_packed
from bekymring_tui.desk.open_case import OpenCase
from bekymring_tui.errors import Damaged, Failure, Locked, Newer, Unwritable
from bekymring_tui.flow.wording import names_a_guardian
from bekymring_tui.plain.exchange import bundle_lines, sealed_lines
from bekymring_tui.plain.numbers import number_lines
from bekymring_tui.settings import Settings

DAY = date(2026, 11, 22)
TALK = "Samtale med barn og foresatte"
"""The title of Porsgrunn's step where the guardians are spoken with."""


KEY = x25519.Identity.generate()
"""Sealing for a key takes no time; a passphrase is slow on purpose."""

MINE: dict[str, Any] = {"to": "Leder", "anonymous": False, "recipient": str(KEY.to_public())}


@pytest.fixture
def case(desk: Desk) -> OpenCase:
    found = new_case(desk)
    found.take(Logged(aspect="seen", text="Sitter alene i garderoben", observed="2026-11-20"))
    found.take(FormSaved(form="refleksjonsnotat", answers={"why": "HEMMELIGNOTAT", "why.uro": "4"}))
    return found


def test_opened_where_no_vault_is(case: OpenCase, tmp_path: Path) -> None:
    path = tmp_path / "sak.sakspakke"
    phrase = export_case(case, path, to="Leder Lise", anonymous=False)
    case.desk.vault.close()
    assert phrase
    assert b"garderoben" not in path.read_bytes()
    told = "\n".join(bundle_lines(open_bundle(path, passphrase=phrase), DAY))
    assert "Laget av Kari Testesen, Pedagogisk leder, Solbakken barnehage" in told
    assert "Sitter alene i garderoben" in told
    assert "Blå ugle" in told


@pytest.mark.parametrize("anonymous", [False, True])
def test_no_word_of_a_note_leaves(case: OpenCase, tmp_path: Path, anonymous: bool) -> None:
    assert b"HEMMELIGNOTAT" not in packed_case(case, anonymous=anonymous)


def test_for_a_recipient(case: OpenCase, tmp_path: Path) -> None:
    other, path = x25519.Identity.generate(), tmp_path / "sak.sakspakke"
    assert export_case(case, path, **MINE) is None
    assert open_bundle(path, identity_text=f"# min\n{KEY}\n").case.subject.call_name == "Blå ugle"
    with pytest.raises(Locked):
        open_bundle(path, identity_text=str(other))
    with pytest.raises(Locked):
        open_bundle(path, passphrase="syv ord")


def test_that_it_left_is_recorded(case: OpenCase, tmp_path: Path) -> None:
    export_case(case, tmp_path / "sak.sakspakke", **MINE)
    again = case.desk.open_case(case.id)
    assert [(one.to, one.lock) for _, one in again.state.exports] == [("Leder", "recipient")]


def test_a_file_is_replaced_only_when_asked(case: OpenCase, tmp_path: Path) -> None:
    path = tmp_path / "sak.sakspakke"
    path.write_bytes(b"noe annet")
    with pytest.raises(Failure, match="allerede en fil"):
        export_case(case, path, **MINE)
    assert path.read_bytes() == b"noe annet"
    assert not case.state.exports
    export_case(case, path, **MINE, replace=True)
    assert open_bundle(path, identity_text=str(KEY)).case.subject.call_name == "Blå ugle"


def test_what_cannot_be_written_is_not_recorded(case: OpenCase, tmp_path: Path) -> None:
    with pytest.raises(Unwritable):
        export_case(case, tmp_path / "finnes ikke" / "sak.sakspakke", **MINE)
    with pytest.raises(Failure):
        export_case(case, tmp_path / "sak.sakspakke", **{**MINE, "recipient": "age1tull"})
    assert not case.state.exports
    assert not list(tmp_path.glob("*.sakspakke"))


def test_what_cannot_be_recorded_does_not_leave(case: OpenCase, tmp_path: Path) -> None:
    packed = packed_case(case, anonymous=False)
    sealed = seal_packed(packed, str(KEY.to_public()))
    case.desk.vault.close()
    with pytest.raises(Locked):
        keep_sealed(case, tmp_path / "sak.sakspakke", sealed, to="Leder", replace=False)
    assert not (tmp_path / "sak.sakspakke").exists()


def test_under_the_alarm_nothing_in_it_leads_to_guardians(case: OpenCase, tmp_path: Path) -> None:
    case.take(Decided(position="p1", outcome="D2", reason="Det gjentar seg", decided_by="Kari"))
    case.take(Decided(position="p1", outcome="D2", reason="Det er nok", decided_by="Kari"))
    assert TALK in packed_case(case, anonymous=False).decode()
    case.take(AlarmAsked(by="key"))
    case.take(AlarmAnswered(answer="home"))
    for reached in (False, True):
        if reached:
            now = case.desk.now().isoformat()
            case.take(CallRecorded(called="barnevern", result="reached", at=now, spoke_with="vakta"))
        path = tmp_path / f"{reached}.sakspakke"
        export_case(case, path, **MINE)
        received = open_bundle(path, identity_text=str(KEY))
        assert TALK not in received.manifest.model_dump_json()
        labels = {one.label for one in case.state.guardians.values()}
        lines = [one for one in bundle_lines(received, DAY) if not any(label in one for label in labels)]
        assert [one for one in lines if names_a_guardian(one)] == []
        assert "  Ikke ta mistanken opp hjemme før barnevernet eller politiet sier det." in lines


def test_the_phrase_may_be_written_as_it_was_heard(case: OpenCase, tmp_path: Path) -> None:
    path = tmp_path / "sak.sakspakke"
    phrase = export_case(case, path, to="Leder", anonymous=True) or ""
    received = open_bundle(path, passphrase=f"  {phrase.title().replace(' ', ', ')}. ")
    assert received.manifest.made_by is None
    assert "Laget uten navn" in bundle_lines(received, DAY)[1]


def _newer(manifest: Manifest) -> bytes:
    return pack(manifest.model_copy(update={"version": 99}))


def _strange(manifest: Manifest) -> bytes:
    return pack(manifest.model_copy(update={"content": {"subject": "HEMMELIG"}}))


@pytest.mark.parametrize(
    ("broken", "error"),
    [(_newer, Newer), (_strange, Damaged), (lambda _: b"{}", Damaged), (lambda _: b"\xff", Damaged)],
)
def test_what_is_inside_is_read_strictly(
    case: OpenCase, tmp_path: Path, broken: Callable[[Manifest], bytes], error: type[Failure]
) -> None:
    manifest = Manifest.model_validate_json(packed_case(case, anonymous=False))
    path = tmp_path / "sak.sakspakke"
    path.write_bytes(seal_packed(broken(manifest), str(KEY.to_public())).data)
    with pytest.raises(error) as caught:
        open_bundle(path, identity_text=str(KEY))
    assert "HEMMELIG" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"hei", b"age-encryption.org/v1\n", b"\0" * 100])
def test_what_is_no_bundle_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "noe.sakspakke"
    path.write_bytes(content)
    with pytest.raises(Damaged, match="ikke en sakspakke"):
        open_bundle(path, passphrase="x")
    with pytest.raises(Damaged, match="Får ikke lest"):
        open_bundle(tmp_path / "finnes ikke", passphrase="x")


def test_the_proposed_name_is_free_and_tells_nothing(tmp_path: Path) -> None:
    first = proposed_name(tmp_path, DAY)
    assert first == "sak 2026-11-22.sakspakke"
    (tmp_path / first).touch()
    assert proposed_name(tmp_path, DAY) == "sak 2026-11-22 (2).sakspakke"


def test_after_an_export_the_lines_say_how_to_go_on(tmp_path: Path) -> None:
    told = "\n".join(sealed_lines(tmp_path / "sak.sakspakke", "Lise", "en to tre fire fem seks sju"))
    for part in ("sak.sakspakke", "Ring Lise", "en to tre", "77 biter", "aldri frasen", "Refleksjonsnotatet er ikke"):
        assert part in told
    assert "Lise" in "\n".join(sealed_lines(tmp_path / "sak.sakspakke", "Lise", None))


@pytest.mark.parametrize("municipality", ["porsgrunn", "", "finnes-ikke"])
def test_the_numbers_as_lines(municipality: str, tmp_path: Path) -> None:
    told = "\n".join(number_lines(Settings(tmp_path, municipality, "skole"), DAY))
    assert all(one in told for one in ("112", "113", "110", "02800", "116 117", "116 111"))
    assert ("900 53 304" in told) == (municipality == "porsgrunn")
    assert ("ikke kontrollert" in told) == (municipality == "porsgrunn")
    assert not names_a_guardian(told)
