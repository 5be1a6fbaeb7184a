"""The profile: what is kept, what is shown back, what rests on it, and who must prove themselves."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from subsidies.applications.workflow import ApplicationStatus as S
from subsidies.payments.models import Instalment
from talent.profiles.models import Person
from tests.factories import make_bank_account, make_employer, make_identity_number, make_person
from tests.subsidies.applications.stages import Office
from tests.subsidies.portal.me import applicant as fill
from tests.subsidies.portal.me.applicant import Applicant

pytestmark = pytest.mark.django_db
IDENTITY, ACCOUNT = "/me/profile/identity/", "/me/profile/bank-account/"


@pytest.fixture
def person() -> Person:
    return make_person(name="沈若溪")


@pytest.fixture
def known(client: Client, person: Person) -> Applicant:
    return Applicant.signed_in(client, person.user)


def test_a_profile_before_an_application_is_filled_in_page_by_page(newcomer: Applicant):
    employer = make_employer()
    ends = [
        newcomer.sends(address, data).address
        for address, data in (
            (IDENTITY, fill.identity()),
            ("/me/profile/degrees/new/", fill.degree()),
            ("/me/profile/employment/", fill.employment(employer)),
            ("/me/profile/household/", {"married": "no", "owns_home_in_city": "no"}),
            (ACCOUNT, fill.account()),
        )
    ]
    assert ends == ["/me/profile/"] * 5
    text = newcomer.reads("/me/profile/").text
    assert [words in text for words in ("沈若溪", "吉林大学，2026年6月20日", employer.name, "**** 0128")] == [True] * 4


@pytest.mark.parametrize(
    "address",
    ["degrees/", "degrees/new/", "employment/", "household/", "bank-account/", "evidence/", "children/new/"],
)
def test_who_one_is_comes_first(newcomer: Applicant, address: str):
    assert newcomer.client.get(f"/me/profile/{address}").headers["Location"] == IDENTITY


def test_numbers_are_never_shown_back(known: Applicant, person: Person):
    make_bank_account(person)
    known.proves_who_they_are()
    pages = [known.client.get(address).content.decode() for address in (IDENTITY, ACCOUNT, "/me/profile/")]
    shown = [(person.identity_number in page, "6222021234567890128" in page) for page in pages]
    assert shown == [(False, False)] * 3


def test_numbers_are_never_kept_in_the_browser(known: Applicant):
    fields = [(IDENTITY, "identity_number"), (ACCOUNT, "account_number")]
    kept = [known.reads(page).main.xpath(f".//input[@name='{name}']/@class") for page, name in fields]
    assert kept == [["code"], ["code"]]  # the mark by which portal.js leaves a field out of its drafts


def test_a_name_is_changed_without_typing_the_number_again(known: Applicant, person: Person):
    number = person.identity_number
    known.sends(IDENTITY, fill.identity(name="沈若曦", identity_number=""))
    person = Person.objects.get()
    assert (person.name, person.identity_number) == ("沈若曦", number)


@pytest.mark.parametrize(
    ("status", "changes"),
    [(S.DRAFT, True), (S.DISPUTED, True), (S.RETURNED, True), (S.WITHDRAWN, True)]
    + [(status, False) for status in (S.AWAITING_EMPLOYER, S.AWAITING_REVIEW, S.AWAITING_RECHECK, S.CLOSED)],
)
def test_an_identity_is_fixed_while_a_case_is_decided_and_once_a_benefit_is_granted(
    office: Office, client: Client, status: S, changes: bool
):
    person = office.at(status).person
    other = make_identity_number()
    Applicant.signed_in(client, person.user).sends(IDENTITY, fill.identity(identity_number=other))
    assert (Person.objects.get(pk=person.pk).identity_number == other) == changes


def test_a_fixed_identity_says_whom_to_ask(office: Office, client: Client):
    person = office.at(S.AWAITING_REVIEW).person
    page = Applicant.signed_in(client, person.user).reads(IDENTITY)
    assert ("确需变更的，请联系人才办" in page.text, page.asked()) == (True, set())


def test_the_first_account_needs_no_fresh_sign_in_and_the_next_does(known: Applicant, person: Person):
    assert known.sends(ACCOUNT, fill.account()).address == "/me/profile/"
    assert known.client.post(ACCOUNT, fill.account(account_number="6222029900000000010")).status_code == 302
    assert person.bank_accounts.count() == 1
    known.proves_who_they_are()
    known.sends(ACCOUNT, fill.account(account_number="6222029900000000010"))
    assert list(person.bank_accounts.values_list("version", flat=True)) == [2, 1]


def test_an_account_sent_twice_is_one_version(known: Applicant, person: Person):
    known.proves_who_they_are()
    data = fill.account()
    assert [known.sends(ACCOUNT, data).status for _ in range(2)] == [200, 200]
    assert person.bank_accounts.count() == 1


def test_the_key_of_another_account_is_refused_and_nothing_is_lost(known: Applicant):
    other = make_bank_account(make_person())
    page = known.sends(ACCOUNT, fill.account(key=other.pk))
    assert (page.errors, page.value("bank_name")) == (["页面已经失效，请重新打开后填写。"], "中国银行长春分行")


def test_odd_accounts_are_taken_with_a_remark(known: Applicant):
    make_bank_account(make_person(), account_number="6222021234567890123")
    odd = fill.account(account_number="6222021234567890123", holder_name="王五", bank_name="中国银行")
    asked = known.sends(ACCOUNT, odd)
    page = known.sends(ACCOUNT, odd | {"odd_ending": asked.value("odd_ending")})
    assert ("这个账号与银行卡校验规则不符" in asked.errors[0], asked.address) == (True, ACCOUNT)
    assert page.messages == [
        "收款账户已保存。还没有列入发放批次的补贴，都会发放到这个账户。",
        "账号与银行卡校验规则不符，请再核对一遍。",
        "这个账号已由其他人登记。补贴只能发放到本人账户，请核对；发放前人才办会重点核查。",
        "户名与您的证件姓名不同，发放前人才办会核查，请确认是您本人的账户。",
        "开户银行最好写到支行，例如：中国工商银行长春汽车城支行。不清楚的，可以问银行或看开户回单。",
    ]


def test_another_odd_number_is_asked_about_anew(known: Applicant, person: Person):
    asked = known.sends(ACCOUNT, fill.account(account_number="6222021234567890123"))
    again = known.sends(
        ACCOUNT, fill.account(account_number="6222021234567890145", odd_ending=asked.value("odd_ending"))
    )
    assert (len(again.errors), person.bank_accounts.count()) == (1, 0)


def failed_payment(office: Office) -> Instalment:
    """An instalment that the bank could not pay to the person's account."""
    person = office.at(S.CLOSED).person
    award = person.awards.get()
    return Instalment.objects.create(
        award=award,
        sequence=1,
        due_on="2026-11-01",
        amount_yuan=12_000,
        status="failed",
        failed_account=person.bank_accounts.get(),
    )


