"""Long work: asked for once, done whole or not at all, and visible all the time."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import OperationalError

from talent.audit import events
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.jobs import actions
from talent.jobs.models import Job
from talent.jobs.tasks import prune_finished_jobs
from talent.notifications.lease import LEASE
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TASK = "subsidies.payments.tasks.seal_batch"
SUBJECT = uuid.uuid4()


def asked(kind: str = "demo.work", **fields) -> Job:
    return actions.request(kind, SUBJECT, **{"by": make_user("reviewer"), "task": TASK, "total": 7} | fields)


def ended(job: Job) -> tuple[bool, int, str]:
    job.refresh_from_db()
    return job.finished_at is not None, job.done, job.error


def note(*_arguments: object) -> None:
    events.record("demo.done", None, by=None)


def test_asked_for_twice_by_two_it_is_one_job():
    assert (asked().pk == asked().pk, Job.objects.count()) == (True, 1)


def test_after_the_end_it_may_be_asked_for_again():
    first = asked()
    actions.run(first.pk, note)
    assert asked().pk != first.pk


def test_done_once_it_is_not_done_again():
    job = asked()
    actions.run(job.pk, note)
    actions.run(job.pk, note)
    assert (ended(job), AuditEvent.objects.filter(verb="demo.done").count()) == ((True, 7, ""), 1)


def test_a_refusal_undoes_everything_and_is_there_to_read():
    def work(*arguments: object) -> None:
        note()
        raise ActionRefused("账户刚刚变更了。")

    job = asked()
    actions.run(job.pk, work)
    assert (ended(job), AuditEvent.objects.filter(verb="demo.done").count()) == ((True, 0, "账户刚刚变更了。"), 0)


def test_an_error_of_the_program_undoes_everything_and_says_so(caplog):
    def work(*arguments: object) -> None:
        note()
        raise KeyError("x")

    job = asked()
    actions.run(job.pk, work)
    finished, _done, error = ended(job)
    assert (finished, error[:4], AuditEvent.objects.filter(verb="demo.done").count()) == (True, "系统出错", 0)


def test_a_database_that_does_not_answer_leaves_the_job_for_later():
    def work(*arguments: object) -> None:
        raise OperationalError("gone")

    job = asked()
    with pytest.raises(OperationalError):
        actions.run(job.pk, work)
    assert ended(job) == (False, 0, "")


def test_nothing_is_done_for_an_account_that_was_closed_meanwhile():
    job = asked()
    type(job.by).objects.filter(pk=job.by.pk).update(is_active=False)
    actions.run(job.pk, note)
    assert ended(job) == (True, 0, "提交人的账号已停用，没有办理。")


def test_the_refusal_is_in_the_language_of_the_person():
    job = asked(by=make_user("reviewer", language="en"))
    type(job.by).objects.filter(pk=job.by.pk).update(is_active=False)
    actions.run(job.pk, note)
    assert ended(job)[2].isascii()


@pytest.mark.parametrize(("ago", "silent"), [(LEASE * 2, True), (LEASE / 2, False), (dt.timedelta(), False)])
def test_a_job_of_which_nothing_is_heard_beyond_the_lease_seems_broken_off(ago: dt.timedelta, silent: bool):
    job = asked()
    assert job.is_silent is False
    job.heard_at = clock.real_now() - ago
    assert job.is_silent is silent


def test_a_worker_that_was_killed_is_seen_as_silent_once_the_lease_has_run_out():
    def killed(*arguments: object) -> None:
        raise OperationalError("gone")

    job = asked()
    with pytest.raises(OperationalError):
        actions.run(job.pk, killed)
    job.refresh_from_db()
    seen = [job.is_silent]
    with time_machine.travel(clock.real_now() + LEASE + dt.timedelta(seconds=1)):
        seen.append(job.is_silent)
        actions.run(job.pk, note)
        job.refresh_from_db()
        seen.append(job.is_silent)
    assert (seen, job.finished_at is not None) == ([False, True, False], True)


def test_jobs_that_ended_weeks_ago_are_removed_and_no_other():
    old, recent = asked(), asked(kind="demo.other")
    actions.run(old.pk, note)
    actions.run(recent.pk, note)
    waiting = asked(kind="demo.third")
    Job.objects.exclude(pk=recent.pk).update(requested_at=clock.real_now() - actions.KEEP_FINISHED * 2)
    Job.objects.filter(pk=old.pk).update(finished_at=clock.real_now() - actions.KEEP_FINISHED - dt.timedelta(hours=1))
    pruned = [prune_finished_jobs.func(), prune_finished_jobs.func()]
    assert (pruned, set(Job.objects.values_list("pk", flat=True))) == ([1, 0], {recent.pk, waiting.pk})
