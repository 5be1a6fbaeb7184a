"""Establishing a fact from the page of a case."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from subsidies.applications.models import Application, EstablishedFact
from talent.profiles.models import Employment
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, latest
from tests.subsidies.review.stages import proposed, somebody

pytestmark = pytest.mark.django_db
PATH = "employment.insured_months"


@pytest.fixture
def short(office: Office) -> Application:
    person = somebody(office)
    Employment.objects.filter(person=person).update(insured_months=1)
    return office.at("awaiting_review", person)


@pytest.fixture
def desk(client: Client, office: Office) -> Client:
    client.force_login(office.reviewer)
    return client


def address(application: Application, path: str = PATH) -> str:
    return f"/review/cases/{application.pk}/facts/{path}/"


def entered(application: Application, **changes: object) -> dict[str, object]:
    usual = {
        "pk": uuid.uuid4(), "submission": latest(application).pk, "value": "6", "source": "social_insurance",
        "reason": "11月20日社保经办机构答复",
    }  # fmt: skip
    return usual | changes


def test_from_the_case_to_the_fact_and_back_with_another_answer(desk: Client, short: Application):
    case = desk.get(f"/review/cases/{short.pk}/").content.decode()
    chosen = desk.get(f"/review/cases/{short.pk}/facts/?benefit=living").content.decode()
    form = desk.get(address(short)).content.decode()
    done = desk.post(address(short), entered(short), follow=True).content.decode()
    assert (f"/review/cases/{short.pk}/facts/?benefit=living" in case, address(short) in chosen, "1 个月" in form) == (
        True,
        True,
        True,
    )
    assert (
        "已认定“长春社保连续缴费月数”" in done,
        "申请时填写“1 个月”，核定为“6 个月”" in done,
        "30,000 元" in done,
    ) == (
        True,
        True,
        True,
    )


def test_withdrawing_says_so(desk: Client, short: Application):
    desk.post(address(short), entered(short))
    fact = EstablishedFact.objects.get()
    page = desk.post(f"/review/facts/{fact.pk}/withdraw/", follow=True).content.decode()
    assert ("已撤销认定，测算按申请时填写的内容进行。" in page, "核定为" in page) == (True, False)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("value", "", "请填写核定的内容。"),
        ("value", "半年", None),
        ("reason", "", "请写明认定依据。"),
        ("source", "x", None),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk: Client, short: Application, field, value, told):
    form = desk.post(address(short), entered(short, **{field: value})).context["form"]
    said = [error for errors in form.errors.values() for error in errors]
    assert (len(said), said if told else [told], form["source"].value()) == (
        1,
        [told],
        value if field == "source" else "social_insurance",
    )


def test_a_case_that_went_to_recheck_meanwhile_is_not_found_here(desk: Client, office: Office):
    application = proposed(office).application
    assert [desk.get(address(application)).status_code, desk.post(address(application)).status_code] == [404, 404]


@pytest.mark.parametrize("path", ["living_granted_yuan", "degrees.7.full_time", "person.born_on", "x"])
def test_what_may_not_be_established_is_not_found(desk: Client, short: Application, path: str):
    assert desk.get(address(short, path)).status_code == 404


@pytest.mark.parametrize("role", ["auditor", "hr_officer", "finance_officer", "policy_officer", "applicant"])
def test_nobody_else_establishes(client: Client, short: Application, role: str):
    client.force_login(make_user(role))
    answers = [client.get(address(short)), client.post(address(short), entered(short))]
    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_stranger_s_fact_is_not_found(desk: Client):
    assert desk.post(f"/review/facts/{uuid.uuid4()}/withdraw/").status_code == 404


def test_the_choice_costs_the_same_queries_whatever_was_established(
    desk: Client, short: Application, django_assert_num_queries
):
    page = f"/review/cases/{short.pk}/facts/"
    desk.get(page)
    for path, value in ((None, None), (PATH, "6"), ("employment.works_in_city", "no")):
        if path:
            desk.post(address(short, path), entered(short, value=value))
        with django_assert_num_queries(8):
            desk.get(page)
