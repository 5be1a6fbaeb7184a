"""Whether an application is taken on a day, and what the pages say of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from subsidies.rounds.models import Intake, Round


@dataclass(frozen=True, slots=True)
class IntakeToday:
    """How applications are taken on one day; ``current`` and ``following`` are asked for by rounds alone."""

    by_rounds: bool = False
    current: Round | None = None
    following: Round | None = None

    @property
    def is_open(self) -> bool:
        """Whether anybody may hand in an application."""
        return not self.by_rounds or self.current is not None


def intake_on(day: dt.date) -> IntakeToday:
    """How applications are taken on a day: one query where they are taken on any day, three at most."""
    intake = Intake.objects.filter(id=1).first()
    if intake is None or not intake.by_rounds_on(day):
        return IntakeToday()
    current = Round.objects.open_on(day).first()
    return IntakeToday(True, current, None if current else Round.objects.still_to_come(day).first())
