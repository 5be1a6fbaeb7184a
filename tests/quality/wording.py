"""Chinese on English pages: what the catalogue should have translated, and what may be somebody's name or words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import polib
from django.conf import settings

from tests.quality.bars import Measured

PLACE = re.compile(r"%\\?\(\w+\\?\)s|%s|%d|\\\{\w*\\\}")


def untranslated(pages: Iterable[Measured]) -> tuple[Counter[str], Counter[str]]:
    """Texts by the number of pages they stand on: of the portal's own wording, and others (names, data)."""
    catalogue = polib.pofile(str(settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.po"))
    plain = {entry.msgid for entry in catalogue}
    patterns = [re.compile(PLACE.sub(".+", re.escape(each))) for each in plain if PLACE.search(re.escape(each))]
    own: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for page in pages:
        for text in page.chinese:
            known = text in plain or any(pattern.fullmatch(text) for pattern in patterns)
            (own if known else other)[text] += 1
    return own, other
