"""The code that proves a paper genuine: drawn by lot, long enough that nobody guesses one, readable by people."""

from __future__ import annotations

import secrets

from talent.identifiers.characters import compact

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: 5 bits a character, without I, L, O and U."""
LENGTH = 28
"""140 bits."""
GROUP = 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, "—": None, "–": None, "_": None})
_LONGEST_TYPED = 200


def new_code() -> str:
    """A new code of ``LENGTH`` characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """The code as it is printed: ``7K2M-Q9XD-…``."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalized(text: str) -> str:
    """The one spelling of what somebody typed or scanned; text that is no code comes back as some text that is none."""
    return compact(text[:_LONGEST_TYPED]).translate(_MISREAD)
