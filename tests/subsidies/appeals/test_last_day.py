"""The last day to appeal, as the letter said it: a change of the calendar takes it from nobody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.appeals.models import Appeal
from subsidies.appeals.queries import last_day_to_appeal
from subsidies.applications.models import Application
from talent.audit.models import AuditEvent
from talent.calendars import actions as calendar
from talent.calendars.models import CalendarDay
from talent.calendars.pasted_days import PastedDay
from talent.papers.models import IssuedPaper
from talent.ui.formatting import day as in_words
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.appeals.stages import LAST_DAY, filed, partly_refused, refused
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import on

pytestmark = pytest.mark.django_db
MADE_UP, HOLIDAY = dt.date(2026, 11, 28), dt.date(2026, 12, 3)
"""A Saturday that is worked, and a Thursday that is not, before the last day of a case of 23 November."""
ONE_DAY = dt.timedelta(days=1)


def enter(*days: tuple[dt.date, bool]) -> None:
    said = [PastedDay(day, is_working, "调休", 1) for day, is_working in days]
    calendar.set_days(said, source="国办", by=make_user("policy_officer"))


def last(case: Application) -> dt.date | None:
    return last_day_to_appeal(fresh(case))


def letter_of(case: Application) -> str:
    content = IssuedPaper.objects.in_force().get(kind="decision_letter", dossier=case.pk).content
    return "".join(content["closing"])


def test_an_appeal_on_the_last_day_of_the_letter_is_in_time_although_a_day_was_made_up_since(office: Office):
    case = refused(office)
    enter((MADE_UP, True))
    with on(LAST_DAY):
        appeal = filed(case)
    assert ("2026年12月14日前（含当日）" in letter_of(case), appeal.status) == (True, "filed")


def test_a_holiday_gives_a_day(office: Office):
    case = refused(office)
    enter((HOLIDAY, False))
    found = [last(case)]
    enter((HOLIDAY, True))
    with on(LAST_DAY + ONE_DAY):
        filed(case)
    assert ([*found, last(case)], fresh(case).appeal_until) == ([LAST_DAY + ONE_DAY] * 2, LAST_DAY + ONE_DAY)


def test_letter_case_and_form_say_the_same_day(office: Office):
    case = refused(office)
    enter((MADE_UP, True))
    client = Client()
    client.force_login(case.person.user)
    pages = [client.get(reverse(name, args=[case.pk])).content.decode() for name in ("me:case", "me:appeal")]
    said = in_words(LAST_DAY)
    assert [said in text for text in (letter_of(case), *pages)] == [True] * 3


def test_the_day_is_kept_when_the_notice_ended_and_part_was_refused(office: Office):
    case = partly_refused(office)
    until = case.appeal_until
    enter((until - ONE_DAY * 7, False))
    assert (in_words(until) in letter_of(case), last(case)) == (True, fresh(case).appeal_until)
    assert fresh(case).appeal_until > until


def test_where_nothing_was_refused_no_day_is_kept(office: Office):
    assert office.at("closed").appeal_until is None


def test_a_case_from_before_the_day_was_kept_is_given_the_day_by_the_calendar_before_the_change(office: Office):
    case = refused(office)
    Application.objects.filter(pk=case.pk).update(appeal_until=None)
    before = last(case), fresh(case).appeal_until
    enter((MADE_UP, True))
    kept = last(case), fresh(case).appeal_until
    enter((HOLIDAY, False))
    assert (before, kept, last(case)) == ((LAST_DAY, None), (LAST_DAY, LAST_DAY), LAST_DAY + ONE_DAY)


def test_a_day_that_is_over_stays(office: Office):
    case = refused(office)
    with on(LAST_DAY + ONE_DAY * 3):
        enter((LAST_DAY + ONE_DAY * 4, False))
        with pytest.raises(ActionRefused, match="2026年12月14日"):
            filed(case)
    assert (fresh(case).appeal_until, Appeal.objects.count()) == (LAST_DAY, 0)


def test_the_log_says_how_many_days_went_where(office: Office):
    refused(office), refused(office)
    enter((HOLIDAY, False))
    event = AuditEvent.objects.get(verb="calendar.days_recounted")
    assert event.detail == {
        "what": "applications.application.appeal_until",
        "moved": [{"from": "2026-12-14", "to": "2026-12-15", "rows": 2}],
    }


ENTRIES = st.lists(
    st.tuples(st.integers(1, 30).map(lambda n: dt.date(2026, 11, 23) + n * ONE_DAY), st.booleans()), max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRIES, max_size=4))
def test_no_change_of_the_calendar_ever_takes_a_day_from_anybody(
    office: Office, changes: list[list[tuple[dt.date, bool]]]
):
    CalendarDay.objects.filter(date__gte=dt.date(2026, 11, 24)).delete()
    calendar.set_day(MADE_UP, is_working=False, name="周六", source="国办", by=make_user("policy_officer"))
    case = refused(office)
    days = [last(case)]
    for entries in changes:
        enter(*dict(entries).items())
        days.append(last(case))
    assert days == sorted(days)
