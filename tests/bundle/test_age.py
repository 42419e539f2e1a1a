"""Sealing and opening bundles: only the right key opens, nothing broken opens as something else."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bekymring_tui.bundle.age import open_sealed, seal
from bekymring_tui.bundle.manifest import Manifest, pack, unpack
from bekymring_tui.errors import Damaged, Failure, Locked, Newer

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "reference" / "age-vectors"
KNOWN = {"armor_whitespace_outside", "stanza_missing_body", "stanza_missing_final_line"}
"""Where the library is stricter or laxer than the vectors. None of them opens with a wrong key."""
PAYLOAD = b"to be read by one person only" * 40
KEY = pyrage.x25519.Identity.generate()
SEALED = seal(PAYLOAD, recipients=[str(KEY.to_public())])


@pytest.fixture(scope="module")
def by_phrase() -> bytes:
    return seal(PAYLOAD, passphrase="furu brygge onsdag kaffe lampe genser sti")


def test_a_recipient_opens_what_was_sealed_for_them() -> None:
    text = f"# created: 2026-11-22\n{KEY}\n"
    assert open_sealed(SEALED, identity_text=text) == PAYLOAD
    assert PAYLOAD not in SEALED


def test_only_the_phrase_opens(by_phrase: bytes) -> None:
    assert open_sealed(by_phrase, passphrase="furu brygge onsdag kaffe lampe genser sti") == PAYLOAD
    with pytest.raises(Locked, match="Sjekk ordene"):
        open_sealed(by_phrase, passphrase="furu brygge onsdag kaffe lampe genser vei")
    with pytest.raises(Locked, match="sju ord"):
        open_sealed(by_phrase, identity_text=str(KEY))


def test_another_identity_does_not_open() -> None:
    with pytest.raises(Locked, match="annen mottaker"):
        open_sealed(SEALED, identity_text=str(pyrage.x25519.Identity.generate()))
    with pytest.raises(Locked, match="--identity"):
        open_sealed(SEALED, passphrase="furu")


@pytest.mark.parametrize("written", ["", "AGE-SECRET-KEY-1", "ikke en nøkkel", f"{KEY}\n{KEY}"], ids=range(4))
def test_a_broken_identity_file_is_named(written: str) -> None:
    with pytest.raises(Failure, match="Nøkkelfilen kan ikke brukes"):
        open_sealed(SEALED, identity_text=written)


@pytest.mark.parametrize("written", ["", "age1", "noe@annet.no", str(KEY)], ids=range(4))
def test_a_broken_recipient_is_named(written: str) -> None:
    with pytest.raises(Failure, match="Mottakeradressen"):
        seal(PAYLOAD, recipients=[written])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"age-encryption.org/v1\n", "🦉".encode(), b"{}"])
def test_what_is_no_bundle_is_said_so(data: bytes) -> None:
    with pytest.raises(Damaged, match="ikke en sakspakke"):
        open_sealed(data, passphrase="furu")


def test_absurd_work_is_refused_before_it_is_done(by_phrase: bytes) -> None:
    first, second, rest = by_phrase.split(b"\n", 2)
    asking = b"\n".join([first, second.rsplit(b" ", 1)[0] + b" 23", rest])
    with pytest.raises(Damaged, match="mer minne"):
        open_sealed(asking, passphrase="furu")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SEALED) - 1), st.integers(0, 7))
def test_a_flipped_bit_never_opens_as_something_else(place: int, bit: int) -> None:
    flipped = bytearray(SEALED)
    flipped[place] ^= 1 << bit
    with pytest.raises((Damaged, Locked)):
        open_sealed(bytes(flipped), identity_text=str(KEY))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SEALED) - 1))
def test_a_cut_file_never_opens(end: int) -> None:
    with pytest.raises((Damaged, Locked)):
        open_sealed(SEALED[:end], identity_text=str(KEY))


def test_the_envelope_is_read_strictly() -> None:
    manifest = Manifest(program="0.1.0", made_at="2026-11-22T12:00:00+01:00", made_by=None, content={"a": 1})
    assert unpack(pack(manifest)) == manifest
    with pytest.raises(Newer):
        unpack(pack(manifest).replace(b'"version":1', b'"version":2'))
    older = pack(manifest).replace(b'"version":1', b'"version":0')
    for wrong in (b"[]", b"{", b"null", b'{"format":"bekymring-sakspakke","version":1,"x":"secret"}', older):
        with pytest.raises(Damaged) as caught:
            unpack(wrong)
        assert "secret" not in str(caught.value)


def _vectors() -> list[Path]:
    return sorted(VECTORS.iterdir()) if VECTORS.is_dir() else []


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the age test vectors are not on this machine")
def test_the_public_vectors_of_the_format() -> None:
    """Every vector that our keys can express opens when it should, as what it should, and only then."""
    wrong, tried = set(), 0
    for file in _vectors():
        head, _, body = file.read_bytes().partition(b"\n\n")
        about = dict(line.split(": ", 1) for line in head.decode().splitlines() if ": " in line)
        if not about.get("identity", "AGE-SECRET-KEY-1").startswith("AGE-SECRET-KEY-1"):
            continue  # a post-quantum key, which the library does not know
        sealed = zlib.decompress(body) if about.get("compressed") == "zlib" else body
        expected = about["payload"] if about["expect"] == "success" else None
        try:
            payload = open_sealed(
                sealed, passphrase=about.get("passphrase"), identity_text=about.get("identity", str(KEY))
            )
            opened = hashlib.sha256(payload).hexdigest()
        except Failure:
            opened = None
        tried += 1
        if opened != expected:
            wrong.add(file.name)
    assert tried > 120
    assert wrong == KNOWN


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(SEALED) - 1), st.integers(0, 40), st.binary(max_size=40))
def test_bytes_put_in_or_taken_out_never_open_as_something_else(place: int, taken: int, put: bytes) -> None:
    changed = SEALED[:place] + put + SEALED[place + taken :]
    try:
        assert open_sealed(changed, identity_text=str(KEY)) == PAYLOAD
    except (Damaged, Locked):
        assert changed != SEALED


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_behind_the_first_line_are_refused(rest: bytes) -> None:
    with pytest.raises((Damaged, Locked)):
        open_sealed(b"age-encryption.org/v1\n" + rest, identity_text=str(KEY))
