"""Notices end by themselves, each for itself, also after days on which nothing ran."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from subsidies.applications.models import Award
from subsidies.notices import actions, tasks
from subsidies.notices.models import PublicNotice
from talent.calendars import clock
from talent.notifications.outbox import run_outbox
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import approved, exhaust, on, published

pytestmark = pytest.mark.django_db
LAST_DAY = dt.date(2026, 11, 30)


def close_on(day: dt.date) -> int:
    with on(day):
        result: int = tasks.close_ended.func()
    return result


@pytest.mark.parametrize(
    ("day", "ended", "status"),
    [(LAST_DAY, 0, "published"), (LAST_DAY + dt.timedelta(days=1), 1, "ended"), (dt.date(2027, 3, 1), 1, "ended")],
)
def test_a_notice_ends_on_the_first_run_after_its_last_day(office: Office, day: dt.date, ended: int, status: str):
    notice = published(office)
    assert (close_on(day), PublicNotice.objects.get(pk=notice.pk).status) == (ended, status)


def test_a_second_run_ends_and_grants_nothing_more(office: Office):
    published(office)
    assert ([close_on(dt.date(2026, 12, 1)), close_on(dt.date(2026, 12, 2))], Award.objects.count()) == ([1, 0], 1)


def test_moving_the_demo_s_clock_ends_a_notice(office: Office):
    notice = published(office)
    with clock.moved_to(dt.date(2026, 12, 1)):
        tasks.close_ended.func()
    assert PublicNotice.objects.get(pk=notice.pk).status == "ended"


def test_every_run_tries_again_what_was_held(office: Office):
    bad = approved(office)
    published(office, bad)
    exhaust(bad)
    close_on(dt.date(2026, 12, 1))
    held = fresh(bad).status
    bad.person.living_total.delete()
    close_on(dt.date(2026, 12, 2))
    assert (held, fresh(bad).status) == ("in_notice", "closed")


def test_an_error_in_one_notice_keeps_no_other_from_ending(office: Office, monkeypatch: pytest.MonkeyPatch):
    broken, sound = published(office), published(office)
    end = actions.end

    def failing(notice: PublicNotice) -> Any:
        if notice.pk == broken.pk:
            raise RuntimeError("disk full")
        return end(notice)

    monkeypatch.setattr(actions, "end", failing)
    with pytest.raises(tasks.NoticesNotEnded) as error:
        close_on(dt.date(2026, 12, 1))
    statuses = [PublicNotice.objects.get(pk=notice.pk).status for notice in (broken, sound)]
    assert (str(error.value), statuses) == (broken.number, ["published", "ended"])


def test_what_ended_gets_its_instalments_from_the_outbox(office: Office):
    published(office)
    close_on(dt.date(2026, 12, 1))
    with on(dt.date(2026, 12, 1)):
        run_outbox()
    assert list(Award.objects.get().instalments.values_list("sequence", "amount_yuan")) == [
        (1, 12_000),
        (2, 9_000),
        (3, 9_000),
    ]
