"""What the pages on objections show."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q

from subsidies.applications.models import Application
from subsidies.notices.models import NoticeEntry, PublicNotice
from subsidies.objections.models import Objection
from subsidies.objections.workflow import ObjectionStatus
from talent.accounts.models import User
from talent.encryption.blind_index import blind_index
from talent.papers.codes import normalized

LIST_ORDER = ("promised_on", "id")


def tracked(text: str) -> Objection | None:
    """The objection whose tracking number somebody typed; None for every other text (one query in any case)."""
    index = blind_index(normalized(text), "tracking_code")
    return Objection.objects.select_related("notice").defer("text", "name", "contact").filter(code_index=index).first()


def case_in_question(objection: Objection) -> Application | None:
    """The case that an objection holds: what its person has under way by now, else the one that it was made to.

    None for an objection to a whole notice.
    """
    if objection.application is None:
        return None
    under_way = Application.objects.live().filter(person=objection.application.person_id)
    return under_way.select_related("person").first() or objection.application


def line_of(notice: PublicNotice, text: str) -> NoticeEntry | None:
    """The line of a notice that an address names, where the public can read it."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    return notice.entries.listed().filter(sequence=number).first()


def lines_of(notice_lines: list[tuple[Any, int]]) -> dict[tuple[Any, int], NoticeEntry]:
    """The lines of notices by notice and number (one query)."""
    wanted = Q(pk__in=[])
    for notice, line in notice_lines:
        wanted |= Q(notice=notice, sequence=line)
    return {(entry.notice_id, entry.sequence): entry for entry in NoticeEntry.objects.filter(wanted)}


def waiting(user: User, *, on: dt.date) -> dict[str, int]:
    """How many objections wait for the office, by what is to be done (one query)."""
    return Objection.objects.visible_to(user).aggregate(
        received=Count("pk", filter=Q(status=ObjectionStatus.RECEIVED)),
        examining=Count("pk", filter=Q(status=ObjectionStatus.EXAMINING)),
        late=Count("pk", filter=Q(status__in=["received", "examining"], promised_on__lt=on)),
    )
