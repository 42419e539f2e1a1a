"""Who a case is about, and who does things in it."""

from __future__ import annotations

from typing import Literal

from bekymring_tui.flow.model import Strict
from bekymring_tui.flow.terms import SubjectKind

Known = Literal["yes", "no", "unknown"]


class Subject(Strict):
    """The one the case is about. `call_name` is made up; the real name is private and lies only in the vault."""

    kind: SubjectKind
    call_name: str
    real_name: str | None = None
    age: int | None = None


class Guardian(Strict):
    """One guardian, each on its own. `responsible`: has parental responsibility (foreldreansvar)."""

    id: str
    label: str
    responsible: Known = "unknown"


class Worker(Strict):
    """The one who does something in a case: name, role, service (id) and unit."""

    name: str
    role: str
    service: str
    unit: str
