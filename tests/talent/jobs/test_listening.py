"""What others see of a job while its transaction is open."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from talent.jobs import actions
from talent.jobs.models import Job
from talent.jobs.progress import Progress
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "subsidies.payments.tasks.seal_batch"


def seen_by_others(job: Job) -> tuple[str, int]:
    other = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT stage, done FROM jobs_job WHERE id = %s", [job.pk])
            return cursor.fetchone()
    finally:
        other.close()


@pytest.mark.postgres
def test_others_see_stage_and_count_before_the_work_is_committed():
    job = actions.request("demo", uuid.uuid4(), by=make_user("reviewer"), task=TASK, total=9)
    found = []

    def work(_job: Job, progress: Progress) -> None:
        assert connection.in_atomic_block
        progress.stage("copying")
        found.append(seen_by_others(job))

    actions.run(job.pk, work)
    job.refresh_from_db()
    assert (found, job.stage, job.done) == ([("copying", 0)], "copying", 9)


@pytest.mark.postgres
def test_the_figures_are_true_and_told_twice_a_second_at_most(monkeypatch):
    job = actions.request("demo", uuid.uuid4(), by=make_user("reviewer"), task=TASK, total=9)
    clock = SimpleNamespace(now=10.0)
    monkeypatch.setattr("talent.jobs.listening.time", SimpleNamespace(monotonic=lambda: clock.now))
    found = []

    def work(_job: Job, progress: Progress) -> None:
        progress.at(3)
        found.append(seen_by_others(job))
        clock.now += 0.2
        progress.at(4)
        found.append(seen_by_others(job))
        clock.now += 0.4
        progress.at(5)
        found.append(seen_by_others(job))

    actions.run(job.pk, work)
    assert found == [("", 3), ("", 3), ("", 5)]


def test_the_work_is_done_whether_or_not_somebody_listens():
    job = actions.request("demo", uuid.uuid4(), by=make_user("reviewer"), task=TASK, total=9)
    with transaction.atomic():
        actions.run(job.pk, lambda _job, progress: (progress.stage("copying"), progress.at(5)))
    job.refresh_from_db()
    assert (job.finished_at is not None, job.done, job.error) == (True, 9, "")
