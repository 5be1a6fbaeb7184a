"""An applicant is reminded once, in time, of what the office asked to correct."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core import mail

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.review import actions
from subsidies.review.kinds import CorrectionCode
from subsidies.review.tasks import remind_of_corrections
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.calendars import actions as calendars
from talent.notifications import sms, texts
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.notifications.targets import Target, target_of
from tests.factories import make_user
from tests.subsidies.applications.stages import Office, fresh, latest

ASKED = [(CorrectionCode.CONTRACT, "缺第 2 页"), (CorrectionCode.CHSI_CODE, "")]
TEMPLATE = "application_correction_due"


def returned(office: Office, *, due_on: dt.date | None = None) -> Application:
    """Returned on Monday 23 November 2026; without a day, to be corrected by Monday 7 December."""
    case = office.at("awaiting_review")
    actions.return_for_correction(case, ASKED, by=office.reviewer, submission=latest(case), due_on=due_on)
    return fresh(case)


def remind(clock_at_noon: time_machine.Traveller, *, days: int = 0, hours: int = 0) -> int:
    clock_at_noon.shift(dt.timedelta(days=days, hours=hours))
    return remind_of_corrections.call()


def told(case: Application, channel: str = "portal") -> list[texts.Text]:
    found = Message.objects.filter(template=TEMPLATE, channel=channel, recipient=case.person.user)
    return [texts.render(each.template, texts.unpack(each.context), each.language) for each in found]


def test_three_working_days_before_the_last_one_the_applicant_is_reminded(
    office: Office, clock_at_noon: time_machine.Traveller
):
    case = returned(office)
    before = remind(clock_at_noon, days=8)  # Tuesday, four working days before
    assert (before, remind(clock_at_noon, days=1)) == (0, 1)
    assert told(case) == [
        texts.Text(
            f"申请 {case.number} 还没有补正，2026年12月7日 到期",
            "还需要补正：劳动合同缺失或不清晰：缺第 2 页；学信网验证码失效或缺失\n\n"
            "请在 2026年12月7日（含当日）前登录补正并重新提交。逾期没有补正的，这件申请将终止，您可以重新申请。",
        )
    ]


def test_a_holiday_before_the_last_day_moves_that_day_and_the_reminder_keeps_its_distance(
    office: Office, clock_at_noon: time_machine.Traveller
):
    case = returned(office)
    before = case.corrections_due_on
    officer, day = make_user(Role.POLICY_OFFICER), dt.date(2026, 12, 4)
    calendars.set_day(day, is_working=False, name="放假", source="国办发明电", by=officer)
    run_outbox()
    case.refresh_from_db()
    assert (case.corrections_due_on > before, remind(clock_at_noon, days=8), remind(clock_at_noon, days=1)) == (
        True,
        0,
        1,
    )


def test_however_often_the_job_runs_there_is_one_reminder(office: Office, clock_at_noon: time_machine.Traveller):
    case = returned(office)
    ran = [remind(clock_at_noon, days=9), remind(clock_at_noon), remind(clock_at_noon, days=1)]
    assert (ran, Message.objects.filter(template=TEMPLATE, channel="portal").count()) == ([1, 0, 0], 1)
    assert AuditEvent.objects.get(verb="application.reminded").detail == {
        "number": case.number,
        "of": "correction_due",
    }


def test_days_on_which_nothing_ran_are_caught_up_until_the_last_one(
    office: Office, clock_at_noon: time_machine.Traveller
):
    returned(office)
    assert remind(clock_at_noon, days=14) == 1  # the last day itself


def test_nobody_is_reminded_once_the_day_has_passed(office: Office, clock_at_noon: time_machine.Traveller):
    returned(office)
    assert remind(clock_at_noon, days=15) == 0


def test_who_has_corrected_or_withdrawn_is_not_reminded(office: Office, clock_at_noon: time_machine.Traveller):
    corrected, withdrawn = returned(office), returned(office)
    cases.correct(corrected, by=corrected.person.user)
    cases.withdraw(withdrawn, by=withdrawn.person.user)
    assert remind(clock_at_noon, days=9) == 0


def test_who_corrects_between_the_look_and_the_lock_is_not_reminded(
    office: Office, clock_at_noon: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
):
    case = returned(office)
    look = Message.objects.filter

    def corrected_meanwhile(**conditions: object):
        monkeypatch.undo()
        cases.correct(fresh(case), by=case.person.user)
        return look(**conditions)

    monkeypatch.setattr(Message.objects, "filter", corrected_meanwhile)
    assert (remind(clock_at_noon, days=9), told(case)) == (0, [])


def test_each_return_has_a_reminder_of_its_own(office: Office, clock_at_noon: time_machine.Traveller):
    case = returned(office)
    remind(clock_at_noon, days=9)
    cases.correct(fresh(case), by=case.person.user)
    case = fresh(case)
    again = [(CorrectionCode.OTHER, "请补公章")]
    actions.return_for_correction(case, again, by=office.reviewer, submission=latest(case))
    assert (remind(clock_at_noon, days=12), [text.body.split("\n")[0] for text in told(case)][-1]) == (
        1,
        "还需要补正：其他：请补公章",
    )


def test_who_was_asked_only_today_is_reminded_tomorrow(office: Office, clock_at_noon: time_machine.Traveller):
    returned(office, due_on=dt.date(2026, 11, 25))
    assert [remind(clock_at_noon), remind(clock_at_noon, days=1)] == [0, 1]


def test_nobody_is_reminded_at_night(office: Office, clock_at_noon: time_machine.Traveller):
    returned(office)
    at_seven = remind(clock_at_noon, days=8, hours=19)
    assert (at_seven, remind(clock_at_noon, hours=1)) == (0, 1)


def test_it_goes_out_by_mail_in_the_applicants_language(office: Office, clock_at_noon: time_machine.Traveller):
    case = returned(office)
    user = case.person.user
    user.language = "en"
    user.save()
    remind(clock_at_noon, days=9)
    run_outbox()
    sent = mail.outbox[-1]
    assert sent.to == [user.email]
    assert sent.subject == f"Application {case.number} still has to be corrected, by 7 December 2026"
    assert sent.body.split("\n")[0] == (
        "Still to be corrected: Employment contract is missing or unclear: 缺第 2 页; "
        "CHSI verification code is missing or has expired"
    )


def test_an_sms_names_what_is_to_be_corrected_without_the_officers_words(
    office: Office, clock_at_noon: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
):
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(sms, "send", lambda phone, text: sent.append((phone, text)))
    case = returned(office)
    user = case.person.user
    user.phone, user.phone_verified = "13900001234", True
    user.save()
    remind(clock_at_noon, days=9)
    run_outbox()
    assert [text for phone, text in sent if "还没有补正" in text] == [
        f"【汽车城人才补贴】申请 {case.number} 还没有补正：劳动合同缺失或不清晰、学信网验证码失效或缺失。"
        "请在 2026年12月7日（含当日）前登录网站补正并重新提交，逾期申请将终止。"
    ]


def test_a_reminder_leads_to_the_case(office: Office, clock_at_noon: time_machine.Traveller):
    case = returned(office)
    remind(clock_at_noon, days=9)
    message = Message.objects.get(template=TEMPLATE, channel="portal")
    assert target_of(message) == Target(f"/me/cases/{case.pk}/", "查看这项申请")
