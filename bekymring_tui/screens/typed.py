"""What is typed on a page, on its way to the vault and back: the drafts under one key (P3)."""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from datetime import datetime

from bekymring_tui.case.acts import FormSaved
from bekymring_tui.case.sheets import sheet_is_closed
from bekymring_tui.desk.open_case import OpenCase, draft_key
from bekymring_tui.errors import Failure
from bekymring_tui.forms.answers import Answers
from bekymring_tui.screens.shell import Shell

Drafts = dict[str, dict[str, str]]
"""Typed text by draft key and field."""


def widget_id(name: str) -> str:
    """A name of the procedure or of a form as the id of a widget, and as the field of a draft."""
    return name if name.isidentifier() else "f-" + re.sub(r"\W", "-", name)


def all_drafts(app: Shell, case: OpenCase) -> Drafts:
    """Everything typed in the case that no event holds yet."""
    return _drafts(app, case.id)


def _drafts(app: Shell, name: str) -> Drafts:
    assert app.desk is not None, "drafts lie in the open vault"
    app.flush()
    found: Drafts = defaultdict(dict)
    for row in app.desk.vault.drafts(name):
        found[row.form][row.field] = row.text
    return found


class Typed:
    """The drafts that one page keeps under `key`. `name`: the case's id, or what stands for it where there is none."""

    def __init__(self, app: Shell, name: str, key: str) -> None:
        self._app = app
        self._name = name
        self._key = key

    def read(self) -> dict[str, str]:
        """What was typed here and is in no event yet, by field."""
        return _drafts(self._app, self._name).get(self._key, {})

    def note(self, field: str, value: str) -> None:
        """A field's whole text as it stands now."""
        assert self._app.keeper is not None, "a page that keeps drafts stands in an open vault"
        self._app.keeper.note(self._name, self._key, field, value)

    def drop(self) -> None:
        """What was typed has become an event. Where the disk refuses, it stays and is found again."""
        assert self._app.keeper is not None, "a page that keeps drafts stands in an open vault"
        assert self._app.desk is not None, "a page that keeps drafts stands in an open vault"
        self._app.keeper.drop(self._name, self._key)
        with contextlib.suppress(Failure):
            vault = self._app.desk.vault
            rows = [(one.form, one.field) for one in vault.drafts(self._name) if one.form == self._key]
            vault.drop_drafts(self._name, rows)


def answers_now(case: OpenCase, drafts: Drafts, form: str, instance: str = "1") -> Answers:
    """A form as it stands: its saved answers, and over them what has been typed since."""
    saved = case.state.forms.get((form, instance))
    return {**(saved.answers if saved else {}), **drafts.get(draft_key(form, instance), {})}


def is_new(case: OpenCase, form: str, instance: str, answers: Answers) -> bool:
    """Whether a form says something that no event tells. Of a private one the case knows only when it was left."""
    if not case.guide.forms[form].private:
        saved = case.state.forms.get((form, instance))
        return answers != (dict(saved.answers) if saved else {})
    note = case.state.notes.get((form, instance))
    rows = [one for one in case.desk.vault.drafts(case.id) if one.form == draft_key(form, instance)]
    left = datetime.fromisoformat(note.at) if note else None
    return any(left is None or datetime.fromisoformat(one.at) > left for one in rows)


def settle(app: Shell, case: OpenCase) -> None:
    """Save the forms that were left by a kill or a lock, as leaving them would have done."""
    drafts = all_drafts(app, case)
    for key in drafts:
        name, _, instance = key.partition("/")
        form = case.guide.forms.get(name)
        if form is None or sheet_is_closed(case.state, form, instance):
            continue
        typed = {field: words for field, words in answers_now(case, drafts, name, instance).items() if words}
        if is_new(case, name, instance, typed):
            app.take(FormSaved(form=name, instance=instance, answers=typed))
