"""An invented worker and case."""

from __future__ import annotations

from bekymring_tui.case.people import Guardian, Subject, Worker
from bekymring_tui.desk.desk import Desk
from bekymring_tui.desk.open_case import OpenCase

PASSPHRASE = "furu brygge onsdag kaffe lampe sti"
WORKER = Worker(name="Kari Testesen", role="Pedagogisk leder", service="barnehage", unit="Solbakken barnehage")


def new_case(desk: Desk, name: str = "Blå ugle") -> OpenCase:
    """A case in Porsgrunn's kindergarten, with two guardians."""
    guardians = [Guardian(id="g1", label="Mor"), Guardian(id="g2", label="Far")]
    return desk.new_case("porsgrunn", "barnehage", "concern", Subject(kind="child", call_name=name, age=4), guardians)
