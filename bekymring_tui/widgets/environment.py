"""Textual reads environment variables that write the screen's text to files. Imports nothing of Textual."""

from __future__ import annotations

import os


def forget_textual_settings() -> None:
    """Delete every `TEXTUAL*` variable. Call it before the first import of Textual, which reads them once."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