def test_a_failed_payment_leads_to_the_account_which_is_confirmed_once(office: Office, client: Client):
    instalment = failed_payment(office)
    person = instalment.award.person
    owner = Applicant.signed_in(client, person.user)
    owner.proves_who_they_are()
    before = owner.reads("/me/").text
    confirm = owner.reads(ACCOUNT).main.xpath(".//form[contains(@action, '/confirm/')]/@action")[0]
    for _ in range(2):
        owner.sends(confirm, {})
    after = owner.reads("/me/").text
    assert ("核对收款账户" in before, "核对收款账户" in after) == (True, False)
    assert ("发放失败" in after, "已确认，等待列入下一批" in after) == (False, True)
    accounts = person.bank_accounts.order_by("version").values_list("version", "account_index")
    assert [version for version, _ in accounts] == [1, 2]
    assert len({index for _, index in accounts}) == 1


def test_an_account_that_never_failed_is_not_confirmed(known: Applicant, person: Person):
    account = make_bank_account(person)
    known.sends(f"{ACCOUNT}{account.pk}/confirm/", {})
    assert person.bank_accounts.count() == 1


def test_the_accounts_of_others_are_not_there(known: Applicant):
    account = make_bank_account(make_person())
    addresses = [f"{ACCOUNT}{account.pk}/confirm/", f"{ACCOUNT}{uuid.uuid4()}/confirm/"]
    assert [known.client.post(address).status_code for address in addresses] == [404, 404]
