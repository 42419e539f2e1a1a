"""A field for a day in words, and below it the day that was understood."""

from __future__ import annotations

from datetime import date, datetime, time

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from bekymring_tui.case.dates import SANE, plain, read_day, read_moment, working_day
from bekymring_tui.screens.worded import weekday_and_day
from bekymring_tui.texts import text
from bekymring_tui.widgets.linje import Linje
from bekymring_tui.widgets.tekst import Tekst

NOON = time(12)


class DayField(Vertical):
    """Takes «om 3 uker», «tirsdag», «14. desember».

    `clock`: with a time of day, «i dag 14:05». `working`: moved to the next working day. `past`: for a day that has
    been, as one with a time is; its examples are such days. `field` is the id of the
    line itself. `moment` is None while nothing is written or it is no day.
    """

    DEFAULT_CSS = """
    DayField { height: auto; }
    DayField Tekst.-wrong { color: $danger; }
    """

    class Changed(Message):
        """Something else is written. `kept` is what to keep: the day itself once it is understood, since «i morgen»
        means another day tomorrow."""

        def __init__(self, day_field: DayField, kept: str) -> None:
            super().__init__()
            self.day_field = day_field
            self.kept = kept

        @property
        def control(self) -> DayField:
            return self.day_field

    def __init__(
        self,
        words: str,
        now: datetime,
        *,
        field: str,
        hint: str = "",
        clock: bool = False,
        working: bool = False,
        past: bool = False,
    ) -> None:
        super().__init__()
        self.field = field
        self._now = now
        self._clock = clock
        self._working = working
        self._past = past or clock
        self._line = Linje(words, hint=hint, limit=60, id=field)
        self._read_back = Tekst(kind="muted")

    def compose(self) -> ComposeResult:
        yield self._line
        yield self._read_back

    def on_mount(self) -> None:
        self._tell()

    @property
    def words(self) -> str:
        """What is written."""
        return self._line.value.strip()

    def write(self, words: str) -> None:
        """Other words, not the user's doing."""
        self._line.value = words

    def _said(self) -> datetime | None:
        """A day comes before a time: «20.11» is in November."""
        day = read_day(self.words, self._now.date())
        if day:
            return datetime.combine(day, NOON, self._now.tzinfo)
        return read_moment(self.words, self._now) if self._clock and self.words else None

    @property
    def moment(self) -> datetime | None:
        """The day that is meant, and the time where the field has one."""
        said = self._said()
        if said is None or abs(said.date() - self._now.date()) > SANE:
            return None
        if self._working:
            return datetime.combine(working_day(said.date()), said.timetz())
        return said

    @property
    def day(self) -> date | None:
        """The day that is meant."""
        return self.moment.date() if self.moment else None

    @property
    def wrong(self) -> bool:
        """Something is written, but it is no day that can be used."""
        return bool(self.words) and self.moment is None

    @on(Linje.Changed)
    def _changed(self, event: Linje.Changed) -> None:
        event.stop()
        self._tell()
        if not self._line.has_focus:
            return
        kept = self.words
        if self.moment:
            kept = plain(self.moment.date()) + (f" {self.moment:%H:%M}" if self._clock else "")
        self.post_message(self.Changed(self, kept))

    def _tell(self) -> None:
        self._read_back.set_class(self.wrong, "-wrong")
        self._read_back.show(self._told())

    def _told(self) -> str:
        if not self.words:
            return ""
        said = self._said()
        if said is None:
            return text("day.unreadable_past" if self._past else "day.unreadable")
        if self.moment is None:
            return text("day.absurd")
        clock = f" {said:%H:%M}" if self._clock else ""
        if self.moment.date() != said.date():
            return text("day.moved", said=weekday_and_day(said.date()), day=weekday_and_day(self.moment.date()))
        passed = text("day.passed") if self._working and said.date() < self._now.date() else ""
        return text("day.understood", day=weekday_and_day(said.date()) + clock) + passed
