"""What the pages on public notices show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application, Decision
from subsidies.applications.promises import procedure_on
from subsidies.crosschecks.queries import with_unsettled
from subsidies.notices.models import NoticeEntry, PublicNotice
from subsidies.notices.workflow import NoticeStatus
from talent.accounts.models import User
from talent.accounts.separation import about_kept_out
from talent.calendars import clock
from talent.calendars.working_days import add_working_days, years_missing

WAITING_ORDER = ("number", "id")
MANAGED_ORDER = ("-drawn_up_at", "-id")
ENTRY_ORDER = ("sequence", "id")


NAMES_SHOWN = 3
"""So many names are given as examples of how they will be read."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What becomes public once a draft is published."""

    people: int
    lines: int
    names: list[str]
    """A few of them, as the public will read them."""
    first: dt.date
    last: dt.date | None
    uncertain: list[int]
    """Years that its days run into and whose official days are not entered."""
    minutes: str

    @property
    def stamp(self) -> str:
        """What an officer says yes to: another one means that something was changed since."""
        return " ".join(map(str, (self.people, self.lines, self.first, self.last, self.minutes)))


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case that was not granted although its notice is over, and why."""

    application: Application
    notice: PublicNotice
    reason: str


def awaiting_notice(user: User) -> QuerySet[Application]:
    """Cases that a new notice by ``user`` may take: approved, on no other live notice, and neither their own nor
    filed by them for somebody."""
    taken = NoticeEntry.objects.live().filter(application=OuterRef("pk"))
    cases = Application.objects.visible_to(user).awaiting_notice().filter(~Exists(taken))
    cases = cases.exclude(about_kept_out(user.natural_person, index="person__identity_index"))
    return cases.select_related("person", "employer").order_by(*WAITING_ORDER)


def running() -> QuerySet[PublicNotice]:
    """Notices that anyone may read today, the latest first."""
    return PublicNotice.objects.running_on(clock.today()).order_by("-published_on", "-number")


def taken_down() -> QuerySet[PublicNotice]:
    """Notices that anyone could read and nobody can any more, whether or not a job has ended them."""
    return PublicNotice.objects.gone_by(clock.today())


def managed(user: User) -> QuerySet[PublicNotice]:
    """Every notice with the number of lines that the public reads."""
    listed = Count("entries", filter=Q(entries__listed=True))
    return PublicNotice.objects.visible_to(user).annotate(entry_count=listed)


def days_to_run(notice: PublicNotice | None = None) -> dict[str, Any]:
    """The last day of a notice, or of one that would be published today, and the years that it runs into without their
    official days; nothing of one whose days are over or that was given up."""
    if notice is not None and notice.status not in (NoticeStatus.DRAFT, NoticeStatus.PUBLISHED):
        return {}
    today = clock.today()
    days = notice.working_days if notice else procedure_on(today).public_notice_working_days.value
    first, last = today, add_working_days(today, days)
    if notice is not None and notice.published_on and notice.ends_on:
        first, last = notice.published_on, notice.ends_on
    return {"last": last, "uncertain": years_missing(first, last)}


def unlisted_count(notice: PublicNotice) -> int:
    """How many decisions go their way with the notice without standing on it in public."""
    return notice.entries.filter(listed=False).count()


def cases_on(notice: PublicNotice) -> list[Application]:
    """The cases on a notice, always in the same order, so that two actions that lock them cannot block each other."""
    keys = notice.entries.live().values("application")
    return list(Application.objects.filter(pk__in=keys).select_related("person").order_by("pk"))


def unsettled_among(cases: QuerySet[Application]) -> dict[str, Any]:
    """The cases on which a department's answer is still to be looked into, and their keys as text (one query)."""
    found = list(with_unsettled(cases).select_related("person").order_by("number"))
    return {"unsettled": found, "unsettled_keys": {str(case.pk) for case in found}}


def minded_of(waiting: QuerySet[Application]) -> dict[str, Any]:
    """What whoever draws up a notice of these cases should know: its days, and unsettled answers."""
    return days_to_run() | unsettled_among(waiting)


def unsettled_on(notice: PublicNotice) -> dict[str, Any]:
    """The same of a notice whose cases are still to be granted; of one that is over, the held cases say so."""
    if notice.status not in (NoticeStatus.DRAFT, NoticeStatus.PUBLISHED):
        return {"unsettled": [], "unsettled_keys": set()}
    return unsettled_among(Application.objects.filter(pk__in=notice.entries.live().values("application")))


def minded_on(notice: PublicNotice) -> dict[str, Any]:
    """The same of a notice that was drawn up."""
    return days_to_run(notice) | unsettled_on(notice)


def last_decided_on(decisions: QuerySet[Decision]) -> dt.date | None:
    """The day on which the last of these decisions became final at its recheck: no meeting approved them before."""
    last = decisions.filter(outcome=Outcome.GRANTED).aggregate(last=Max("decided_at"))["last"]
    return clock.day_of(last) if last else None


def decisions_on(notice: PublicNotice) -> QuerySet[Decision]:
    """What is decided in the lines of a notice that still stand."""
    return Decision.objects.filter(notice_entries__in=notice.entries.live())


def publication_of(notice: PublicNotice) -> Publication:
    """What publishing a draft today would show to the public (two queries, and the calendar's)."""
    listed, days = notice.entries.listed(), days_to_run(notice)
    counted = listed.aggregate(people=Count("application__person", distinct=True), lines=Count("pk"))
    names = dict.fromkeys(listed.order_by(*ENTRY_ORDER).values_list("shown_name", flat=True)[: 4 * NAMES_SHOWN])
    return Publication(
        people=counted["people"],
        lines=counted["lines"],
        names=list(names)[:NAMES_SHOWN],
        first=clock.today(),
        last=days.get("last"),
        uncertain=days.get("uncertain", []),
        minutes=notice.minutes_text,
    )


def held_cases(user: User) -> list[HeldCase]:
    """Cases that the office has to look into, the oldest first (one query)."""
    entries = NoticeEntry.objects.held().filter(notice__in=PublicNotice.objects.visible_to(user))
    found: dict[object, HeldCase] = {}
    for entry in entries.select_related("application", "notice").order_by("notice__ends_on", "sequence"):
        found.setdefault(entry.application_id, HeldCase(entry.application, entry.notice, entry.held_reason))
    return list(found.values())
