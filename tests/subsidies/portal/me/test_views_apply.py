"""Starting, choosing, checking, handing in: once, whatever is clicked twice or in another window."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.http import urlencode

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus as S
from talent.profiles.models import Person
from tests.factories import make_applicant, make_person, make_user
from tests.subsidies.applications.stages import Office, ready_person
from tests.subsidies.portal.me import applicant as fill
from tests.subsidies.portal.me.applicant import Applicant

pytestmark = pytest.mark.django_db
BENEFITS, TASKS, CHECK = "/me/apply/benefits/", "/me/apply/", "/me/apply/check/"


def owner_of(application: Application, client: Client) -> Applicant:
    return Applicant.signed_in(client, application.person.user)


def handed_in(person: Applicant) -> str:
    """Check and submit; the address that one ends at."""
    seen = person.reads(CHECK).value("seen")
    return person.sends(CHECK, {"declared": "on", "seen": seen}).address


def test_a_newcomer_says_who_they_are_and_what_they_want_on_one_page(newcomer: Applicant):
    page = newcomer.sends(BENEFITS, fill.identity() | fill.benefits())
    application = Application.objects.get()
    assert (page.address, application.person.name, application.benefits) == (
        "/me/profile/degrees/new/",
        "沈若溪",
        ["living"],
    )


def test_a_start_sent_twice_is_one_case(newcomer: Applicant):
    data = fill.identity() | fill.benefits()
    assert [newcomer.sends(BENEFITS, data).status for _ in range(2)] == [200, 200]
    assert (Person.objects.count(), Application.objects.count()) == (1, 1)


def test_two_windows_make_one_case(newcomer: Applicant):
    identity = fill.identity()
    newcomer.sends(BENEFITS, identity | fill.benefits())
    newcomer.sends(BENEFITS, identity | fill.benefits("living", "housing"))
    assert [application.benefits for application in Application.objects.all()] == [["living", "housing"]]


def test_both_parts_of_the_first_page_say_what_is_wrong_and_keep_what_was_typed(newcomer: Applicant):
    page = newcomer.sends(BENEFITS, {"name": "沈若溪", "identity_number": "123", "document_type": "resident_id"})
    assert (page.value("name"), page.value("identity_number"), len(page.errors)) == ("沈若溪", "123", 4)
    assert (Person.objects.count(), Application.objects.count()) == (0, 0)


def test_a_number_of_another_account_starts_nothing(newcomer: Applicant):
    other = make_person()
    page = newcomer.sends(BENEFITS, fill.identity(identity_number=other.identity_number) | fill.benefits())
    assert (page.errors[0].startswith("该证件号码已在另一账号登记"), Application.objects.count()) == (True, 0)


def test_a_key_of_somebody_elses_case_starts_nothing(newcomer: Applicant, office: Office):
    page = newcomer.sends(BENEFITS, fill.identity() | fill.benefits(key=office.draft().pk))
    assert (page.errors, Application.objects.count()) == (["没有找到这件申请，或者您无权办理。"], 1)


def test_a_complete_case_is_handed_in_once_however_often_the_button_is_pressed(office: Office, client: Client):
    application = office.draft()
    person = owner_of(application, client)
    data = {"declared": "on", "seen": person.reads(CHECK).value("seen")}
    ends = [person.sends(CHECK, data).address for _ in range(3)]
    assert (set(ends), application.submissions.count()) == ({f"/me/cases/{application.pk}/submitted/"}, 1)


def test_without_the_declaration_nothing_is_handed_in(office: Office, client: Client):
    application = office.draft()
    page = owner_of(application, client).sends(CHECK, {"seen": ""})
    assert (page.errors, application.submissions.count()) == (["我承诺以上内容属实：提交前请阅读并勾选承诺。"], 0)


def test_what_changed_in_another_window_is_checked_again(office: Office, client: Client):
    application = office.draft()
    person = owner_of(application, client)
    seen = person.reads(CHECK).value("seen")
    application.person.degrees.update(awarded_on="2025-06-20")
    page = person.sends(CHECK, {"declared": "on", "seen": seen})
    assert (page.messages, application.submissions.count()) == (
        ["内容在您核对之后有修改（可能是在另一个窗口）。请再核对一遍后提交。"],
        0,
    )
    assert handed_in(person) == f"/me/cases/{application.pk}/submitted/"


def test_an_incomplete_case_says_what_is_missing_and_cannot_be_sent(office: Office, client: Client):
    application = office.draft(make_applicant(office.employer))
    person = owner_of(application, client)
    page = person.reads(CHECK)
    assert "请上传学历证书；请上传学位证书；请上传劳动合同" in page.text
    assert [button.get("type") for button in page.main.xpath(".//button[@aria-disabled='true']")] == ["button"]
    page = person.sends(CHECK, {"declared": "on", "seen": page.value("seen")})
    assert (page.messages[0].startswith("还有内容没有填写："), application.submissions.count()) == (True, 0)


@pytest.mark.parametrize(("status", "words"), [(S.DISPUTED, "更正后重新提交"), (S.RETURNED, "提交补正")])
def test_a_case_that_came_back_is_handed_in_again(office: Office, client: Client, status: S, words: str):
    application = office.at(status)
    person = owner_of(application, client)
    assert (words in person.reads(CHECK).text, handed_in(person)) == (
        True,
        f"/me/cases/{application.pk}/submitted/",
    )
    assert (application.submissions.count(), person.reads(f"/me/cases/{application.pk}/submitted/").title) == (
        2,
        "已重新提交",
    )


def test_a_case_under_way_is_only_looked_at(office: Office, client: Client):
    application = office.at(S.AWAITING_REVIEW)
    person = owner_of(application, client)
    case = f"/me/cases/{application.pk}/"
    ends = [person.client.get(address, follow=True).request["PATH_INFO"] for address in (TASKS, BENEFITS, CHECK)]
    assert ends == [case, case, f"{case}submitted/"]


def test_the_pages_are_in_the_order_of_what_is_asked_for(client: Client, office: Office):
    application = office.draft(housing=True, schooling=True)
    page = owner_of(application, client).reads(TASKS)
    titles = [link.text_content() for link in page.main.xpath(".//*[@class='tasks__name']/a")]
    assert titles == [
        "身份信息", "申请事项", "学历学位", "任职信息", "婚姻与住房", "子女信息", "收款账户", "证明材料",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "queries"), [("/me/", 18), (TASKS, 12), (CHECK, 25), ("/me/profile/evidence/", 12)]
)
def test_pages_take_as_many_queries_as_these(office, client, django_assert_num_queries, address, queries):
    person = owner_of(office.draft(ready_person(office.employer)), client)
    person.reads(address)
    with django_assert_num_queries(queries):
        person.reads(address)


@pytest.mark.parametrize("address", ["/me/", TASKS, BENEFITS, CHECK, "/me/profile/"])
def test_without_consent_a_page_asks_for_it_first(client: Client, address: str):
    client.force_login(make_user())
    assert client.get(address).headers["Location"] == "/accounts/consent/?" + urlencode({"next": address})
