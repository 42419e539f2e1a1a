"""The widgets of a form's questions, one definition for every form."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from textual.widget import Widget

from bekymring_tui.forms.answers import Answers, decode, spoken
from bekymring_tui.forms.model import UNKNOWN, Field
from bekymring_tui.forms.uro import HIGHEST, LOWEST, scale
from bekymring_tui.screens import worded
from bekymring_tui.screens.day_field import DayField
from bekymring_tui.screens.observed import Observed
from bekymring_tui.screens.typed import widget_id
from bekymring_tui.texts import text
from bekymring_tui.widgets import uro
from bekymring_tui.widgets.felt import Felt
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst
from bekymring_tui.widgets.valg import Row, Valg


class Block:
    """One question: its label, hint, field and grade, and what is said about the answer. `widgets` in their order.

    The ids of the fields are `widget_id` of theirs. `given`: the case has filled it in.
    """

    def __init__(self, field: Field, answers: Answers, now: datetime, *, given: bool) -> None:
        self.field = field
        self._given = given
        self._number = -1
        self._label = Tekst(kind="label")
        self._said = Tekst(kind="warn")
        self._said.display = False
        self.widgets: tuple[Widget, ...] = (
            self._label,
            *([Tekst(hint, kind="muted")] if (hint := _hint(field)) else []),
            _input(field, answers.get(field.id, ""), now),
            *([_input(field.grade, answers.get(field.grade.id, ""), now)] if field.grade else []),
            self._said,
        )

    def place(self, number: int, *, gap: bool) -> None:
        """Number among what is asked now; 0 when it is not asked, and so not seen."""
        self._label.set_class(gap, "gap")
        if number == self._number:
            return
        for one in self.widgets:
            one.display = bool(number)
        self._said.display = bool(number and self._said.content)
        self._number = number
        self._draw()

    def own(self) -> None:
        """The answer is the user's own from now on."""
        if self._given:
            self._given = False
            self._draw()

    def say(self, words: str) -> None:
        """What to look at in the answer; nothing when there is nothing to say."""
        self._said.show(f"! {words}" if words else "")
        self._said.display = bool(words and self._number > 0)

    def _draw(self) -> None:
        label = text("form.label", number=self._number, label=self.field.label)
        marks = [(text("form.given"), "not bold $muted")] if self._given else []
        if self.field.need == "must" and not self._given:
            marks.append((text("decide.must"), "$danger"))
        self._label.show(label, *((f"  {words}", ink) for words, ink in marks))


def _hint(field: Field) -> str:
    """How to answer, how long, and what for example."""
    length = text("form.length", length=field.length) if field.length else ""
    examples = text("form.examples", examples=", ".join(field.examples)) if field.examples else ""
    return " ".join(filter(None, (field.hint, length, examples)))


def _input(field: Field, given: str, now: datetime) -> Widget:
    name = widget_id(field.id)
    match field.type:
        case "text":
            return Observed(given, id=name) if field.observed else Felt(given, id=name)
        case "date":
            return DayField(_day_words(field, given), now, field=name)
        case "checks":
            ticked = set(given.split())
            return Valg(*(Row(one.id, one.label, "action", on=one.id in ticked) for one in field.options), id=name)
        case "choice":
            known = [(one.id, one.label) for one in field.options] + [(UNKNOWN, text("forms.unknown"))]
            return Valg(*(Row(one, label, "choice", on=one == given) for one, label in known), id=name)
        case "grade":
            return uro.Uro(uro_scale(), grade_value(field, given), id=name)
        case _:
            return Linje(given, id=name)


def _day_words(field: Field, given: str) -> str:
    value = decode(field, given)
    return worded.day_and_year(given) if value is not None and not isinstance(value, str) else spoken(field, given)


def say_unknown(field: Widget | None) -> None:
    """«Vet ikke» in a field, as far as it is empty."""
    if isinstance(field, uro.Uro):
        field.action_set(uro.UNKNOWN)
    elif isinstance(field, Felt) and not field.text.strip():
        field.load_text(text("form.unknown_words"))
    elif isinstance(field, Linje) and not field.value.strip():
        field.value = text("form.unknown_words")


def grade_value(field: Field, given: str) -> int | None:
    """A stored grade as the picker has it: 1-7, 0 for «vet ikke», None for not set."""
    value = decode(field, given)
    return uro.UNKNOWN if value == UNKNOWN else value if isinstance(value, int) else None


def grade_given(value: int | None) -> str:
    """What the picker has, as it is stored."""
    return "" if value is None else UNKNOWN if value == uro.UNKNOWN else str(value)


@cache
def uro_scale() -> tuple[uro.Grade, ...]:
    """The seven grades as the picker wants them."""
    found = scale()
    grades = range(LOWEST, HIGHEST + 1)
    return tuple(uro.Grade(found.zone(one).name.lower(), found.meaning(one)) for one in grades)
