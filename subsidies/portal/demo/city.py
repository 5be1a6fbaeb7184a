"""The demo's city: what its parts share while it is loaded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from subsidies.portal.demo.agenda import Agenda
from subsidies.portal.demo.budget import Budget
from subsidies.portal.demo.identities import Identities
from subsidies.portal.demo.papers import Papers
from subsidies.portal.demo.rows import Rows
from subsidies.portal.demo.staff import Staff
from subsidies.portal.demo.words import Words
from talent.employers.models import Employer


@dataclass(slots=True)
class City:
    """Chance, calendar, people at the desks; ``today`` has not begun yet."""

    today: dt.date
    chance: Random
    agenda: Agenda
    words: Words
    identities: Identities
    employers: dict[str, Employer]
    staff: Staff
    papers: Papers
    rows: Rows
    budget: Budget
    password: str
    """The hash of the one that staff and the showcase sign in with."""
    paid_otherwise: set[UUID] = field(default_factory=set)
    """People of the showcase whose instalments stand in its own batches."""
