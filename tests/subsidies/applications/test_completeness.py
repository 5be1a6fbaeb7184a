"""What keeps a case from being submitted."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.applications.completeness import SECTIONS, Missing, missing
from subsidies.applications.models import Application
from talent.accounts.models import Consent
from talent.profiles.models import Child, Degree, Employment, Person
from tests.factories import make_person
from tests.subsidies.applications.stages import Office, fresh, ready_person


def everything(office: Office) -> Application:
    person = ready_person(office.employer)
    return office.draft(person, living=True, housing=True, schooling=True)


def test_a_complete_case_misses_nothing(office: Office):
    assert missing(office.draft()) == []


def test_a_new_person_is_told_everything_in_the_order_of_the_form(office: Office):
    application = office.draft(make_person())
    Application.objects.filter(pk=application.pk).update(claimed_elsewhere=None)
    assert missing(fresh(application)) == [
        ("degrees", "请至少填写一个学位"),
        ("employment", "请填写用人单位和任职信息"),
        ("bank_account", "请填写接收补贴的银行账户"),
        ("evidence", "证明材料在填完学历、任职后列出"),
        ("declaration", "请说明是否在其他地方享受过同类补贴"),
        ("consent", "请阅读并同意处理敏感个人信息"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda p: p.degrees.update(full_time=None), ("degrees", "请说明学士学位（吉林大学）是否全日制")),
        (
            lambda p: Employment.objects.filter(person=p).update(contract_months=None),
            ("employment", "请填写劳动合同期限，或注明为无固定期限合同"),
        ),
        (
            lambda p: Employment.objects.filter(person=p).update(insured_months=None),
            ("employment", "请填写在长春连续缴纳社会保险的月数"),
        ),
        (lambda p: p.bank_accounts.all().delete(), ("bank_account", "请填写接收补贴的银行账户")),
        (lambda p: p.evidence.filter(kind="contract").delete(), ("evidence", "请上传劳动合同")),
        (
            lambda p: p.evidence.filter(kind="contract").update(withdrawn_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
            ("evidence", "请上传劳动合同"),
        ),
        (lambda p: Person.objects.filter(pk=p.pk).update(document_type="passport"), ("evidence", "请上传身份证件")),
        (
            lambda p: Degree.objects.filter(person=p).update(overseas=True),
            ("evidence", "请上传国（境）外学历学位认证书"),
        ),
        (lambda p: Consent.objects.filter(user=p.user).delete(), ("consent", "请阅读并同意处理敏感个人信息")),
    ],
)
def test_each_gap_is_named(office: Office, change: object, expected: tuple[str, str]):
    application = office.draft()
    change(application.person)
    assert missing(application) == [Missing(*expected)]


def test_an_open_ended_contract_needs_no_term(office: Office):
    application = office.draft()
    Employment.objects.filter(person=application.person).update(contract_months=None, open_ended=True)
    assert missing(application) == []


def test_housing_alone_needs_neither_an_account_nor_insured_months(office: Office):
    application = office.draft(living=False, housing=True)
    application.person.bank_accounts.all().delete()
    Employment.objects.filter(person=application.person).update(insured_months=None)
    assert missing(application) == []


@pytest.mark.parametrize(
    ("facts", "messages"),
    [
        ({"married": None}, ["请说明婚姻状况"]),
        ({"owns_home_in_city": None}, ["请说明本人在长春是否有住房"]),
        ({"married": True, "spouse_owns_home_in_city": None}, ["请说明配偶在长春是否有住房"]),
        ({"married": False, "spouse_owns_home_in_city": None}, []),
        ({"foreign_expert": None}, ["请说明是否为外国专家"]),
    ],
)
def test_housing_asks_about_the_household(office: Office, facts: dict[str, object], messages: list[str]):
    application = office.draft(living=False, housing=True)
    Person.objects.filter(pk=application.person_id).update(**facts)
    assert [item.message for item in missing(application)] == messages


def test_schooling_needs_a_child_and_a_guardians_consent(office: Office):
    application = everything(office)
    without = missing(application)
    Child.objects.create(person=application.person, name="李小明", born_on=dt.date(2020, 3, 1))
    assert (without, missing(application)) == (
        [Missing("children", "申请子女入学的，请填写子女信息")],
        [Missing("consent", "请以监护人身份同意处理未成年子女的信息")],
    )


def test_a_withdrawn_consent_does_not_count(office: Office):
    application = office.draft()
    Consent.objects.update(withdrawn_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert [item.section for item in missing(application)] == ["consent"]


def test_every_gap_belongs_to_a_section_of_the_form(office: Office):
    application = office.draft(make_person(), living=True, housing=True, schooling=True)
    assert {item.section for item in missing(application)} <= set(SECTIONS)
