"""Whether two names could be one person's, or a slip of the pen apart. A comparison of texts; nobody is accused."""

from __future__ import annotations

import unicodedata

from pypinyin import lazy_pinyin

LONG_ENOUGH = 3
"""Names of fewer characters are only alike when they sound alike: one of two changed makes another name."""


def are_alike(name: str, other: str) -> bool:
    """Whether two names are the same in spelling, in order of words or in sound, or differ in one character."""
    one, two = _words(name), _words(other)
    if sorted(one) == sorted(two):
        return bool(one)
    first, second = "".join(one), "".join(two)
    if not first or len(first) != len(second):
        return False
    if lazy_pinyin(first) == lazy_pinyin(second):
        return True
    return len(first) >= LONG_ENOUGH and sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _words(name: str) -> list[str]:
    """The words of a name, small and full-width letters made one; dots and hyphens part words as blanks do."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char if char.isalnum() else " " for char in plain).split()
