"""Which proposals may be rechecked in bulk."""

from __future__ import annotations

import pytest

from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.review import actions
from subsidies.review.models import Review
from subsidies.review.queries.clean import obstacles_of
from tests.subsidies.applications.stages import Office, latest
from tests.subsidies.review.stages import proposed, somebody

pytestmark = pytest.mark.django_db


def obstacles(review: Review) -> list[str]:
    return obstacles_of([review])[review.pk]


def test_a_grant_that_the_rules_bear_alone_is_clean(office: Office):
    assert obstacles(proposed(office)) == []


def test_a_refusal_is_not(office: Office):
    assert obstacles(proposed(office, refuse=True)) == ["有不予通过的事项。"]


def test_a_grant_with_a_reason_is_not(office: Office):
    application = office.at("awaiting_review", somebody(office))
    wanted = {Benefit.LIVING: Proposal(Outcome.GRANTED, "社保月数已电话核实")}
    review = actions.propose(application, wanted, by=office.reviewer, submission=latest(application))
    assert obstacles(review) == ["初审附有理由。"]


def test_a_note_for_the_second_person_is_not(office: Office):
    assert obstacles(proposed(office, note="请看合同")) == ["初审人写了备注。"]


def test_a_warning_is_not(office: Office):
    person = somebody(office)
    person.bank_accounts.update(holder_name="王芳")
    assert obstacles(proposed(office, person)) == ["银行户名“王芳”与申请人姓名不同。"]
