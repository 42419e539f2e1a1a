"""`python -m bekymring_tui`."""

from __future__ import annotations

from bekymring_tui.cli import main

if __name__ == "__main__":
    main()
