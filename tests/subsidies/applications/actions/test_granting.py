"""Awards: once, under the total, with the difference for a higher degree."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from subsidies.applications import actions
from subsidies.applications.models import Award, LivingTotal
from talent.workflow.refusals import ActionRefused
from tests.factories import make_degree
from tests.subsidies.applications.stages import Office, fresh, ready_person

TODAY = dt.date(2026, 11, 23)


def granted(office: Office, person: object) -> list[int | None]:
    return [award.amount_yuan for award in Award.objects.filter(person=person).order_by("granted_on", "amount_yuan")]


def test_a_granted_case_gives_one_award_with_what_was_decided(office: Office):
    application = office.at("in_notice")
    (award,) = actions.grant(application, on=TODAY)
    assert (award.benefit, award.degree, award.amount_yuan, award.policy_version, award.granted_on) == (
        "living",
        "bachelor",
        30_000,
        "2021-01",
        TODAY,
    )


def test_granting_twice_gives_one_award(office: Office):
    application = office.at("in_notice")
    actions.grant(application, on=TODAY)
    with pytest.raises(ActionRefused):
        actions.grant(application, on=TODAY)
    assert granted(office, application.person) == [30_000]


def test_a_higher_degree_pays_the_difference_and_no_more(office: Office):
    person = office.at("closed").person
    make_degree(person, level="master", awarded_on=dt.date(2026, 9, 1))
    office.at("closed", person)
    total = LivingTotal.objects.get(person=person)
    assert (granted(office, person), total.granted_yuan, total.ceiling_yuan) == ([20_000, 30_000], 50_000, 50_000)


def test_the_same_degree_pays_nothing_a_second_time(office: Office):
    person = office.at("closed").person
    application = office.at("awaiting_review", person)
    with pytest.raises(ActionRefused, match="有条件不符合"):
        office.do("review", application)
    assert granted(office, person) == [30_000]


def test_no_award_goes_beyond_the_total_even_when_it_was_decided(office: Office):
    application = office.at("in_notice")
    LivingTotal.objects.create(person=application.person, granted_yuan=30_000, ceiling_yuan=30_000)
    with pytest.raises(ActionRefused, match="超过该学位的补贴总额"):
        actions.grant(application, on=TODAY)
    assert (granted(office, application.person), fresh(application).status) == ([], "in_notice")


def test_the_database_holds_the_total(office: Office):
    person = ready_person(office.employer)
    with pytest.raises(IntegrityError), transaction.atomic():
        LivingTotal.objects.create(person=person, granted_yuan=30_001, ceiling_yuan=30_000)
    assert LivingTotal.objects.count() == 0


def test_the_database_holds_one_live_award_of_a_kind(office: Office):
    award = Award.objects.get(decision__application=office.at("closed"))
    second = office.at("awaiting_notice").decisions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(
            decision=second,
            person=award.person,
            benefit=award.benefit,
            degree=award.degree,
            amount_yuan=1,
            policy_version="2021-01",
            granted_on=TODAY,
        )
    assert Award.objects.count() == 1


def test_a_policy_version_that_nobody_knows_grants_nothing(office: Office):
    application = office.at("in_notice")
    application.decisions.update(policy_version="1999")
    with pytest.raises(ActionRefused, match="找不到政策版本 1999"):
        actions.grant(application, on=TODAY)
    assert granted(office, application.person) == []
