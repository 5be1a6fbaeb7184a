"""What keeps a paper from being printed, for people."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _


class Unprintable(NamedTuple):
    """A paper by its number, the text that cannot be printed, and the characters that the font lacks."""

    number: str
    text: str
    characters: list[str]

    @property
    def listed(self) -> str:
        """Each character with its code, which shows even where the screen's font lacks it too."""
        return _("、").join(f"{char}（U+{ord(char):04X}）" for char in self.characters)
