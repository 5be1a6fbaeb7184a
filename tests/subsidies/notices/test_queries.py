"""What the pages on notices list."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.notices import actions
from subsidies.notices.queries import awaiting_notice, held_cases, managed, running, unlisted_count
from tests.factories import make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.notices.stages import approved, drawn, exhaust, on, published

pytestmark = pytest.mark.django_db


def test_cases_wait_until_they_stand_on_a_live_notice(office: Office):
    waiting, taken, freed = approved(office), approved(office), approved(office)
    drawn(office, taken)
    actions.discard(drawn(office, freed), by=office.reviewer)
    expected = sorted([waiting.number, freed.number])
    assert [case.number for case in awaiting_notice(office.reviewer)] == expected


def test_one_s_own_case_is_left_to_colleagues(office: Office):
    application = approved(office)
    officer = make_user("reviewer")
    officer.natural_person.identity_number = application.person.identity_number
    officer.natural_person.save()
    assert (list(awaiting_notice(officer)), list(awaiting_notice(office.reviewer))) == ([], [application])


@pytest.mark.parametrize(
    ("day", "shown"),
    [(dt.date(2026, 11, 22), 0), (dt.date(2026, 11, 23), 1), (dt.date(2026, 11, 30), 1), (dt.date(2026, 12, 1), 0)],
)
def test_a_notice_runs_from_its_first_to_its_last_day_whether_or_not_a_job_ended_it(
    office: Office, day: dt.date, shown: int
):
    published(office)
    drawn(office)
    with on(day):
        assert running().count() == shown


def test_the_office_sees_every_notice_with_its_lines(office: Office):
    published(office, approved(office), approved(office))
    drawn(office)
    assert sorted(managed(office.reviewer).values_list("status", "entry_count")) == [("draft", 1), ("published", 2)]


@pytest.mark.parametrize("role", ["applicant", "hr_officer", "finance_officer"])
def test_others_see_no_draft(office: Office, role: str):
    drawn(office)
    assert list(managed(make_user(role))) == []


def test_held_cases_are_listed_with_their_reason_in_one_query(office: Office, django_assert_num_queries):
    bad = approved(office)
    notice = published(office, bad)
    exhaust(bad)
    with on(dt.date(2026, 12, 1)):
        actions.end(notice)
    user = office.reviewer
    user.has_role("reviewer")
    with django_assert_num_queries(1):
        (held,) = held_cases(user)
    assert (held.application, held.notice.number, unlisted_count(notice)) == (bad, notice.number, 0)
