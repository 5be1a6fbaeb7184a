"""Where a colleague or the applicant was quicker, the page says who did what and when."""

from __future__ import annotations

import pytest

from subsidies.applications import actions as cases
from subsidies.review import actions
from tests.factories import make_user
from tests.subsidies.applications.stages import GRANT_LIVING, Office, latest
from tests.subsidies.review.stages import proposed
from tests.subsidies.review.views.test_case import as_, propose_data, recheck_data, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("quicker", ["colleague", "oneself", "applicant"])
def test_who_was_quicker_is_named_with_what_they_did_and_when(office: Office, quicker: str):
    application = office.at("awaiting_review")
    data, colleague = propose_data(application), make_user("reviewer")
    if quicker == "applicant":
        cases.withdraw(application, by=application.person.user)
    else:
        who = colleague if quicker == "colleague" else office.reviewer
        actions.propose(application, GRANT_LIVING, by=who, submission=latest(application))
    response = as_(office.reviewer).post(url("propose", application), data)
    said = {
        "colleague": f"{colleague} 已于 12:00 办理“提交复核”，现在是“待复核”。",
        "oneself": "您已于 12:00 办理“提交复核”，现在是“待复核”。",
        "applicant": "申请人 已于 12:00 办理“撤回申请”，现在是“已撤回”。",
    }
    assert (response.status_code, response.context["proposal_form"].non_field_errors()) == (422, [said[quicker]])


def test_whose_recheck_was_quicker_is_named(office: Office):
    review, colleague = proposed(office), make_user("reviewer")
    actions.confirm(review.application, by=colleague, submission=review.submission)
    response = as_(office.rechecker).post(url("confirm", review.application), recheck_data(review))
    assert response.context["recheck_form"].non_field_errors() == [
        f"{colleague} 已于 12:00 办理“复核通过”，现在是“待公示”。"
    ]
