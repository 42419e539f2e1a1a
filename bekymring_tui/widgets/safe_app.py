"""An app whose own doors are shut: nothing leaves the screen but by the user's own act."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, NoReturn

from rich.text import Text
from textual import constants, events
from textual.app import App
from textual.binding import BindingType
from textual.css.stylesheet import StylesheetParseError
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.widgets import Input, TextArea

from bekymring_tui.crash import crash_message
from bekymring_tui.texts import text as words
from bekymring_tui.widgets.bar import Saved
from bekymring_tui.widgets.bursts import Bursts
from bekymring_tui.widgets.keys import APP_KEYS
from bekymring_tui.widgets.plain_text import clean
from bekymring_tui.widgets.symbols import signs_for
from bekymring_tui.widgets.themes import NATT, PALETTES

PACKAGE = Path(__file__).resolve().parent.parent
SEVERITY_SIGNS = {"warning": "! ", "error": "× "}


class Refused(RuntimeError):
    """Something asked Textual to bring the screen's text out of the program."""

    def __init__(self) -> None:
        super().__init__("the screen's text does not leave the program")


class SafeApp(App[Any]):
    """The base of the app: our looks, our keys, and none of Textual's ways out.

    Every bar shows `saved` and `training`. The actions of `keys.APP_KEYS` are the subclass's to write.
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    COMMANDS: ClassVar[set[Any]] = set()
    TITLE = ""
    CSS_PATH = PACKAGE / "app.tcss"
    NOTIFICATION_TIMEOUT = 8.0
    BINDINGS: ClassVar[list[BindingType]] = APP_KEYS

    crash_folder: Path | None = None
    """Where a file for IT is left after a crash."""

    saved: reactive[Saved] = reactive(Saved())
    training: reactive[bool] = reactive(False)

    def __init__(self) -> None:
        if _textual_was_told_to_write():
            raise Refused
        super().__init__()
        self.features = frozenset()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.theme = NATT.name
        self._bursts = Bursts()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return NATT.variables

    def get_line_filters(self) -> list[LineFilter]:
        encoding = getattr(getattr(self._driver, "_file", None), "encoding", None) or "utf-8"
        plainer = signs_for(encoding)
        return [*super().get_line_filters(), *([plainer] if plainer.enabled else [])]

    # Keys ------------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded and self._is_pasted(event):
            return
        await super().on_event(event)

    def _is_pasted(self, event: events.Key) -> bool:
        """A letter, a space or Enter in a burst of keys, where it would press something instead of being text."""
        if not self._bursts.holds(event.time) or not (event.key == "enter" or event.is_printable):
            return False
        if isinstance(self.focused, TextArea):
            return False
        return event.key == "enter" or not isinstance(self.focused, Input)

    def action_help_quit(self) -> None:
        """Ctrl+C where there is nothing to copy."""
        self.notify(words("widgets.quit_hint"))

    # Telling ---------------------------------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002
    ) -> None:
        """A notice in a corner. Its text is never markup, whatever is asked for."""
        told = SEVERITY_SIGNS.get(severity, "") + clean(message)
        super().notify(told, title=clean(title), severity=severity, timeout=timeout, markup=False)

    def forget_notice(self, message: str) -> None:
        """Take a notice away before its time."""
        for one in [one for one in self._notifications if one.message == message]:
            self._unnotify(one)

    def _handle_exception(self, error: Exception) -> None:
        # Textual lets an error draw itself (`__rich__`), which may hold what was typed; one in our CSS cannot.
        if isinstance(error, StylesheetParseError):
            super()._handle_exception(error)
            return
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Ours names the place in the program; Textual's prints every local variable."""
        if self._exception and not self._exit_renderables:
            self._exit_renderables.append(Text(crash_message(self._exception, self.crash_folder)))
        self._close_messages_no_wait()

    # The clipboard ---------------------------------------------------------------------------------------

    def copy_to_clipboard(self, text: str) -> None:
        """The user's own act, and said to be so."""
        super().copy_to_clipboard(text)
        self.notify(words("widgets.copied"))

    def clear_clipboard(self) -> None:
        """Forget what was copied here, and ask the terminal to. For locking."""
        if self._clipboard:
            super().copy_to_clipboard("")

    # Doors -----------------------------------------------------------------------------------------------

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise Refused

    export_screenshot = _refuse
    save_screenshot = _refuse
    deliver_screenshot = _refuse
    deliver_text = _refuse
    deliver_binary = _refuse
    open_url = _refuse
    suspend = _refuse

    def _stay(self, *_: object, **__: object) -> None:
        """An action of Textual's that this program does not have."""

    action_screenshot = _stay
    action_suspend_process = _stay
    action_command_palette = _stay
    action_change_theme = _stay
    action_toggle_dark = _stay
    action_show_help_panel = _stay


def _textual_was_told_to_write() -> bool:
    """Was Textual imported while the environment told it to log, to play keys or to take a picture?"""
    told = (constants.LOG_FILE, constants.DRIVER, constants.PRESS, constants.SHOW_RETURN, constants.DEBUG)
    return any(told) or constants.SCREENSHOT_DELAY >= 0
