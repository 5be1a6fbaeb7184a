"""The portal's time."""

import datetime as dt

import pytest
import time_machine

from talent.calendars import clock
from talent.calendars.models import DemoClock

LATE_EVENING_UTC = dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)


@time_machine.travel(LATE_EVENING_UTC, tick=False)
def test_the_day_is_that_of_shanghai_and_without_a_demo_clock_nothing_is_queried(settings):
    settings.DEMO_CLOCK = False
    assert (clock.now(), clock.today()) == (LATE_EVENING_UTC, dt.date(2026, 11, 24))


@pytest.mark.django_db
@time_machine.travel(LATE_EVENING_UTC, tick=False)
def test_the_demo_clock_moves_the_portals_time_and_not_the_true_one():
    DemoClock.objects.create(days_ahead=10)
    assert (clock.now(), clock.today(), clock.real_now(), clock.real_today()) == (
        LATE_EVENING_UTC + dt.timedelta(days=10),
        dt.date(2026, 12, 4),
        LATE_EVENING_UTC,
        dt.date(2026, 11, 24),
    )


@pytest.mark.django_db
@time_machine.travel(LATE_EVENING_UTC, tick=False)
def test_a_demo_clock_that_is_switched_off_does_not_count(settings):
    DemoClock.objects.create(days_ahead=10)
    settings.DEMO_CLOCK = False
    assert clock.today() == dt.date(2026, 11, 24)
