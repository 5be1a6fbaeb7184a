"""Periodic jobs."""

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command

from talent.notifications import scheduler
from talent.notifications.models import ScheduledJob
from tests.talent.notifications import jobs

pytestmark = pytest.mark.django_db
JOBS = "tests.talent.notifications.jobs"
NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def schedule(settings):
    jobs.done.clear()
    settings.SCHEDULE = {
        "counting": {"task": f"{JOBS}.count_job", "every_seconds": 60, "label": "计数"},
        "silent": {"task": f"{JOBS}.silent_job", "every_seconds": 3600},
    }
    return settings.SCHEDULE


@pytest.fixture
def traveller():
    with time_machine.travel(NOON, tick=False) as machine:
        yield machine


def names(outcomes) -> list[str]:
    return [outcome.name for outcome in outcomes]


def test_a_job_runs_once_in_each_of_its_slots(traveller):
    runs = []
    for seconds in (0, 30, 30, 3540):
        traveller.shift(dt.timedelta(seconds=seconds))
        runs.append(names(scheduler.run_due_jobs()))
    assert runs == [["counting", "silent"], [], ["counting"], ["counting", "silent"]]


def test_slots_that_were_missed_are_made_up_for_by_one_run(traveller):
    scheduler.run_due_jobs()
    traveller.shift(dt.timedelta(days=3))
    assert (names(scheduler.run_due_jobs()), names(scheduler.run_due_jobs())) == (["counting", "silent"], [])


def test_what_a_job_did_is_kept(traveller):
    scheduler.run_due_jobs()
    job = ScheduledJob.objects.get(name="counting")
    assert (job.started_at, job.finished_at, job.result, job.error, job.failures) == (NOON, NOON, "1", "", 0)


def test_a_job_that_fails_does_not_stop_the_next_and_says_why_without_personal_numbers(schedule, traveller):
    schedule["counting"]["task"] = f"{JOBS}.failing_job"
    first = names(scheduler.run_due_jobs())
    traveller.shift(dt.timedelta(minutes=1))
    scheduler.run_due_jobs()
    job = ScheduledJob.objects.get(name="counting")
    assert (first, job.error, job.failures) == (["counting", "silent"], "RuntimeError: no luck with ［已隐去］", 2)


def test_success_ends_a_row_of_failures(schedule, traveller):
    schedule["counting"]["task"] = f"{JOBS}.failing_job"
    scheduler.run_due_jobs()
    schedule["counting"]["task"] = f"{JOBS}.count_job"
    traveller.shift(dt.timedelta(minutes=1))
    scheduler.run_due_jobs()
    job = ScheduledJob.objects.get(name="counting")
    assert (job.error, job.failures) == ("", 0)


def test_a_job_that_is_still_running_is_not_begun_again_before_its_lease_ends(traveller):
    scheduler.run_due_jobs()
    ScheduledJob.objects.filter(name="counting").update(finished_at=None)
    traveller.shift(scheduler.LEASE)
    during = names(scheduler.run_due_jobs())
    traveller.shift(dt.timedelta(minutes=1))
    assert (during, names(scheduler.run_due_jobs())) == ([], ["counting"])


def test_all_jobs_run_now_whatever_their_slots(traveller):
    scheduler.run_due_jobs()
    outcomes = list(scheduler.run_all_jobs())
    assert [(outcome.label, outcome.result, outcome.error) for outcome in outcomes] == [
        ("计数", 2, ""),
        ("silent", None, ""),
    ]


def test_a_job_that_is_running_already_is_left_to_finish(traveller):
    ScheduledJob.objects.create(name="counting", started_at=NOON)
    first = next(scheduler.run_all_jobs())
    assert (first, jobs.done) == (scheduler.Outcome("counting", None, "正在运行，稍后自动完成"), [])


def test_the_command_runs_what_is_due_and_tells(traveller, capsys):
    call_command("run_due_jobs")
    assert capsys.readouterr().out.splitlines() == ["counting: 1", "silent: None"]


def test_the_command_fails_when_a_job_does(schedule, traveller, capsys):
    schedule["silent"]["task"] = f"{JOBS}.failing_job"
    with pytest.raises(CommandError) as error:
        call_command("run_due_jobs")
    assert str(error.value) == "Failed: silent"
