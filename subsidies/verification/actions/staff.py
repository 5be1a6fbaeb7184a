"""Reading the people of a unit: taking the list as a file and opening a page are logged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.verification.people import people_sources
from subsidies.verification.people_rows import PersonRow, people_rows
from talent.accounts.models import User
from talent.audit import events as audit
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.employers.models import Employer, RosterEntry
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused

MOST_PEOPLE = 20_000
"""In one file; a longer list is taken by unit."""
AT_ONCE = 500
SAME_READING = dt.timedelta(minutes=10)
READ = "people.read"


@transaction.atomic
def list_staff(narrowed: Mapping[str, Any], *, by: User) -> list[PersonRow]:
    """The people of the officer's units for a file, as the list is narrowed; that it was taken is logged.

    Raises:
        ActionRefused: there is nobody, or there are too many.
    """
    units = set(Employer.objects.served_by(by).values_list("pk", flat=True))
    found: list[Any] = []
    for source in people_sources(by, narrowed):
        found += source.rows.order_by(*source.order)[: MOST_PEOPLE + 1 - len(found)]
    if not found:
        raise ActionRefused(_("没有符合条件的人员，请换个条件再下载。"))
    if len(found) > MOST_PEOPLE:
        raise ActionRefused(_("符合条件的人员超过 %(most)d 人，请按单位分别下载。") % {"most": MOST_PEOPLE})
    pieces = [found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE)]
    rows = [row for piece in pieces for row in people_rows(piece, units=units)]
    rows.sort(key=lambda row: (row.unit, -row.hired_on.toordinal()))
    employer = narrowed.get("employer")
    detail = {"people": len(rows), "standing": narrowed.get("standing") or "", "searched": "search" in narrowed}
    audit.record("people.list_downloaded", employer, by=by, detail=detail)
    return rows


@transaction.atomic
def note_reading(read: Person | RosterEntry, *, by: User) -> None:
    """Log that an officer reads what the units know of somebody, once for each reading."""
    lately = AuditEvent.objects.about(read).by(by.pk).filter(verb=READ, occurred_at__gt=clock.now() - SAME_READING)
    if not lately.exists():
        audit.record(READ, read, by=by)
