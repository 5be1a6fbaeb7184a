"""What happens to notices when days pass."""

from __future__ import annotations

import logging
from uuid import UUID

from django_tasks import task

from subsidies.notices import actions
from subsidies.notices.models import NoticeEntry, PublicNotice
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

logger = logging.getLogger(__name__)


class NoticesNotEnded(RuntimeError):
    """Some notices could not be ended because of an error; the others were."""


@task()
def close_ended() -> int:
    """End every notice whose last day lies before today, each by itself; returns how many were ended.

    Selects on ``ends_on < today``, so that a day on which nothing ran is made up for. What was not granted when an
    earlier notice ended, and nobody objects to, is tried again.

    Raises:
        NoticesNotEnded: after the others were ended, when one met an error.
    """
    due = list(PublicNotice.objects.over(clock.today()).order_by("ends_on", "number"))
    ungranted = NoticeEntry.objects.ungranted().unobjected().values("notice")
    waiting = list(PublicNotice.objects.filter(pk__in=ungranted).order_by("ends_on", "number"))
    results = {notice.number: _end(notice) for notice in due}
    for notice in waiting:
        actions.grant_held(notice)
    failed = [number for number, ended in results.items() if ended is None]
    if failed:
        raise NoticesNotEnded(", ".join(failed))
    return sum(bool(ended) for ended in results.values())


@task()
def grant_settled(application_id: str) -> int:
    """A department's answer on a case was settled: if its notice has ended and held it, it is granted at once, as
    after an objection that was dismissed; returns how many cases were granted."""
    entries = NoticeEntry.objects.ungranted().unobjected().filter(application=UUID(application_id))
    notices = list(PublicNotice.objects.filter(pk__in=entries.values("notice")))
    return sum(actions.grant_held(notice) for notice in notices)


def _end(notice: PublicNotice) -> bool | None:
    """Whether it was ended; None where an error, already logged, stood in the way."""
    try:
        actions.end(notice)
    except ActionRefused:  # another process was quicker
        return False
    except Exception:
        logger.exception("Public notice %s could not be ended", notice.number)
        return None
    return True
