"""Snapshots: what goes in, what stays out, how they read and how they differ."""

from __future__ import annotations

import copy
import datetime as dt
import json

import pytest

from subsidies.applications.facts import facts_of, wire_facts
from subsidies.applications.models import Application
from subsidies.applications.snapshot_labels import FIELDS, SECTIONS, label_for, shown
from subsidies.applications.snapshots import changes, digest_of, entered_by, sections
from subsidies.policy.facts import DegreeLevel
from talent.identifiers.masking import masked_identity
from talent.profiles.kinds import NO_CERTIFICATE
from talent.profiles.models import Child
from tests.subsidies.applications.stages import Office, latest, ready_person


@pytest.fixture
def application(office: Office) -> Application:
    return office.draft()


def with_family(office: Office, **benefits: bool) -> Application:
    person = ready_person(office.employer, married=True)
    Child.objects.create(person=person, name="李小明", born_on=dt.date(2020, 3, 1))
    return office.draft(person, **benefits)


def test_a_snapshot_has_the_sections_of_the_form(application: Application):
    assert list(entered_by(application)) == list(SECTIONS)


def test_a_snapshot_is_plain_json(application: Application):
    entered = entered_by(application, applied_on=dt.date(2026, 11, 23))
    assert json.loads(json.dumps(entered)) == entered


def test_the_living_subsidy_alone_keeps_nothing_about_the_family(office: Office):
    entered = entered_by(with_family(office))
    assert (entered["family"], entered["children"]) == (None, None)


def test_housing_keeps_the_family_and_no_account(office: Office):
    entered = entered_by(with_family(office, living=False, housing=True))
    assert (entered["family"]["married"], entered["children"][0]["name"], entered["bank_account"]) == (
        True,
        "李小明",
        None,
    )


def test_schooling_keeps_the_children_and_not_the_homes(office: Office):
    entered = entered_by(with_family(office, living=False, schooling=True))
    assert (entered["family"], entered["children"][0]["born_on"]) == (None, "2020-03-01")


def test_a_snapshot_for_the_living_subsidy_takes_three_queries(
    application: Application, django_assert_num_queries: object
):
    with django_assert_num_queries(3):
        entered = entered_by(application)
    assert entered["person"]["name"] == "李明"


def test_the_facts_are_what_the_rules_may_see_and_no_more(application: Application):
    line = wire_facts(entered_by(application), granted_yuan=0, number="SQ1")
    assert line == {
        "id": "SQ1",
        "person": {
            "born_on": "2000-05-01",
            "foreign_expert": False,
            "married": None,
            "owns_home_in_city": None,
            "spouse_owns_home_in_city": None,
        },
        "degrees": [
            {
                "level": "bachelor",
                "awarded_on": "2026-06-20",
                "full_time": True,
                "graduation_certificate": True,
                "degree_certificate": True,
                "overseas": False,
                "certified": False,
                "commissioned": False,
            }
        ],
        "employment": {
            "employer_listed": True,
            "hired_on": "2026-07-01",
            "contract_months": 36,
            "open_ended": False,
            "works_in_city": True,
            "insured_months": 4,
            "left_on": None,
        },
        "applied_on": None,
        "living_granted_yuan": 0,
        "claimed_elsewhere": False,
        "children": None,
    }


def test_facts_of_gives_the_records_of_the_policy(application: Application):
    facts = facts_of(entered_by(application), granted_yuan=7)
    assert (facts.degrees[0].level, facts.employment.hired_on, facts.living_granted_yuan) == (
        DegreeLevel.BACHELOR,
        dt.date(2026, 7, 1),
        7,
    )


@pytest.mark.parametrize(("number", "held"), [("2026123456", True), ("", None)])
def test_the_certification_of_an_overseas_degree_attests_both_certificates(
    application: Application, number: str, held: bool
):
    entered = entered_by(application)
    entered["degrees"][0] |= {
        "overseas": True,
        "certification_number": number,
        "graduation_certificate_number": "",
        "degree_certificate_number": "",
    }
    degree = wire_facts(entered, granted_yuan=0)["degrees"][0]
    assert (degree["certified"], degree["graduation_certificate"], degree["degree_certificate"]) == (
        bool(number),
        held,
        held,
    )


@pytest.mark.parametrize(("number", "held"), [("101831", True), (NO_CERTIFICATE, False), ("", None)])
def test_a_certificate_of_which_nothing_was_said_is_unknown(application: Application, number: str, held: bool | None):
    entered = entered_by(application)
    entered["degrees"][0]["degree_certificate_number"] = number
    assert wire_facts(entered, granted_yuan=0)["degrees"][0]["degree_certificate"] == held


