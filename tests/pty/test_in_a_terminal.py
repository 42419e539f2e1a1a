"""The program in a real terminal: begun, resized, interrupted, left, and begun again."""

from __future__ import annotations

import re

import pytest

from bekymring_tui.vault.store import exists
from trials.terminal import Terminal
from trials.user_home import PASSPHRASE, Home
from trials.ways import open_case, open_note, unlock


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
def test_a_new_user_from_nothing(home: Home, size: tuple[int, int]) -> None:
    store = home.folder / "nytt"
    env = {**home.env, "BEKYMRING_STORE": str(store)}
    with Terminal(env=env, size=size) as terminal:
        seen = terminal.wait_for("Forslag", "66 bit")
        suggested = next(row.split() for row in seen.splitlines() if re.fullmatch(r" +(\w+  ){5}\w+", row))
        terminal.press("tab")
        terminal.settled()
        terminal.type(" ".join(suggested))
        terminal.wait_for("riktig skrevet")
        terminal.press("enter")
        terminal.wait_for("Gjenopprettingskoden")
        code = re.findall(r"\b[0-9A-Z]{4}\b", terminal.settled())[:9]
        terminal.press("enter")
        asked = re.findall(r"gruppe (\d)", terminal.wait_for("fra papiret:"))
        terminal.settled()
        part = " ".join(code[int(number) - 1] for number in asked).lower()
        terminal.type(part)
        terminal.wait_for(part)
        terminal.press("enter")
        terminal.wait_for("Hvem er du?")
        terminal.settled()
        terminal.press("down", "down", "enter")
        terminal.wait_for("Tjeneste")
        terminal.settled()
        terminal.press("down", "down", "down", "enter")
        for words in ("Kari Prøve", "Styrer", "Solsida"):
            terminal.press("tab")
            terminal.settled()
            terminal.type(words)
            terminal.wait_for(words)
        terminal.press("tab", "enter")
        terminal.wait_for("Ingen saker ennå", "barnehage")
        terminal.press("ctrl+q")
        terminal.wait_for("Alt er lagret")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert not any(word in terminal.outside() for word in (*suggested, *code))
    assert exists(store)
    with Terminal(env=env, size=size) as terminal:
        terminal.wait_for("Skriv passordfrasen")
        terminal.type(" ".join(suggested))
        terminal.wait_for("•" * len(" ".join(suggested)))
        terminal.press("enter")
        terminal.wait_for("Ingen saker ennå")


