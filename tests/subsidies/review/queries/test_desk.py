"""What the employer said, beside what was entered."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.review import case_actions
from subsidies.review.kinds import CodeKind, CodeResult
from subsidies.review.queries.case import history_of
from subsidies.review.queries.desk import employer_said
from subsidies.verification import actions as employers
from subsidies.verification.queries import Claim
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.review.stages import proposed, somebody
from tests.subsidies.review.views.test_case import as_, url
from tests.subsidies.verification.claims import import_roster

pytestmark = pytest.mark.django_db


def claim_of(office: Office, application: Application) -> Claim:
    claim, _answers = employer_said(application, seen_by=office.reviewer)
    assert isinstance(claim, Claim)
    return claim


def listed(office: Office, **stated: Any) -> Application:
    """A case whose applicant stands on the employer's roster, as ``stated`` or else as they said themselves."""
    application = office.at("awaiting_review", somebody(office))
    import_roster(office.employer, application.person, **stated)
    return fresh(application)


def test_what_the_roster_says_otherwise_is_marked(office: Office):
    application = listed(office, hired_on=dt.date(2026, 7, 20))
    page = as_(office.reviewer).get(url("case", application)).content.decode()
    differences = [(item.key, item.stated) for item in claim_of(office, application).differences]
    assert (differences, "<mark>2026-07-20</mark> 不一致" in page) == ([("hired_on", "2026-07-20")], True)


def test_a_roster_that_agrees_marks_nothing(office: Office):
    application = listed(office)
    page = as_(office.reviewer).get(url("case", application)).content.decode()
    assert (claim_of(office, application).differences, "<mark>" in page, "填报与花名册对照" in page) == (
        [],
        False,
        True,
    )


def test_who_is_on_no_roster_is_said_to_be_on_none(office: Office):
    page = as_(office.reviewer).get(url("case", office.at("awaiting_review"))).content.decode()
    assert "单位现行花名册中没有此人" in page


def test_an_earlier_dispute_stays_readable(office: Office):
    application = office.submitted(somebody(office))
    employers.dispute(
        application, by=office.hr, submission=latest(application), reason="hired_on_differs", comment="7月20日入职"
    )
    cases.answer_dispute(fresh(application), by=application.person.user)
    again = fresh(application)
    employers.verify(again, by=office.hr, submission=latest(again))
    response = as_(office.reviewer).get(url("case", again))
    assert (
        response.context["verification"].outcome,
        [(answer.outcome, answer.comment) for answer in response.context["earlier_answers"]],
        "7月20日入职" in response.content.decode(),
    ) == ("verified", [("disputed", "7月20日入职")], True)


def test_the_history_says_what_the_case_became(office: Office):
    steps = [(event["what"], event["became"]) for event in history_of(proposed(office).application)]
    assert steps[0][1] == "待复核"


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_queries_however_much_happened(
    office: Office, count: int, django_assert_num_queries: Any
):
    application, client = office.at("awaiting_review"), as_(make_user("auditor"))
    for _ in range(count):
        case_actions.add_note(application, "电话问过单位", pk=uuid.uuid4(), by=make_user("reviewer"))
        case_actions.record_check(
            application,
            CodeKind.SOCIAL_INSURANCE,
            None,
            CodeResult.MATCHES,
            pk=uuid.uuid4(),
            by=make_user("reviewer"),
            submission=latest(application),
        )
    client.get(url("case", application))
    with django_assert_num_queries(44):
        client.get(url("case", application))