def test_an_employer_that_left_the_list_before_the_hire_is_not_listed(office: Office):
    office.employer.listed_until = dt.date(2026, 6, 30)
    office.employer.save()
    assert entered_by(office.draft())["employment"]["employer_listed"] is False


def test_the_stored_facts_answer_as_the_stored_assessment_says(office: Office):
    submission = latest(office.submitted())
    amounts = [part["amount_yuan"] for part in submission.assessment["living"]["instalments"]]
    assert (submission.assessment["id"], amounts, sum(amounts)) == (
        submission.application.number,
        [12_000, 9_000, 9_000],
        30_000,
    )


def test_the_digest_does_not_depend_on_the_order_of_keys_or_files(application: Application):
    entered = entered_by(application)
    turned = dict(reversed(entered.items()))
    assert digest_of(entered, ["a", "b"]) == digest_of(turned, ["b", "a"])


def test_the_digest_depends_on_every_value(application: Application):
    entered = entered_by(application)
    other = copy.deepcopy(entered)
    other["employment"]["insured_months"] = 5
    assert len({digest_of(entered, ["a"]), digest_of(other, ["a"]), digest_of(entered, ["c"])}) == 3


def test_sections_mask_document_and_account_numbers(application: Application):
    values = {row.path: row.value for section in sections(entered_by(application)) for row in section.items[0].rows}
    identity = application.person.identity_number
    assert (values["person.identity_number"], values["bank_account.account_number"]) == (
        masked_identity(identity),
        "**** 0128",
    )


def test_sections_show_whole_numbers_to_those_who_may_see_them(application: Application):
    values = [row.value for section in sections(entered_by(application), masked=False) for row in section.items[0].rows]
    assert application.person.identity_number in values


def test_sections_leave_out_what_was_not_asked_for(application: Application):
    assert [section.key for section in sections(entered_by(application))] == [
        "person",
        "degrees",
        "employment",
        "bank_account",
        "declaration",
    ]


def test_a_degree_is_named_by_level_and_school(application: Application):
    (degrees,) = [section for section in sections(entered_by(application)) if section.key == "degrees"]
    assert degrees.items[0].title == "学士 · 吉林大学"


def test_no_change_is_no_change(application: Application):
    entered = entered_by(application)
    assert changes(entered, copy.deepcopy(entered)) == []


def test_changes_are_worded_with_their_section_and_item(application: Application):
    before = entered_by(application)
    after = copy.deepcopy(before)
    after["degrees"][0]["awarded_on"] = "2026-06-30"
    after["employment"]["contract_months"] = 60
    after["employment"]["works_in_city"] = False
    assert changes(before, after) == [
        ("学历学位", "学士 · 吉林大学：学位授予日期", "2026年6月20日", "2026年6月30日"),
        ("任职信息", "合同期限", "36 个月", "60 个月"),
        ("任职信息", "在长春工作", "是", "否"),
    ]


def test_a_change_in_the_middle_of_a_number_shows_without_showing_the_number(application: Application):
    before = entered_by(application)
    after = copy.deepcopy(before)
    after["bank_account"]["account_number"] = "6222021111111110128"
    assert changes(before, after) == [("银行账户", "银行账号", "**** 0128", "**** 0128（中间几位有变）")]


def test_a_degree_that_was_taken_away_shows_as_gone(application: Application):
    before = entered_by(application)
    after = copy.deepcopy(before)
    after["degrees"] = []
    first = changes(before, after)[0]
    assert first == ("学历学位", "学士 · 吉林大学：学位层次", "学士", "—")


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("married", True, "是"),
        ("married", None, "—"),
        ("benefits", ["living", "schooling"], "生活补贴、子女入学"),
        ("document_type", "passport", "护照"),
        ("applied_on", "2026-11-23", "2026年11月23日"),
        ("insured_months", 0, "0 个月"),
    ],
)
def test_values_in_words(field: str, value: object, text: str):
    assert shown(field, value) == text


@pytest.mark.parametrize(
    ("path", "label"), [("employment.hired_on", "入职日期"), ("degrees.some-id.level", "学位层次")]
)
def test_labels_by_path(path: str, label: str):
    assert label_for(path) == label


def test_every_field_of_a_snapshot_has_a_label_or_is_a_key(office: Office):
    entered = entered_by(with_family(office, living=True, housing=True, schooling=True))
    keys = {"id", "version", "employer_id"}
    unlabelled = [
        f"{section}.{field}"
        for section, content in entered.items()
        for item in (content if isinstance(content, list) else [content])
        for field in item
        if field not in FIELDS[section] and field not in keys
    ]
    assert unlabelled == []
