"""Pages by name. Each is imported when it is first needed, so that the first paint waits for none of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from bekymring_tui.screens.page import AppPage

PAGES = {
    "start": "start:StartPage",
    "recovery": "recovery:RecoveryPage",
    "passphrase": "passphrase:PassphrasePage",
    "new_code": "new_code:NewCodePage",
    "unit_key": "unit_key:UnitKeyPage",
    "rekey": "rekey:RekeyPage",
    "backups": "backups:BackupsPage",
    "check": "check:CheckPage",
    "unlock": "unlock:UnlockPage",
    "lock": "lock:LockPage",
    "who": "who:WhoPage",
    "contacts": "contacts:ContactsPage",
    "contact": "contact:ContactPage",
    "home": "home:HomePage",
    "new_case": "new_case:NewCasePage",
    "help": "help:HelpPage",
    "source": "source:SourcePage",
    "reference": "reference:ReferencePage",
    "leave": "leave:LeavePage",
    "case": "case:CasePage",
    "form": "form:FormPage",
    "forms": "forms:FormsPage",
    "sheets": "sheets:SheetsPage",
    "decide": "decide:DecidePage",
    "uro": "uro:UroPage",
    "uro_over_time": "uro_over_time:UroOverTimePage",
    "shred": "shred:ShredPage",
    "log": "log:LogPage",
    "log_search": "log_search:LogSearchPage",
    "deadlines": "deadlines:DeadlinesPage",
    "map": "map:MapPage",
    "edition": "edition:EditionPage",
    "earlier": "earlier:EarlierPage",
    "consent": "consent:ConsentPage",
    "guardians": "guardians:GuardiansPage",
    "numbers": "numbers:NumbersPage",
    "alarm": "alarm:AlarmPage",
    "advice": "advice:AdvicePage",
    "acute": "acute:AcutePage",
    "knows": "knows:KnowsPage",
    "move_alarm": "move_alarm:MoveAlarmPage",
    "duty": "duty:DutyPage",
    "export": "export:ExportPage",
    "bundle": "bundle:BundlePage",
}
"""Module and class of each page in this package."""


def page_class(name: str) -> type[AppPage[Any]]:
    """The page of this name. KeyError when there is none."""
    module, _, kind = PAGES[name].partition(":")
    return cast("type[AppPage[Any]]", getattr(import_module(f"{__package__}.{module}"), kind))
