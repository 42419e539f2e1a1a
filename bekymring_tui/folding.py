"""What is typed against what is written: small letters, and æ, ø, å as those write them whose keyboard has none."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans("æø", "ao")
_PAIRS = re.compile("(a)[ae]|(o)e")
_WORD = re.compile(r"[^\W_]+")


def plain(value: str) -> str:
    """In small letters, each letter one sign."""
    return unicodedata.normalize("NFC", value.casefold())


def folded(value: str) -> str:
    """The same for «æ», «ae» and «a», for «ø», «oe» and «o», for «å», «aa» and «a»; accents are gone.

    How a word begins is folded to how the folded word begins.
    """
    letters = value.casefold()
    if not letters.isascii():
        apart = unicodedata.normalize("NFKD", letters)
        letters = "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LETTERS)
    return _PAIRS.sub(r"\1\2", letters)


def folded_words(value: str) -> list[str]:
    """The words of a text, folded, in order; what stands between them is gone."""
    return _WORD.findall(folded(value))
