"""What pages show of messages and of the machinery behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from talent.calendars import clock
from talent.notifications import scheduler, texts
from talent.notifications.kinds import Channel
from talent.notifications.models import Message, ScheduledJob, Wording
from talent.notifications.wordings import SHIPPED, TEXT

if TYPE_CHECKING:
    from talent.accounts.models import User

LEEWAY = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message with its words."""

    message: Message
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class JobState:
    """A periodic job in words, and its last run (None: not yet); ``late`` when two turns passed without a run."""

    label: str
    run: ScheduledJob | None
    late: bool


def unread_count(user: User) -> int:
    """How many messages the person has not opened."""
    return Message.objects.visible_to(user).unread().count()


def readings(messages: Sequence[Message]) -> list[Reading]:
    """The words of messages, each in the language and as worded when it was written (one query for all)."""
    found = wordings_of(messages)
    return [_reading(message, words) for message, words in zip(messages, found, strict=True)]


def reading(message: Message) -> Reading:
    """The same of one message."""
    return readings([message])[0]


def _reading(message: Message, words: Mapping[str, str]) -> Reading:
    text = texts.render(message.template, texts.unpack(message.context), message.language, words)
    return Reading(message, text.title, text.body)


def wordings_of(messages: Sequence[Message]) -> list[Mapping[str, str]]:
    """How each message was worded when it was written, where that was not as shipped."""
    kinds = [texts.kind_for_sms(m.template) if m.channel == Channel.SMS else TEXT for m in messages]
    versions = list(Wording.objects.filter(template__in={m.template for m in messages}).order_by("-version"))
    return [
        next((each.sentences for each in versions if _held(each, message, kind)), SHIPPED)
        for message, kind in zip(messages, kinds, strict=True)
    ]


def wording_in_force(template: str, kind: str, language: str) -> Mapping[str, str]:
    """How a message is worded now."""
    found = Wording.objects.of(template, kind, language).first()
    return found.sentences if found else SHIPPED


def _held(wording: Wording, message: Message, kind: str) -> bool:
    same = (wording.template, wording.kind, wording.language) == (message.template, kind, message.language)
    return same and wording.set_at <= message.created_at


def waiting_tasks() -> QuerySet[Any]:
    """Tasks that the worker has not begun, those that wait for another attempt included."""
    waiting: QuerySet[Any] = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return waiting


def given_up_tasks() -> QuerySet[Any]:
    """Tasks that failed as often as they may."""
    failed: QuerySet[Any] = DBTaskResult.objects.failed()
    return failed


def job_states() -> list[JobState]:
    """Every periodic job, in the order of the settings."""
    runs = ScheduledJob.objects.in_bulk(list(settings.SCHEDULE))
    states = []
    for name in settings.SCHEDULE:
        run, interval = runs.get(name), scheduler.interval_of(name)
        states.append(JobState(scheduler.job_label(name), run, _late(run, interval)))
    return states


def _late(run: ScheduledJob | None, interval: dt.timedelta) -> bool:
    """Whether a job missed two turns; a few minutes more are for jobs that take their time."""
    if run is None or run.started_at is None:
        return False
    return run.started_at < clock.real_now() - 2 * interval - LEEWAY
