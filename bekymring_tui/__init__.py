"""Fra bekymring til handling: from a gut feeling about a child to the right action."""

__version__ = "0.1.0"
