"""English is known when it is met, and no form has any; every page is read in `test_every_page.py`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bekymring_tui.forms.load import all_forms
from bekymring_tui.forms.model import Form
from bekymring_tui.words import word_list
from tests.english import english_in

MADE_UP = frozenset(word_list())
"""Some Norwegian words are spelt as English ones."""


def test_english_is_found() -> None:
    assert english_in("Lukk The file. Press any key – eller trykk") >= {"the", "file", "press", "any", "key"}
    assert english_in("Fra bekymring til handling, for IT. Kjør «bekymring case list --store C:\\hvelv».") == set()


def prose(form: Form) -> Iterator[str | None]:
    yield from (form.title, form.intro, form.purpose)
    for section in form.sections:
        yield from (section.title, section.intro)
    for field in form.questions:
        yield from (field.label, field.short, field.hint, field.length, *field.examples)
        yield from (option.label for option in field.options)


@pytest.mark.parametrize("form", all_forms().values(), ids=lambda one: one.id)
def test_every_form(form: Form) -> None:
    assert english_in("\n".join(filter(None, prose(form)))) - MADE_UP == set()
