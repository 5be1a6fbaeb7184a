"""What the pages on public notices show."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from subsidies.applications.models import Application
from subsidies.notices.models import NoticeEntry, PublicNotice
from talent.accounts.models import User


def awaiting_notice(user: User) -> QuerySet[Application]:
    """Cases that a new notice may take: approved, and on no other live notice."""
    cases = Application.objects.visible_to(user).awaiting_notice()
    taken = NoticeEntry.objects.filter(live=True).values("application")
    return cases.exclude(pk__in=taken).select_related("person", "employer").order_by("number")


def managed(user: User) -> QuerySet[PublicNotice]:
    """Every notice with the number of its entries, the latest first."""
    notices = PublicNotice.objects.visible_to(user).annotate(entry_count=Count("entries", filter=Q(entries__live=True)))
    return notices.order_by("-drawn_up_at")
