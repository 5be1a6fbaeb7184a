"""Filing, assigning and deciding an appeal: within the days, by whom, and what follows."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from subsidies.appeals import actions
from subsidies.appeals.models import Appeal
from subsidies.applications import actions as cases
from subsidies.applications.assessments import open_benefits
from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application, Award
from subsidies.applications.refusals import AnotherCaseIsLive
from subsidies.payments.models import Hold
from subsidies.review import actions as review
from talent.accounts.models import User
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import actions as calendar
from talent.calendars.working_days import add_working_days
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.appeals.stages import LAST_DAY, TEXT, WHY, assigned, filed, partly_refused, refused
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.notices.stages import on
from tests.subsidies.review.stages import AGREE, REFUSE

pytestmark = pytest.mark.django_db


def test_an_appeal_keeps_what_is_said_and_promises_a_day(office: Office):
    case = refused(office)
    appeal = Appeal.objects.get(pk=filed(case).pk)
    assert (appeal.number, appeal.text, appeal.status, appeal.promised_on, fresh(case).under_appeal) == (
        f"{case.number}-SS1",
        TEXT,
        "filed",
        dt.date(2026, 12, 7),
        True,
    )


def test_one_may_appeal_until_the_last_day_and_no_longer(office: Office):
    late, in_time = refused(office), refused(office)
    with on(LAST_DAY):
        filed(in_time)
    with on(LAST_DAY + dt.timedelta(days=1)), pytest.raises(ActionRefused) as refusal:
        filed(late)
    assert (str(refusal.value), Appeal.objects.get().application) == (
        "申诉期限到 2026年12月14日 为止，已经超过。",
        in_time,
    )


@pytest.mark.parametrize("status", ["awaiting_review", "awaiting_notice", "in_notice", "closed", "withdrawn"])
def test_there_is_no_appeal_where_nothing_was_refused_for_good(office: Office, status: str):
    case = office.at(status)
    with pytest.raises(ActionRefused):
        filed(case)
    assert Appeal.objects.count() == 0


def test_nobody_appeals_for_somebody_else(office: Office):
    case = refused(office)
    refusals = 0
    for stranger in (make_user(), office.reviewer, office.hr):
        with pytest.raises(ActionRefused):
            actions.file(case, by=stranger, pk=uuid.uuid4(), text=TEXT)
        refusals += 1
    assert (refusals, Appeal.objects.count()) == (3, 0)


def test_the_same_form_sent_twice_files_one_appeal(office: Office):
    case, key = refused(office), uuid.uuid4()
    first, second = filed(case, pk=key), filed(case, pk=key)
    assert (first, Appeal.objects.count()) == (second, 1)


def test_a_decision_is_appealed_against_once(office: Office, examiner: User):
    case = refused(office)
    actions.dismiss(assigned(case, to=examiner), by=examiner, explanation=WHY)
    with pytest.raises(ActionRefused) as refusal:
        filed(case)
    assert str(refusal.value).startswith("对这次决定已经申诉过")


def test_an_appeal_that_was_taken_back_may_be_filed_again(office: Office):
    case = refused(office)
    actions.withdraw(filed(case), by=case.person.user)
    between = fresh(case).under_appeal
    assert (between, filed(fresh(case)).number) == (False, f"{case.number}-SS2")


def test_no_other_case_is_started_while_an_appeal_is_open(office: Office, examiner: User):
    case = refused(office)
    appeal = assigned(case, to=examiner)
    with pytest.raises(AnotherCaseIsLive):
        cases.start(by=case.person.user, pk=uuid.uuid4())
    actions.dismiss(appeal, by=examiner, explanation=WHY)
    assert cases.start(by=case.person.user, pk=uuid.uuid4()).status == "draft"


def test_no_appeal_is_filed_while_another_case_is_under_way(office: Office):
    case = refused(office)
    cases.start(by=case.person.user, pk=uuid.uuid4())
    with pytest.raises(ActionRefused) as refusal:
        filed(case)
    assert str(refusal.value) == "您另有一件申请正在办理，请先办结或撤回那一件，再提出申诉。"


def test_a_dismissed_appeal_leaves_the_case_as_it_was_and_brings_a_letter(office: Office, examiner: User):
    case = refused(office)
    actions.dismiss(assigned(case, to=examiner), by=examiner, explanation=WHY)
    letter = IssuedPaper.objects.get(kind="appeal_decision")
    words = str(letter.content)
    wanted = ("维持原来不予通过的决定", WHY, "60 日内依法申请行政复议", "6 个月内依法向人民法院提起行政诉讼")
    assert (fresh(case).status, fresh(case).under_appeal, [each in words for each in wanted]) == (
        "closed",
        False,
        [True] * 4,
    )
    assert (letter.dossier, letter.number) == (case.pk, f"{case.number}-SS1")


def test_the_letter_carries_neither_identity_number_nor_account(office: Office, examiner: User):
    case = refused(office)
    actions.dismiss(assigned(case, to=examiner), by=examiner, explanation=WHY)
    words = str(IssuedPaper.objects.get(kind="appeal_decision").content)
    secrets = (case.person.identity_number, case.person.bank_accounts.get().account_number)
    assert [secret for secret in secrets if secret in words] == []


def test_an_upheld_appeal_reopens_the_case_and_withdraws_the_refusal(office: Office, examiner: User):
    case = refused(office)
    actions.uphold(assigned(case, to=examiner), by=examiner, explanation=WHY)
    case = fresh(case)
    decision = case.decisions.get()
    in_force = IssuedPaper.objects.in_force().filter(kind="decision_letter", about=case.pk).count()
    assert (case.status, case.under_appeal, decision.outcome, case.promised_on, in_force) == (
        "awaiting_review",
        False,
        "pending",
        dt.date(2026, 12, 7),
        0,
    )


def test_a_reopened_case_is_reviewed_by_the_new_officer_and_granted(office: Office, examiner: User):
    case = refused(office)
    actions.uphold(assigned(case, to=examiner), by=examiner, explanation=WHY)
    with pytest.raises(DutiesNotSeparated):
        review.propose(fresh(case), AGREE, by=office.reviewer, submission=latest(case))
    proposal = review.propose(fresh(case), AGREE, by=examiner, submission=latest(case))
    review.confirm(fresh(case), by=office.rechecker, submission=proposal.submission)
    assert (fresh(case).status, fresh(case).decisions.get().outcome) == ("awaiting_notice", "granted")


def test_a_second_refusal_after_that_is_appealed_against_anew(office: Office, examiner: User):
    case = refused(office)
    actions.uphold(assigned(case, to=examiner), by=examiner, explanation=WHY)
    with on(dt.date(2026, 11, 25)):
        proposal = review.propose(fresh(case), REFUSE, by=examiner, submission=latest(case))
        review.confirm(fresh(case), by=office.rechecker, submission=proposal.submission)
        second = filed(fresh(case))
    letters = IssuedPaper.objects.in_force().filter(kind="decision_letter", about=case.pk).count()
    assert (second.number, fresh(case).status, letters) == (f"{case.number}-SS2", "closed", 1)


def test_what_was_granted_stays_granted_and_is_paid_on_when_the_rest_is_reopened(office: Office, examiner: User):
    case = partly_refused(office)
    actions.uphold(assigned(case, to=examiner), by=examiner, explanation=WHY)
    case = fresh(case)
    outcomes = dict(case.decisions.values_list("benefit", "outcome"))
    letters = IssuedPaper.objects.in_force().filter(kind="decision_letter", about=case.pk).count()
    assert (
        case.status,
        outcomes,
        open_benefits(case),
        Award.objects.live().count(),
        letters,
        Hold.objects.count(),
    ) == (
        "awaiting_review",
        {"living": "granted", "housing": "pending"},
        [Benefit.HOUSING],
        1,
        1,
        0,
    )


@pytest.mark.parametrize("act", [actions.uphold, actions.dismiss])
def test_a_decision_needs_its_reasons_and_is_made_once(office: Office, examiner: User, act: Any):
    appeal = assigned(refused(office), to=examiner)
    with pytest.raises(ActionRefused):
        act(appeal, by=examiner, explanation="  ")
    act(appeal, by=examiner, explanation=WHY)
    with pytest.raises(ActionRefused):
        act(appeal, by=examiner, explanation=WHY)
    assert IssuedPaper.objects.filter(kind="appeal_decision").count() == 1


@pytest.mark.parametrize("role", ["applicant", "hr_officer", "finance_officer", "auditor", "administrator"])
def test_appeals_are_decided_by_the_office_alone(office: Office, examiner: User, role: str):
    appeal, other = assigned(refused(office), to=examiner), make_user(role)
    for act in (
        lambda: actions.assign(appeal, by=other, to=examiner),
        lambda: actions.assign(appeal, by=examiner, to=other),
        lambda: actions.dismiss(appeal, by=other, explanation=WHY),
    ):
        with pytest.raises(ActionRefused):
            act()
    assert Appeal.objects.get().status == "assigned"


def test_every_step_leaves_an_event_and_a_message(office: Office, examiner: User):
    case = refused(office)
    appeal = actions.uphold(assigned(case, to=examiner), by=examiner, explanation=WHY)
    events = AuditEvent.objects.filter(object_id=str(appeal.pk)).order_by("pk")
    told = case.person.user.messages.filter(channel="portal", template__contains="appeal")
    assert (
        list(events.values_list("verb", "actor", "from_status", "to_status")),
        sorted(told.values_list("template", flat=True)),
    ) == (
        [
            ("appeal.filed", case.person.user.pk, "", "filed"),
            ("appeal.assign", examiner.pk, "filed", "assigned"),
            ("appeal.uphold", examiner.pk, "assigned", "upheld"),
        ],
        ["application_appeal_upheld", "application_appealed"],
    )


def test_the_refusal_letter_says_until_when_one_may_appeal(office: Office):
    case: Application = refused(office)
    letter = IssuedPaper.objects.get(kind="decision_letter", about=case.pk)
    assert letter.content["closing"][0] == (
        "对不予通过的事项不服的，可以在2026年12月14日前（含当日）登录本平台申诉，由未参与原决定的人员办理。"
    )


def test_the_day_by_which_it_is_decided_follows_the_calendar(office: Office):
    appeal = filed(refused(office))
    before = appeal.promised_on
    calendar.set_day(before, is_working=False, name="停工", source="通知", by=make_user("policy_officer"))
    appeal.refresh_from_db()
    assert appeal.promised_on == add_working_days(before, 1)
