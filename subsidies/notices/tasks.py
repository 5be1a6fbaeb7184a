"""What happens to notices when days pass."""

from __future__ import annotations

import logging

from django_tasks import task

from subsidies.notices import actions
from subsidies.notices.models import PublicNotice
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

logger = logging.getLogger(__name__)


@task()
def close_ended() -> int:
    """End every notice whose last day lies before today, each by itself; returns how many were ended.

    Selects on ``ends_on < today``, so that a day on which nothing ran is made up for.
    """
    ended = 0
    for notice in PublicNotice.objects.over(clock.today()).order_by("ends_on"):
        try:
            actions.end(notice)
        except ActionRefused as refusal:
            logger.error("Public notice %s cannot end: %s", notice.number, refusal)
        else:
            ended += 1
    return ended
