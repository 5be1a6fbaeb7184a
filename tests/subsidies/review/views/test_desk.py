"""Notes of the office and checks of codes on the page of a case."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.review import case_actions
from subsidies.review.models import CaseNote, CodeCheck
from talent.accounts.models import User
from talent.profiles.models import Employment
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest, ready_person
from tests.subsidies.review.stages import returned, somebody
from tests.subsidies.review.views.test_case import applicants_page, as_, url

pytestmark = pytest.mark.django_db
SECRET = "疑似代拍，下次细看"


def note_data(text: str = SECRET) -> dict[str, Any]:
    return {"note-pk": uuid.uuid4(), "note-text": text}


def check_data(application: Application, **changes: Any) -> dict[str, Any]:
    degree = latest(application).entered["degrees"][0]["id"]
    data = {
        "pk": uuid.uuid4(),
        "submission": latest(application).pk,
        "item": f"chsi:{degree}",
        "result": "matches",
        "comment": "",
    }
    return {f"check-{name}": value for name, value in (data | changes).items()}


def noted(office: Office, status: str) -> Application:
    application = office.at(status)
    case_actions.add_note(application, SECRET, pk=uuid.uuid4(), by=office.reviewer)
    return application


def reads(user: User, *addresses: str) -> list[bool]:
    """Whether the words of the note stand on each of these pages."""
    client = as_(user)
    return [SECRET in client.get(address, follow=True).content.decode() for address in addresses]


def test_a_note_is_kept_and_shown_to_colleagues_and_auditors(office: Office):
    application = office.at("awaiting_review")
    answer = as_(office.reviewer).post(url("add_note", application), note_data())
    page = url("case", application)
    shown = reads(office.rechecker, page) + reads(make_user("auditor"), page)
    assert (answer.headers["Location"], shown) == (f"{page}#notes", [True, True])


@pytest.mark.parametrize("status", ["returned", "disputed", "awaiting_employer", "closed"])
def test_a_note_never_reaches_the_applicant(office: Office, status: str):
    application = noted(office, status)
    papers = reads(application.person.user, reverse("me:home"), reverse("me:profile"), "/messages/")
    assert ([SECRET in applicants_page(application), *papers]) == [False] * 4


@pytest.mark.parametrize("status", ["awaiting_employer", "disputed", "awaiting_review"])
def test_a_note_never_reaches_the_employer(office: Office, status: str):
    application = noted(office, status)
    pages = [reverse(f"verification:{name}") for name in ("queue", "answered", "summary")]
    assert reads(office.hr, *pages, url("case", application)) == [False] * 4


def test_the_applicant_at_the_office_does_not_read_what_colleagues_note(office: Office):
    application = noted(office, "awaiting_review")
    officer = make_user("reviewer")
    officer.natural_person.identity_number = application.person.identity_number
    officer.natural_person.save()
    page = as_(officer).get(url("case", application)).content.decode()
    assert (SECRET in page, "保存记事" in page, "登记核验结果" in page) == (False, False, False)


@pytest.mark.parametrize("name", ["add_note", "record_check"])
@pytest.mark.parametrize(
    ("role", "status"), [("auditor", 403), ("hr_officer", 403), ("applicant", 403), ("finance_officer", 403)]
)
def test_only_the_office_adds_to_a_case(office: Office, name: str, role: str, status: int):
    application = office.at("awaiting_review")
    answer = as_(make_user(role)).post(url(name, application), note_data() | check_data(application))
    assert (answer.status_code, CaseNote.objects.count(), CodeCheck.objects.count()) == (status, 0, 0)


@pytest.mark.parametrize("name", ["add_note", "record_check"])
def test_a_case_that_was_never_submitted_is_not_found(office: Office, name: str):
    assert as_(office.reviewer).post(url(name, office.at("draft")), note_data()).status_code == 404


@pytest.mark.parametrize("name", ["add_note", "record_check"])
def test_a_get_adds_nothing(office: Office, name: str):
    assert as_(office.reviewer).get(url(name, office.at("awaiting_review"))).status_code == 405


def test_a_note_with_a_number_comes_back_with_what_was_typed(office: Office):
    application = office.at("awaiting_review")
    data = note_data("电话 13800138000")
    form = as_(office.reviewer).post(url("add_note", application), data).context["note_form"]
    assert (list(form.errors), form["text"].value(), form["pk"].value()) == (
        ["text"],
        "电话 13800138000",
        str(data["note-pk"]),
    )


def test_a_double_click_keeps_one_note(office: Office):
    application, data, client = office.at("awaiting_review"), note_data(), as_(office.reviewer)
    statuses = [client.post(url("add_note", application), data).status_code for _ in range(2)]
    assert (statuses, CaseNote.objects.count()) == ([302, 302], 1)


def test_a_check_is_shown_with_who_and_the_official_page(office: Office):
    person = somebody(office)
    person.degrees.update(chsi_code="AB12CD34EF56")
    application, client = office.at("awaiting_review", person), as_(office.reviewer)
    before = client.get(url("case", application)).content.decode()
    client.post(url("record_check", application), check_data(application, result="differs", comment="学历为非全日制"))
    response = client.get(url("case", application))
    check = response.context["codes"][0].standing
    words = ("AB12CD34EF56", "https://www.chsi.com.cn/xlcx/bgcx.jsp", "学历为非全日制")
    assert (
        check.result,
        check.checked_by,
        [(text in before, text in response.content.decode()) for text in words],
    ) == (
        "differs",
        office.reviewer,
        [(True, True), (True, True), (False, True)],
    )


def test_a_check_of_a_submission_that_was_replaced_shows_what_changed_and_keeps_the_words(office: Office):
    application = returned(office)
    data = check_data(application, result="differs", comment="非全日制")
    application.person.degrees.update(major="车辆工程")
    cases.correct(application, by=application.person.user)
    response = as_(office.reviewer).post(url("record_check", application), data)
    form = response.context["check_form"]
    assert (
        [change.after for change in response.context["since"].changes],
        form["comment"].value(),
        form["submission"].value(),
        CodeCheck.objects.count(),
    ) == (["车辆工程"], "非全日制", str(latest(application).pk), 0)


def test_a_check_of_what_was_corrected_since_is_not_shown_as_borne_out(office: Office):
    """Four months were checked; the applicant corrects them to twelve."""
    person, client = somebody(office), as_(office.reviewer)
    application = office.at("awaiting_review", person)
    client.post(url("record_check", application), check_data(application, item="social_insurance", result="matches"))
    before = client.get(url("case", application)).content.decode()
    office.do("return", application)
    Employment.objects.filter(person=person).update(insured_months=12)
    cases.correct(fresh(application), by=person.user)
    office.do("verify", application)
    page = client.get(url("case", application)).content.decode()
    words = ("需重新核验", "长春社保连续缴费月数由“4 个月”改为“12 个月”", 'tag--success">与填报一致')
    assert [(text in before, text in page) for text in words] == [(False, True), (False, True), (True, False)]


def test_a_submission_of_another_case_is_not_found(office: Office):
    application, other = (office.at("awaiting_review", ready_person(office.employer)) for _ in range(2))
    data = check_data(application, submission=latest(other).pk)
    assert as_(office.reviewer).post(url("record_check", application), data).status_code == 404
