"""The scheduler as a process."""

import os
import signal
import threading

import pytest
from django.core.management import call_command
from django.db import OperationalError

from talent.notifications import scheduler
from talent.notifications.management.commands import run_scheduler


@pytest.fixture
def kept_signals():
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.django_db
def test_it_goes_on_after_an_error_of_the_database_and_stops_at_a_signal(kept_signals, monkeypatch, caplog):
    looks = []

    def look() -> None:
        looks.append(threading.current_thread().name)
        if len(looks) == 1:
            raise OperationalError("the server closed the connection")
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(run_scheduler, "close_old_connections", lambda: None)
    monkeypatch.setattr(scheduler, "run_due_jobs", look)
    call_command("run_scheduler", interval=0.01)
    assert (len(looks), [record.message for record in caplog.records]) == (
        2,
        ["The database did not answer; trying again"],
    )
