"""What happens in the demo's past, in the order in which it happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from talent.calendars import clock

Act = Callable[[dt.datetime], object]


@dataclass(slots=True)
class Agenda:
    """Acts by their instant. An act is told its instant, and may put further ones on the agenda."""

    until: dt.datetime
    """What lies at or after it has not happened yet."""
    _acts: list[tuple[dt.datetime, int, Act]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)

    def add(self, at: dt.datetime, act: Act) -> None:
        """Have something happen; of two acts at one instant the one that was added first comes first."""
        if at < self.until:
            heappush(self._acts, (at, next(self._order), act))

    def add_on(self, day: dt.date, at: dt.time, act: Act) -> None:
        """Have something happen at a time of a day."""
        self.add(clock.instant(day, at), act)

    def run(self) -> None:
        """Let everything happen."""
        while self._acts:
            at, _order, act = heappop(self._acts)
            act(at)
