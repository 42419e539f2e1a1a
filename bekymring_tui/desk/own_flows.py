"""The user's own procedures in one store, and whether they hold. One that does not leads no new case (P2)."""

from __future__ import annotations

from pathlib import Path

from bekymring_tui.flow.load import shipped_flows
from bekymring_tui.flow.own import Stamp, flow_of, load_own, own_flows, stamp
from bekymring_tui.flow.procedure import Procedure
from bekymring_tui.texts import text


class OwnFlows:
    """What is found out is kept for as long as the files are the same. A check may take a second: for a thread."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._found: dict[str, tuple[Stamp, str]] = {}

    def names(self) -> list[str]:
        """Those that lie there, whether or not they hold."""
        return list(own_flows(self._store))

    def unchecked(self) -> list[str]:
        """Those that are not looked at yet, as they are now."""
        return [name for name in self.names() if self._known(name) is None]

    def usable(self) -> list[str]:
        """Those that are looked at and hold."""
        return [name for name in self.names() if self._known(name) == ""]

    def wrong(self, name: str) -> str:
        """Why a procedure can't be used, in words; empty when it holds. Looks at it when that is not done."""
        known = self._known(name)
        if known is None:
            folder = own_flows(self._store)[name]
            seen = stamp(folder)
            known = self._look_at(name, folder)
            self._found[name] = (seen, known)
        return known

    def may_lead(self, name: str) -> bool:
        """Whether a new case may be opened by it. Looks at one's own when that is not done."""
        return name in shipped_flows() or name not in self.names() or not self.wrong(name)

    def now(self, name: str) -> Procedure | None:
        """The procedure as it is now: a shipped one, or one's own that is looked at and holds."""
        return flow_of(name, self._store) if name in shipped_flows() or name in self.usable() else None

    def is_now(self, procedure: Procedure) -> bool:
        """Whether this is the way as it is now, which was walked: by the tests of the program, or here."""
        now = self.now(procedure.flow.id)
        return now is not None and now.route_hash == procedure.route_hash

    def edition_holds(self, procedure: Procedure) -> bool:
        """Whether an edition that a case is led by holds. A walk may take a second: for a thread."""
        if self.is_now(procedure):
            return True
        from bekymring_tui.prove.edition import check_edition
        from bekymring_tui.prove.proven import Proven, proven_file

        return not check_edition(procedure, Proven(proven_file()))

    def _known(self, name: str) -> str | None:
        """What was found out about it as it is now; None when nothing was."""
        folder = own_flows(self._store).get(name)
        found = self._found.get(name)
        return found[1] if folder and found and found[0] == stamp(folder) else None

    def _look_at(self, name: str, folder: Path) -> str:
        if name in shipped_flows():
            return text("editions.own_taken", name=name, folder=folder)
        from bekymring_tui.prove.check import check
        from bekymring_tui.prove.proven import Proven, proven_file

        errors = [one for one in check(folder, proven=Proven(proven_file())) if one.severity == "error"]
        if errors:
            return text("editions.own_broken", name=name, folder=folder, number=len(errors), first=errors[0].message)
        inside = load_own(folder).flow.id
        return "" if inside == name else text("editions.own_other_id", name=name, folder=folder, id=inside)
