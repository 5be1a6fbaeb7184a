"""Cases that wait for their employer, and roster rows that say the same as they do."""

from __future__ import annotations

from typing import Any

from subsidies.applications.models import Application
from talent.employers.models import Employer, Roster
from talent.profiles.models import Person
from tests.subsidies.applications.stages import Office
from tests.talent.employers.rosters import commit, row


def proving_row(person: Person, **changes: Any) -> list[Any]:
    """A roster row that says what the person says, but for ``changes``."""
    employment = person.employment
    said = {"hired_on": employment.hired_on.isoformat(), "contract": "36个月", "place": "长春", "months": 4}
    name = changes.pop("name", person.name)
    return row(name, person.identity_number, **(said | changes))


def import_roster(employer: Employer, *people: Person, by: Any = None, **changes: Any) -> Roster:
    """Commit a roster of the people; what follows it waits in the outbox."""
    return commit(employer, *(proving_row(person, **changes) for person in people), by=by)


def waiting(office: Office, count: int = 1) -> list[Application]:
    return [office.submitted() for _ in range(count)]