def test_a_window_made_small_and_large_again_loses_nothing(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        open_case(terminal)
        open_note(terminal)
        terminal.type("før vinduet ble lite ")
        terminal.wait_for("før vinduet ble lite")
        terminal.resize(40, 10)
        terminal.wait_for("F9 VOLD/OVERGREP?")
        terminal.settled()
        terminal.type("mens det var lite")
        terminal.resize(140, 45)
        terminal.wait_for("før vinduet ble lite mens det var lite", "F9 VOLD ELLER OVERGREP?")


def test_ctrl_c_does_not_end_it(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        terminal.press("ctrl+c")
        terminal.wait_for("Avslutt med Ctrl+Q")
        assert terminal.process.poll() is None


def test_the_lock_and_back_to_the_same_field(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        open_case(terminal)
        open_note(terminal)
        terminal.type("det jeg skrev")
        terminal.wait_for("det jeg skrev")
        terminal.press("ctrl+l")
        terminal.wait_for("Låst")
        assert "det jeg skrev" not in terminal.settled()
        terminal.type(PASSPHRASE)
        terminal.wait_for("•" * len(PASSPHRASE))
        terminal.press("enter")
        terminal.wait_for("█ det jeg skrev")
        terminal.type("X")
        terminal.wait_for("Xdet jeg skrev")


def test_one_key_hides_the_page_and_another_shows_it(home: Home) -> None:
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        open_case(terminal)
        open_note(terminal)
        terminal.type("det jeg skrev")
        terminal.wait_for("det jeg skrev")
        terminal.press("ctrl+b")
        terminal.wait_until(lambda seen: not seen.strip(), "still something")
        terminal.press("f9")
        terminal.wait_for("113")
        terminal.press("escape")
        terminal.wait_for("det jeg skrev")
        terminal.press("ctrl+b")
        terminal.wait_until(lambda seen: not seen.strip(), "still something")
        terminal.press("enter")
        terminal.wait_for("det jeg skrev")


CTRL_L, CTRL_Q_TWICE, ESC = "\x0c", "\x11\x11", "\x1b"


@pytest.mark.parametrize("keys", [CTRL_L, CTRL_Q_TWICE, ESC])
def test_leaving_right_behind_the_last_letter(home: Home, keys: str) -> None:
    with Terminal(env=home.env) as terminal:
        unlock(terminal, PASSPHRASE)
        open_case(terminal)
        open_note(terminal)
        terminal.type("det jeg skrev" + keys)
        if keys == CTRL_Q_TWICE:
            assert terminal.ended() == 0
        elif keys == CTRL_L:
            terminal.wait_for("Låst")
        else:
            terminal.wait_for("Bekymring oppstår", "Gjør dette")
            terminal.press("ctrl+l")
            terminal.wait_for("Låst")
    with home.open() as vault:
        typed = [one.text for one in vault.drafts(home.case_id)]
        saved = [one.payload or "" for one in vault.events(home.case_id)]
    assert any("det jeg skrev" in one for one in typed + saved)


def test_a_second_window_is_told(home: Home) -> None:
    with Terminal(env=home.env) as first:
        unlock(first, PASSPHRASE)
        with Terminal(env=home.env) as second:
            second.wait_for("Skriv passordfrasen")
            second.type(PASSPHRASE)
            second.wait_for("•" * len(PASSPHRASE))
            second.press("enter")
            second.wait_for("allerede")


def test_a_bundle_is_read_in_the_app_and_nothing_of_it_stays(home: Home) -> None:
    from bekymring_tui.desk.desk import Desk
    from bekymring_tui.desk.exchange import export_case

    file, heard = home.folder / "sak.sakspakke", home.folder / "hort.txt"
    with home.open() as vault:
        words = export_case(Desk(vault).open_case(home.case_id), file, to="Rektor", anonymous=False)
    assert words
    heard.write_text(words)
    with Terminal("open", file, "--passphrase-file", heard, env=home.env) as terminal:
        terminal.wait_for("Blå ugle")
        terminal.press("ctrl+l")
        terminal.wait_for("Skriv passordfrasen")
        assert "Blå ugle" not in terminal.settled()
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert "Blå ugle" not in terminal.outside()


VAULT_AT_WORK = """
import time
from pathlib import Path
from bekymring_tui.vault.store import Vault
run = Vault._run
def slow(self, work):
    while (self.path / "at-work").exists():
        time.sleep(0.02)
    return run(self, work)
Vault._run = slow
"""


@pytest.mark.parametrize("in_a_case", [False, True])
def test_f9_shows_the_numbers_while_the_vault_is_at_work(home: Home, *, in_a_case: bool) -> None:
    """A new key or a backup of a big vault takes seconds: nobody who presses F9 waits for that (P1)."""
    with Terminal(env=home.env, first=VAULT_AT_WORK) as terminal:
        unlock(terminal, PASSPHRASE)
        if in_a_case:
            open_case(terminal)
        terminal.settled()
        at_work = home.store / "at-work"
        at_work.touch()
        terminal.press("f9")
        seen = terminal.wait_for("Ring nå. Du trenger ikke være sikker.", "112")
        assert "Hvilken sak gjelder det?" not in seen
        at_work.unlink()
        terminal.wait_for("Hva gjelder det for «Blå ugle»?" if in_a_case else "Hvilken sak gjelder det?")
