"""What must happen after commit."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from talent.notifications import actions, outbox
from tests.talent.notifications import jobs

pytestmark = pytest.mark.django_db
JOBS = "tests.talent.notifications.jobs"
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def nothing_done(monkeypatch):
    """Begin anew; the worker leaves the connection open, for it belongs to the test's transaction."""
    jobs.done.clear()
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


def work_batch() -> None:
    """Let a worker do what is ready, as the process would."""
    outbox.PortalWorker(batch=True, interval=0).run()


def states() -> list[tuple[str, int]]:
    return [(task.status, len(task.worker_ids)) for task in DBTaskResult.objects.order_by("enqueued_at")]


def test_nothing_runs_before_the_worker_comes():
    outbox.enqueue(f"{JOBS}.note", word="早")
    before = list(jobs.done)
    assert (before, outbox.run_outbox(), jobs.done) == ([], 1, ["早"])


def test_a_task_of_a_transaction_that_is_rolled_back_never_runs():
    with transaction.atomic():
        outbox.enqueue(f"{JOBS}.note", word="错")
        transaction.set_rollback(True)
    assert (outbox.run_outbox(), jobs.done) == (0, [])


def test_uuids_arrive_as_text_and_numbers_as_they_are():
    key = uuid.uuid4()
    outbox.enqueue(f"{JOBS}.note", word=key, count=2)
    outbox.run_outbox()
    assert jobs.done == [str(key)] * 2


def test_one_task_for_each_of_many_is_what_enqueueing_each_would_have_written(django_assert_num_queries):
    outbox.enqueue(f"{JOBS}.note", word="甲", count=2)
    for count in (1, 2, 200):
        with django_assert_num_queries(QUERIES_OF_MANY[count]):
            keys = outbox.enqueue_each(f"{JOBS}.note", [{"word": "甲", "count": 2}] * count)
        assert DBTaskResult.objects.filter(pk__in=keys).count() == count
    rows = DBTaskResult.objects.defer("id", "enqueued_at").values_list(*WRITTEN)
    assert len({repr(row) for row in rows}) == 1
    assert (outbox.run_outbox(), jobs.done) == (204, ["甲"] * 408)


QUERIES_OF_MANY = {1: 2, 2: 3, 200: 3}
WRITTEN = [field.name for field in DBTaskResult._meta.concrete_fields if field.name not in ("id", "enqueued_at")]


def test_none_and_the_wrong_are_refused_for_many_as_for_one():
    with pytest.raises(TypeError):
        outbox.enqueue_each(f"{JOBS}.note", [{"word": "甲"}, {"word": 1.5}])
    assert (outbox.enqueue_each(f"{JOBS}.note", []), DBTaskResult.objects.count()) == ([], 0)


def test_a_name_that_leads_nowhere_is_noticed_at_once():
    with pytest.raises(ImportError):
        outbox.enqueue(f"{JOBS}.gone")
    assert DBTaskResult.objects.count() == 0


def test_only_tasks_can_be_enqueued():
    with pytest.raises(TypeError) as error:
        outbox.enqueue(f"{JOBS}.not_a_task")
    assert str(error.value) == f"{JOBS}.not_a_task is not a task"


def test_only_ids_travel():
    with pytest.raises(TypeError) as error:
        outbox.enqueue(f"{JOBS}.note", word={"name": "李明"})
    assert str(error.value) == f"{JOBS}.note takes ids only: word"


def test_a_task_may_wait():
    with time_machine.travel(NOON, tick=False) as traveller:
        outbox.enqueue(f"{JOBS}.note", word="迟", after=dt.timedelta(hours=1))
        early = outbox.run_outbox()
        traveller.shift(dt.timedelta(hours=1))
        assert (early, outbox.run_outbox()) == (0, 1)


def test_draining_fails_loudly():
    outbox.enqueue(f"{JOBS}.fail", word="唉")
    with pytest.raises(outbox.TaskFailed) as error:
        outbox.run_outbox()
    assert str(error.value).splitlines()[0] == f"{JOBS}.fail"


def test_a_failed_task_is_tried_again_later_and_later_and_then_given_up():
    seen = []
    with time_machine.travel(NOON, tick=False) as traveller:
        outbox.enqueue(f"{JOBS}.fail", word="唉")
        work_batch()
        for minutes in (0.5, 2, 8, 32, 128):
            traveller.shift(dt.timedelta(minutes=minutes, seconds=-1))
            work_batch()
            too_early = states()
            traveller.shift(dt.timedelta(seconds=1))
            work_batch()
            seen.append((*too_early, *states()))
    assert seen == [
        (("READY", 1), ("READY", 2)),
        (("READY", 2), ("READY", 3)),
        (("READY", 3), ("READY", 4)),
        (("READY", 4), ("READY", 5)),
        (("READY", 5), ("FAILED", 6)),
    ]


def test_one_failure_does_not_stop_the_others():
    outbox.enqueue(f"{JOBS}.fail", word="唉")
    outbox.enqueue(f"{JOBS}.note", word="好")
    work_batch()
    assert (jobs.done, states()) == (["好"], [("READY", 1), ("SUCCESSFUL", 1)])


def test_what_is_kept_of_a_failure_holds_no_personal_number():
    outbox.enqueue(f"{JOBS}.fail", word="唉")
    work_batch()
    kept = DBTaskResult.objects.get().traceback
    assert ("RuntimeError: 唉 ［已隐去］" in kept, "13800138000" in kept) == (True, False)


def test_a_task_whose_worker_died_is_done_again_after_the_lease():
    with time_machine.travel(NOON, tick=False) as traveller:
        outbox.enqueue(f"{JOBS}.note", word="再")
        DBTaskResult.objects.get().claim("a worker that was killed")
        traveller.shift(actions.LEASE)
        early = actions.recover_interrupted()
        traveller.shift(dt.timedelta(seconds=1))
        assert (early, actions.recover_interrupted(), outbox.run_outbox(), jobs.done) == (0, 1, 1, ["再"])


def test_a_task_that_kills_its_worker_every_time_is_given_up():
    outbox.enqueue(f"{JOBS}.note", word="再")
    task = DBTaskResult.objects.get()
    with time_machine.travel(NOON, tick=False) as traveller:
        for number in range(actions.MAX_ATTEMPTS):
            task.refresh_from_db()
            task.claim(f"worker {number}")
            traveller.shift(actions.LEASE * 2)
            actions.recover_interrupted()
    assert states() == [("FAILED", actions.MAX_ATTEMPTS)]


def test_what_was_done_long_ago_is_removed_and_failures_stay():
    with time_machine.travel(NOON, tick=False) as traveller:
        outbox.enqueue(f"{JOBS}.note", word="好")
        outbox.enqueue(f"{JOBS}.fail", word="唉")
        work_batch()
        traveller.shift(actions.KEEP_DONE)
        kept = actions.prune_done()
        traveller.shift(dt.timedelta(seconds=1))
        assert (kept, actions.prune_done(), states()) == (0, 1, [("READY", 1)])


def test_the_worker_command_does_what_is_ready_and_stops(monkeypatch):
    monkeypatch.setattr(outbox.PortalWorker, "configure_signals", lambda self: None)
    outbox.enqueue(f"{JOBS}.note", word="一")
    outbox.enqueue(f"{JOBS}.note", word="二")
    call_command("run_worker", batch=True, max_tasks=1)
    first = list(jobs.done)
    call_command("run_worker", batch=True)
    assert (first, jobs.done) == (["一"], ["一", "二"])
