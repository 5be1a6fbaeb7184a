"""Two schedulers, two workers: each slot and each task is still done once."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from talent.audit.models import AuditEvent
from talent.notifications import outbox, scheduler
from talent.notifications.messages import notify
from talent.notifications.models import Message, ScheduledJob
from tests.factories import make_user
from tests.talent.audit.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
JOBS = "tests.talent.notifications.jobs"


def test_many_schedulers_run_a_slot_once(settings):
    settings.SCHEDULE = {"logging": {"task": f"{JOBS}.logging_job", "every_seconds": 10**9}}
    rounds = []
    for slot in range(20):
        ScheduledJob.objects.update(slot=-1)
        at_once(lambda _: scheduler.run_due_jobs(), 6)
        rounds.append(AuditEvent.objects.filter(verb="job.ran").count() - slot)
    assert rounds == [1] * 20


def test_many_workers_do_each_task_once():
    for number in range(60):
        outbox.enqueue(f"{JOBS}.note_in_log", word=str(number))
    at_once(lambda _: outbox.PortalWorker(batch=True, interval=0).run(), 5)
    done = list(AuditEvent.objects.values_list("verb", flat=True))
    assert (sorted(done), DBTaskResult.objects.successful().count()) == (
        sorted(f"job.{number}" for number in range(60)),
        60,
    )


def test_many_tell_the_same_thing_once():
    user = make_user()
    context = {"name": "李明", "until": None, "parts": []}
    at_once(lambda _: notify(user, "greeting", context=context, dedupe_key="once"), 6)
    assert (Message.objects.count(), DBTaskResult.objects.count()) == (2, 1)
