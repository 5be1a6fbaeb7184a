"""What waits, in which order, and how it is counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from subsidies.applications.models import Application
from subsidies.review.queries.queue import desk, order_of, queue, rechecks_of
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import proposed, returned, somebody

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


def promise(application: Application, day: dt.date) -> Application:
    Application.objects.filter(pk=application.pk).update(promised_on=day)
    return application


def numbers(office: Office, **filters: Any) -> list[str]:
    return [row["number"] for row in queue(office.reviewer, filters).order_by("number")]


def sorted_numbers(*applications: Application) -> list[str]:
    return sorted(application.number for application in applications)


def test_the_queue_of_a_status_shows_that_status_alone(office: Office):
    waiting = office.at("awaiting_review")
    returned(office)
    office.at("awaiting_employer")
    assert numbers(office, status="awaiting_review") == [waiting.number]


def test_without_a_status_every_submitted_case_is_shown(office: Office):
    one, two = office.at("awaiting_review"), office.at("closed")
    office.at("draft")
    office.at("withdrawn")
    assert numbers(office) == sorted_numbers(one, two)


def test_an_employer_narrows_the_queue(office: Office):
    one = office.at("awaiting_review")
    assert (numbers(office, employer=office.employer), numbers(office, employer=make_employer())) == ([one.number], [])


@pytest.mark.parametrize(("benefit", "found"), [("living", 1), ("housing", 0), ("schooling", 0)])
def test_a_benefit_narrows_the_queue(office: Office, benefit: str, found: int):
    office.at("awaiting_review")
    assert len(numbers(office, benefit=benefit)) == found


def test_late_is_before_today_and_due_is_today(office: Office):
    late = promise(office.at("awaiting_review"), dt.date(2026, 11, 20))
    due = promise(office.at("awaiting_review"), TODAY)
    promise(office.at("awaiting_review"), dt.date(2026, 11, 24))
    assert (numbers(office, due="late"), numbers(office, due="today")) == ([late.number], [due.number])


@pytest.mark.parametrize("role", ["hr_officer", "finance_officer", "applicant"])
def test_nobody_else_finds_anything_by_the_office_s_queue(office: Office, role: str):
    office.at("awaiting_review")
    assert list(queue(make_user(role), {})) == []


@pytest.mark.parametrize(
    ("filters", "order"),
    [
        ({"status": "awaiting_review"}, ("promised_on", "id")),
        ({"status": "awaiting_recheck"}, ("promised_on", "id")),
        ({"status": "", "due": "late"}, ("promised_on", "id")),
        ({"status": "returned"}, ("-submitted_at", "-id")),
        ({"status": ""}, ("-submitted_at", "-id")),
    ],
)
def test_the_promise_orders_only_where_every_row_has_one(filters: dict[str, str], order: tuple[str, str]):
    assert order_of(filters) == order


def test_the_desk_counts_what_waits_and_what_is_late(office: Office):
    promise(office.at("awaiting_review"), dt.date(2026, 11, 20))
    promise(office.at("awaiting_review"), TODAY)
    promise(proposed(office).application, dt.date(2026, 11, 19))
    office.at("awaiting_notice")
    returned(office)
    assert desk(office.reviewer) == {
        "review": 2,
        "review_late": 1,
        "review_today": 1,
        "recheck": 1,
        "recheck_late": 1,
        "recheck_today": 0,
        "returned": 1,
    }


def test_the_desk_is_one_query(office: Office, django_assert_num_queries):
    office.reviewer.has_role("reviewer")
    with django_assert_num_queries(2):  # the other is the demo's clock
        desk(office.reviewer)


def test_a_recheck_shows_the_amount_and_who_proposed_it(office: Office):
    review = proposed(office)
    recheck = rechecks_of([review.application_id], user=office.rechecker)[review.application_id]
    assert (recheck.review_id, recheck.reviewed_by, recheck.granted_yuan, recheck.mine, recheck.selectable) == (
        review.pk,
        str(office.reviewer),
        30_000,
        False,
        True,
    )


def test_one_s_own_proposal_cannot_be_ticked(office: Office):
    review = proposed(office)
    recheck = rechecks_of([review.application_id], user=office.reviewer)[review.application_id]
    assert (recheck.mine, recheck.selectable) == (True, False)


def test_a_refusal_shows_no_amount_and_cannot_be_ticked(office: Office):
    review = proposed(office, refuse=True)
    recheck = rechecks_of([review.application_id], user=office.rechecker)[review.application_id]
    assert (recheck.granted_yuan, recheck.selectable) == (None, False)


@pytest.mark.parametrize("count", [1, 4])
def test_rechecks_of_any_number_of_cases_cost_the_same_queries(office: Office, count: int, django_assert_num_queries):
    keys = [proposed(office, somebody(office)).application_id for _ in range(count)]
    with django_assert_num_queries(20):
        rechecks_of(keys, user=office.rechecker)
