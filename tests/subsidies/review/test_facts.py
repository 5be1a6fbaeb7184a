"""Whoever knows better establishes a fact; the rules judge it, a second person reads it, the letter says it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from subsidies.applications import actions as cases
from subsidies.applications.assessments import assess_benefits
from subsidies.applications.established import SORTS, facts_that_may_be, with_established
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.letter_contents import decision
from subsidies.applications.models import Application, EstablishedFact
from subsidies.applications.refusals import SubmissionChanged
from subsidies.policy import wire
from subsidies.review import actions
from subsidies.review.queries.clean import obstacles_of
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.profiles.models import Employment
from talent.workflow.refusals import ActionRefused
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.review.stages import AGREE, somebody

pytestmark = pytest.mark.django_db
MONTHS, LISTED = "employment.insured_months", "employment.employer_listed"


@pytest.fixture
def short(office: Office) -> Application:
    """A case under review whose applicant entered too few months of social insurance."""
    person = somebody(office)
    Employment.objects.filter(person=person).update(insured_months=1)
    return office.at("awaiting_review", person)


def establish(application: Application, office: Office, path: str = MONTHS, value=6, **changes) -> EstablishedFact:
    usual = {
        "pk": uuid.uuid4(), "by": office.reviewer, "submission": latest(application), "source": "social_insurance",
        "reason": "11月20日社保经办机构答复：连续缴费6个月",
    }  # fmt: skip
    return cases.establish(application, path, value, **(usual | changes))


def living(application: Application) -> tuple[str, int | None]:
    answer = assess_benefits(latest(application), on=clock.today())[Benefit.LIVING]
    return answer.result, answer.amount_yuan


def test_the_rules_judge_the_established_fact_and_the_amount_follows(office: Office, short: Application):
    before = living(short)
    establish(short, office)
    assert (before, living(short)) == (("not_eligible", None), ("eligible", 30_000))


def test_it_goes_against_the_applicant_just_as_well(office: Office):
    application = office.at("awaiting_review", somebody(office))
    establish(application, office, "employment.works_in_city", False)
    assert living(application) == ("not_eligible", None)


def test_withdrawn_it_counts_no_more_and_a_second_click_changes_nothing(office: Office, short: Application):
    fact = establish(short, office)
    for _ in range(2):
        cases.withdraw_fact(fact, by=office.reviewer)
    withdrawn = AuditEvent.objects.filter(verb="application.fact_withdrawn").count()
    assert (living(short)[0], withdrawn) == ("not_eligible", 1)


def test_a_later_one_takes_the_place_of_the_first(office: Office, short: Application):
    establish(short, office, value=6)
    establish(short, office, value=2)
    standing = EstablishedFact.objects.standing().get()
    assert (standing.content["value"], EstablishedFact.objects.count(), living(short)[0]) == (2, 2, "not_eligible")


def test_the_same_form_sent_twice_establishes_once(office: Office, short: Application):
    key = uuid.uuid4()
    assert establish(short, office, pk=key) == establish(short, office, pk=key)
    assert EstablishedFact.objects.count() == 1


def test_the_log_names_the_fact_and_not_what_it_is(office: Office, short: Application):
    establish(short, office)
    detail = AuditEvent.objects.get(verb="application.fact_established").detail
    assert detail == {"number": short.number, "fact": MONTHS, "source": "social_insurance"}


def test_it_holds_after_a_correction_of_something_else_and_ends_with_one_of_the_same(
    office: Office, short: Application
):
    establish(short, office)
    results = []
    for change in ({"contract_months": 60}, {"insured_months": 2}):
        actions.return_for_correction(
            fresh(short), [("contract", "请更正")], by=office.reviewer, submission=latest(short)
        )
        Employment.objects.filter(person=short.person).update(**change)
        cases.correct(fresh(short), by=short.person.user)
        if fresh(short).status == "awaiting_employer":
            cases.mark_verified(fresh(short), by=office.hr, submission=latest(short))
        results.append(living(short)[0])
    assert results == ["eligible", "not_eligible"]


def test_a_fact_of_a_degree_ends_when_anything_of_that_degree_is_corrected(office: Office):
    application = office.at("awaiting_review", somebody(office))
    fact = establish(application, office, "degrees.0.full_time", False)
    facts = latest(application).facts
    corrected = facts | {"degrees": [facts["degrees"][0] | {"awarded_on": "2026-07-01"}]}
    assert [with_established(each, [fact])["degrees"][0]["full_time"] for each in (facts, corrected)] == [False, True]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": " "}, "请写明认定依据。"),
        ({"reason": "证件号220102199003078888"}, "认定依据里像是写了身份证号码、银行账号或手机号码，请删去。"),
        ({"value": "6"}, "“长春社保连续缴费月数”的认定内容填写有误。"),
        ({"value": -1}, "“长春社保连续缴费月数”的认定内容填写有误。"),
        ({"value": True}, "“长春社保连续缴费月数”的认定内容填写有误。"),
        ({"path": LISTED, "value": 1}, "“入职时单位在名单内”的认定内容填写有误。"),
        ({"path": "applied_on", "value": "2026-01-01"}, "“申请日期”的认定内容填写有误。"),
        ({"source": "neighbours"}, "没有这项可以认定的事实，请刷新页面后再试。"),
        ({"path": "living_granted_yuan", "value": 0}, "没有这项可以认定的事实，请刷新页面后再试。"),
        ({"path": "degrees.1.full_time", "value": True}, "没有这项可以认定的事实，请刷新页面后再试。"),
        ({"path": "person.born_on", "value": dt.date(1990, 1, 1)}, "没有这项可以认定的事实，请刷新页面后再试。"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(office: Office, short: Application, changes, told: str):
    with pytest.raises(ActionRefused) as refused:
        establish(short, office, **changes)
    assert (str(refused.value), EstablishedFact.objects.count()) == (told, 0)


@pytest.mark.parametrize("status", ["awaiting_employer", "returned", "awaiting_recheck", "in_notice", "closed"])
def test_only_a_case_under_review_takes_one(office: Office, status: str):
    application = office.at(status, somebody(office))
    with pytest.raises(ActionRefused):
        establish(application, office)
    assert EstablishedFact.objects.count() == 0


def test_an_answer_to_what_was_entered_before_is_refused(office: Office, short: Application):
    read = latest(short)
    actions.return_for_correction(short, [("contract", "请更正")], by=office.reviewer, submission=read)
    cases.correct(fresh(short), by=short.person.user)
    with pytest.raises(SubmissionChanged):
        establish(fresh(short), office, submission=read)


def test_whoever_established_a_fact_never_confirms(office: Office, short: Application):
    establish(short, office, by=office.rechecker)
    review = actions.propose(fresh(short), AGREE, by=office.reviewer, submission=latest(short))
    with pytest.raises(DutiesNotSeparated) as refused:
        actions.confirm(fresh(short), by=office.rechecker, submission=review.submission)
    assert (str(refused.value), fresh(short).status) == (
        "您认定过该申请的事实，复核须由另一人办理。",
        "awaiting_recheck",
    )


def test_such_a_case_is_not_rechecked_in_bulk(office: Office, short: Application):
    establish(short, office)
    review = actions.propose(fresh(short), AGREE, by=office.reviewer, submission=latest(short))
    assert obstacles_of([review])[review.pk] == ["有另行认定的事实。"]


def test_the_decision_keeps_it_and_the_letter_says_it(office: Office, short: Application):
    establish(short, office, value=2)
    establish(short, office, "person.owns_home_in_city", True)
    wanted = {Benefit.LIVING: cases.Proposal(Outcome.REFUSED)}
    actions.propose(fresh(short), wanted, by=office.reviewer, submission=latest(short))
    row = short.decisions.get()
    said = [text for part in decision(short, [row], number="1", on=clock.now())["parts"] for text in part["paragraphs"]]
    assert [text for text in said if text.startswith("核定事实")] == [
        "核定事实：长春社保连续缴费月数，申请时填写“1 个月”，核定为“2 个月”（社会保险经办机构）。"
        "依据：11月20日社保经办机构答复：连续缴费6个月"
    ]


def test_every_sort_of_fact_leads_to_a_value_that_the_rules_read(office: Office):
    """One wrong path would change nothing, or break the reading of the whole line."""
    facts = latest(office.at("awaiting_review", somebody(office))).facts
    found = facts_that_may_be(facts)
    values = {"yes_no": True, "months": 7, "day": "2026-01-05"}
    for fact in found:
        row = EstablishedFact(path=fact.path, content={"value": values[fact.sort.kind], "anchor": None})
        row.content["anchor"] = facts["degrees"][0] if fact.path.startswith("degrees") else fact.entered
        changed = with_established(facts, [row])
        assert (changed != facts or fact.entered == values[fact.sort.kind], bool(wire.read_request(changed))) == (
            True,
            True,
        )
    assert len(found) == len(SORTS)
