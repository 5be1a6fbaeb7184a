"""A case that is reviewed again leads to the objection or the appeal behind it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from subsidies.appeals import actions as appeals
from subsidies.objections import actions as objections
from subsidies.review.queries.case import behind_reopening
from tests.factories import make_user
from tests.subsidies.appeals.stages import assigned, refused
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.objections.stages import decided, examined, objected, running
from tests.subsidies.review.views.test_case import as_, url

pytestmark = pytest.mark.django_db


def test_an_upheld_objection_is_linked_and_others_are_not(office: Office):
    case, officer = decided(office), make_user("reviewer")
    notice = running(office, case)
    objected(notice, text="只是线索。")
    objection = objections.uphold(examined(notice, by=officer), by=officer, finding="核实材料不实。", answer="成立。")
    page = as_(officer).get(url("case", case)).content.decode()
    assert (
        [each.number for each in behind_reopening(fresh(case))],
        reverse("objections:objection", args=[objection.pk]) in page,
    ) == ([objection.number], True)


def test_an_upheld_appeal_is_linked(office: Office):
    case, officer = refused(office), make_user("reviewer")
    appeal = appeals.uphold(assigned(case, to=officer), by=officer, explanation="经核对，合同与原件一致。")
    page = as_(officer).get(url("case", case)).content.decode()
    assert ("因异议或申诉成立重新审核" in page, reverse("appeals:appeal", args=[appeal.pk]) in page) == (True, True)


def test_a_case_that_was_never_reopened_asks_nothing(office: Office, django_assert_num_queries):
    case = office.at("awaiting_review")
    with django_assert_num_queries(0):
        behind = behind_reopening(case)
    assert behind == []
