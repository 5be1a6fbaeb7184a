"""What the pages on public notices show."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from subsidies.applications.models import Application
from subsidies.notices.models import NoticeEntry, PublicNotice
from talent.accounts.models import User
from talent.accounts.separation import about_kept_out
from talent.calendars import clock

WAITING_ORDER = ("number", "id")
MANAGED_ORDER = ("-drawn_up_at", "-id")
ENTRY_ORDER = ("sequence", "id")


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


def unlisted_count(notice: PublicNotice) -> int:
    """How many decisions go their way with the notice without standing on it in public."""
    return notice.entries.filter(listed=False).count()


def held_cases(user: User) -> list[HeldCase]:
    """Cases that the office has to look into, the oldest first (one query)."""
    entries = NoticeEntry.objects.held().filter(notice__in=PublicNotice.objects.visible_to(user))
    found: dict[object, HeldCase] = {}
    for entry in entries.select_related("application", "notice").order_by("notice__ends_on", "sequence"):
        found.setdefault(entry.application_id, HeldCase(entry.application, entry.notice, entry.held_reason))
    return list(found.values())
