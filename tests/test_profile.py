"""The municipality's own contacts: a plain file that never stops the program or sends anyone to a wrong number."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safety_samples import full_disk

from bekymring_tui.errors import Exit, Failure, Unwritable
from bekymring_tui.profile import (
    BEFORE_NAME,
    FILE_NAME,
    LARGEST_FILE,
    LONGEST,
    MOST,
    MOST_ON_F9,
    NOT_A_SERVICE,
    Contacts,
    Entry,
    Profile,
    change_profile,
    fault,
    plain_number,
    read_profile,
)

EXAMPLE = """
[porsgrunn.telefoner.barnevern]
nummer = "00 00 00 00"
kontrollert = 2026-11-22

[[porsgrunn.egne]]
navn = "Krisesenteret"
nummer = "+47 00 00 00 01"
om = "hele døgnet"
kontrollert = "2026-01-02"
f9 = true
"""

WORDS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=LONGEST)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
DIGITS = st.from_regex(r"[1-9][0-9]{7}", fullmatch=True)
IDS = st.from_regex("[a-z][a-z0-9_]{0,9}", fullmatch=True)
ENTRIES = st.builds(Entry, WORDS, DIGITS, WORDS, st.none() | DAYS)
OWN = st.builds(Entry, WORDS.filter(bool), DIGITS, WORDS, st.none() | DAYS, st.booleans())
FEW = st.lists(OWN, max_size=4).filter(lambda own: sum(one.on_f9 for one in own) <= MOST_ON_F9).map(tuple)
CONTACTS = st.builds(Contacts, st.dictionaries(IDS, ENTRIES, max_size=4), FEW)
PROFILES = st.builds(Profile, st.dictionaries(IDS, CONTACTS, min_size=1, max_size=3))


def read_from(folder: Path, written: str | bytes) -> tuple[Profile, list[str]]:
    (folder / FILE_NAME).write_bytes(written.encode() if isinstance(written, str) else written)
    return read_profile(folder)


def test_what_it_department_writes_is_read(tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, EXAMPLE)
    assert problems == []
    checked = Entry(number="00000000", checked=date(2026, 11, 22))
    own = Entry("Krisesenteret", "00000001", "hele døgnet", date(2026, 1, 2), on_f9=True)
    assert found.of("porsgrunn") == Contacts({"barnevern": checked}, (own,))
    assert found.of("asnes") == Contacts()


def test_the_example_of_the_guide_is_read(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "kommuneprofil.md").read_text("utf-8")
    found, problems = read_from(tmp_path, guide.split("```toml")[1].split("```")[0])
    assert problems == []
    assert set(found.of("porsgrunn").phones) == {"barnevern", "watch"}
    assert found.of("porsgrunn").own[0].on_f9


@pytest.mark.parametrize("sign", ["🦉", '"', "\\", "æ"])
def test_the_longest_words_are_read_back(sign: str, tmp_path: Path) -> None:
    longest = Contacts(own=(Entry(sign * LONGEST, "00000000", sign * LONGEST),))
    change_profile(tmp_path, lambda one: one.with_contacts("unv", longest))
    assert read_profile(tmp_path)[0].of("unv") == longest


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert read_profile(tmp_path / "ny") == (Profile(), [])
    assert not (tmp_path / "ny").exists()


@hypothesis.settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=400) | st.text(max_size=400).map(lambda one: one.encode(errors="replace")))
def test_any_bytes_are_read_without_a_crash(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("profil")
    found, problems = read_from(folder, raw)
    assert all(str(folder) in one for one in problems)
    assert not any(one.phones or one.own for one in found.procedures.values())


ANYTHING = st.recursive(
    st.sampled_from(["true", "3", "1.5", '"112"', '"00 00 00 00"', '"navn"', "2026-11-22", "2026-11-22T10:00:00"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda one: f"[{', '.join(one)}]")
        | st.dictionaries(st.sampled_from(["navn", "nummer", "om", "kontrollert", "f9", "x"]), inner, max_size=4).map(
            lambda one: "{" + ", ".join(f"{key} = {value}" for key, value in one.items()) + "}"
        )
    ),
    max_leaves=8,
)


@hypothesis.settings(max_examples=100, deadline=None)
@given(phones=ANYTHING, own=ANYTHING, one=ANYTHING)
def test_any_values_are_read_and_what_is_taken_can_be_used(
    tmp_path_factory: pytest.TempPathFactory, phones: str, own: str, one: str
) -> None:
    raw = f"[a]\ntelefoner = {phones}\negne = {own}\n[b.telefoner]\nbarnevern = {one}\n[c]\negne = [{one}]\n"
    found, _ = read_from(tmp_path_factory.mktemp("profil"), raw)
    for contacts in found.procedures.values():
        assert all(fault(entry, own=False) is None for entry in contacts.phones.values())
        assert all(fault(entry, own=True) is None for entry in contacts.own)
        assert not {entry.number for entry in (*contacts.phones.values(), *contacts.own)} & {*NOT_A_SERVICE}


@hypothesis.settings(max_examples=50, deadline=None)
@given(profile=PROFILES)
def test_what_is_kept_is_read_back(tmp_path_factory: pytest.TempPathFactory, profile: Profile) -> None:
    folder = tmp_path_factory.mktemp("profil")
    change_profile(folder, lambda _: profile)
    found, problems = read_profile(folder)
    assert problems == []
    for procedure, contacts in profile.procedures.items():
        kept = {name: entry for name, entry in contacts.phones.items() if entry}
        assert found.of(procedure) == Contacts(kept, contacts.own)


def test_another_process_reads_what_was_kept(tmp_path: Path) -> None:
    change_profile(tmp_path, lambda one: one.with_contacts("unv", Contacts({"barnevern": Entry(number="00000000")})))
    code = (
        "import sys; from pathlib import Path; from bekymring_tui.profile import read_profile;"
        "found, problems = read_profile(Path(sys.argv[1]));"
        "print(found.of('unv').phones['barnevern'].number, problems)"
    )
    told = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["00000000", "[]"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX file modes")
def test_the_file_is_the_owners_alone_and_says_what_must_not_stand_in_it(tmp_path: Path) -> None:
    change_profile(tmp_path, lambda one: one.with_contacts("unv", Contacts({"ppt": Entry(label="PPT i byen")})))
    path = tmp_path / FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "aldri noe om en sak" in path.read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize(
    "raw",
    [b"[porsgrunn", b"\xff\xfe\x00", EXAMPLE.encode("utf-16"), b"# stor\n" * LARGEST_FILE, b"a = " + b"[" * 9_000],
)
def test_a_broken_file_is_told_with_what_to_do(raw: bytes, tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, raw)
    assert found == Profile()
    assert len(problems) == 1
    assert str(tmp_path / FILE_NAME) in problems[0]
    assert "Rett filen" in problems[0]


def test_a_file_from_notepad_is_read(tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, EXAMPLE.replace("\n", "\r\n").encode("utf-8-sig"))
    assert not problems
    assert found.of("porsgrunn").phones["barnevern"].number == "00000000"


@pytest.mark.parametrize(
    "kind", ["folder", pytest.param("pipe", marks=pytest.mark.skipif(os.name == "nt", reason="POSIX"))]
)
def test_what_is_no_file_is_told_and_never_waited_for(kind: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir() if kind == "folder" else os.mkfifo(tmp_path / FILE_NAME)
    found, problems = read_profile(tmp_path)
    assert found == Profile()
    assert "kan ikke leses" in problems[0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('nummer = "112"', "nødnumre"),
        ('nummer = "1 1 3"', "nødnumre"),
        ('nummer = "+47 110"', "nødnumre"),
        ('nummer = "0047112"', "nødnumre"),
        ('nummer = "1234"', "siffer"),
        ('nummer = "ring Kari"', "siffer"),
        ('nummer = "00 00 00 00 00 00 00 00"', "siffer"),
        ('nummer = "٠٠٠٠٠٠٠٠"', "siffer"),
        ("nummer = 12345678", "Rett linjen"),
        ("kontrollert = 2026-11-22", "Skriv nummeret"),
        ('nummer = "00 00 00 00"\nkontrollert = "i går"', "Rett linjen"),
        ('nummer = "00 00 00 00"\nkontrollert = 2026-11-22T12:00:00', "Rett linjen"),
        (f'navn = "{"x" * 81}"', "80 tegn"),
        ('navn = "a\\u202eb"', "én linje"),
        ('nummer = "00 00 00 00"\nf9 = "ja"', "Rett linjen"),
    ],
)
def test_one_wrong_entry_costs_only_itself(line: str, says: str, tmp_path: Path) -> None:
    raw = f'[unv.telefoner.watch]\nnummer = "00 00 00 09"\n[unv.telefoner.barnevern]\n{line}\n'
    found, problems = read_from(tmp_path, raw)
    assert found.of("unv").phones == {"watch": Entry(number="00000009")}
    assert len(problems) == 1
    assert says in problems[0]
    assert "«unv.telefoner.barnevern»" in problems[0]
    assert "Kari" not in problems[0]


@pytest.mark.parametrize("name", ["", "navn = 3"])
def test_a_contact_of_ones_own_has_a_name(name: str, tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, f'[[unv.egne]]\nnummer = "00 00 00 00"\n{name}\n')
    assert found.of("unv").own == ()
    assert "unv.egne 1" in problems[0]


@pytest.mark.parametrize("raw", ["unv = 3", "[unv.ukjent]", "[unv]\ntelefoner = 3", "[unv]\negne = 3", '["a b"]'])
def test_what_is_no_part_of_a_profile_is_told(raw: str, tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, raw)
    assert found.of("unv") == Contacts()
    assert len(problems) == 1


def test_an_unknown_key_is_told_and_the_entry_is_used(tmp_path: Path) -> None:
    found, problems = read_from(tmp_path, '[unv.telefoner.ppt]\nnummer = "00 00 00 00"\nnotat = "Kari"\n')
    assert found.of("unv").phones["ppt"].number == "00000000"
    assert len(problems) == 1
    assert "Kari" not in problems[0]


def add(folder: Path) -> Profile:
    return change_profile(
        folder, lambda one: one.with_contacts("unv", one.of("unv").with_phone("ppt", Entry(number="00000000")))
    )


def test_what_others_wrote_meanwhile_stays(tmp_path: Path) -> None:
    read_from(tmp_path, EXAMPLE)
    assert add(tmp_path).of("porsgrunn").own[0].label == "Krisesenteret"


def test_a_file_that_could_not_be_used_whole_is_kept_beside(tmp_path: Path) -> None:
    read_from(tmp_path, b"[unv")
    assert add(tmp_path).of("unv").phones["ppt"].number == "00000000"
    assert read_profile(tmp_path)[1] == []
    assert (tmp_path / BEFORE_NAME).read_bytes() == b"[unv"


def test_a_whole_file_leaves_no_other(tmp_path: Path) -> None:
    add(tmp_path)
    add(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("raw", [EXAMPLE, "[unv"])
def test_on_a_full_disk_the_old_file_stands(raw: str, tmp_path: Path) -> None:
    read_from(tmp_path, raw)
    with full_disk(), pytest.raises(Unwritable) as told:
        add(tmp_path)
    assert told.value.code == Exit.UNWRITABLE
    assert [one.name for one in tmp_path.iterdir()] == [FILE_NAME]
    assert (tmp_path / FILE_NAME).read_text("utf-8") == raw


def test_there_is_an_end_to_how_many(tmp_path: Path) -> None:
    own = tuple(Entry(f"Tjeneste {one}", "00000000") for one in range(MOST + 1))
    with pytest.raises(Failure, match="ikke plass"):
        change_profile(tmp_path, lambda one: one.with_contacts("unv", Contacts(own=own)))
    assert not (tmp_path / FILE_NAME).exists()


def test_there_is_room_for_few_on_f9(tmp_path: Path) -> None:
    one = '[[unv.egne]]\nnavn = "Tjeneste {}"\nnummer = "00 00 00 00"\nf9 = true\n'
    found, problems = read_from(tmp_path, "".join(one.format(number) for number in range(MOST_ON_F9 + 2)))
    assert [entry.on_f9 for entry in found.of("unv").own] == [True] * MOST_ON_F9 + [False] * 2
    assert len(problems) == 2


def test_an_emptied_entry_goes() -> None:
    one, two = Entry("A", "00000000"), Entry("B", "00000001")
    contacts = Contacts().with_own(None, one).with_own(None, two)
    assert contacts.with_own(one, Entry()).own == (two,)
    assert contacts.with_own(two, Entry("C", "00000001")).own == (one, Entry("C", "00000001"))
    assert contacts.with_phone("ppt", one).with_phone("ppt", Entry()) == contacts


@pytest.mark.parametrize("written", ["00 00 00 00", "+47 00 00 00 00", "0047 00000000", "00000000"])
def test_a_number_is_read_without_spaces_and_country(written: str) -> None:
    assert plain_number(written) == "00000000"


def test_words_are_written_so_that_they_are_read_back(tmp_path: Path) -> None:
    nasty = 'a "b" \\ [c] #æøå'
    change_profile(tmp_path, lambda one: one.with_contacts("unv", Contacts({"ppt": Entry(label=nasty)})))
    assert read_profile(tmp_path)[0].of("unv").phones["ppt"].label == nasty
    assert json.dumps(nasty, ensure_ascii=False) in (tmp_path / FILE_NAME).read_text("utf-8")
