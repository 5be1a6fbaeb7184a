"""What a mutant reads in place of locked rows: the rows without their lock, and a moment for others to change them.

Without that moment it would be luck whether a race meets the few milliseconds between reading and writing.
"""

from __future__ import annotations

import time
from typing import Any

SECONDS = 0.02


def slowly(source: Any) -> Any:
    """The rows of a manager or queryset; whoever has read them waits before doing anything with them."""
    rows = source.all()
    rows.__class__ = type("Slowly", (_Waiting, type(rows)), {})
    return rows


class _Waiting:
    def _fetch_all(self) -> None:
        is_new = self._result_cache is None  # type: ignore[attr-defined]
        super()._fetch_all()  # type: ignore[misc]
        if is_new:
            time.sleep(SECONDS)
