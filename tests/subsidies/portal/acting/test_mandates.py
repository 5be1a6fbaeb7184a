"""Opening a mandate, its taking effect, its end, and who may."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import translation

from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated
from talent.mandates import actions
from talent.mandates.actions import WrongCode
from talent.mandates.models import Confirmation, Mandate
from talent.mandates.workflow import MandateStatus
from talent.notifications import demo_box
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number, make_person, make_user
from tests.subsidies.portal.acting.conftest import NOON
from tests.subsidies.portal.acting.officer import (
    PHONE,
    Officer,
    code_sent,
    listed,
    open_mandate,
    signed,
    stated,
    unit,
)


def test_an_applicant_opens_no_mandate(db: None):
    with pytest.raises(ActionRefused):
        open_mandate(make_user())
    assert Mandate.objects.count() == 0


def test_nobody_files_for_themself(officer: Officer):
    with pytest.raises(DutiesNotSeparated):
        open_mandate(officer.user, identity_number=officer.user.natural_person.identity_number)
    assert Mandate.objects.count() == 0


def test_the_same_form_sent_twice_opens_one(officer: Officer):
    key, number = uuid.uuid4(), make_identity_number()
    first = open_mandate(officer.user, pk=key, identity_number=number)
    assert (open_mandate(officer.user, pk=key, identity_number=number), Mandate.objects.count()) == (first, 1)


@pytest.mark.parametrize("days", [-1, 91])
def test_a_mandate_lasts_from_today_for_ninety_days_at_most(officer: Officer, days: int):
    with pytest.raises(ActionRefused):
        open_mandate(officer.user, lasts_until=NOON.date() + dt.timedelta(days=days))
    assert Mandate.objects.count() == 0


def test_another_reason_needs_words(officer: Officer):
    page = officer.sends("new", **stated(reason="other"))
    assert page.errors == ["情况说明：选择“其他原因”时请写明情况。"]


def test_an_hr_officer_opens_one_for_people_of_the_roster_in_force_alone(hr: Officer):
    number = make_identity_number()
    listed(make_employer(), number)
    with pytest.raises(ActionRefused):
        open_mandate(hr.user, identity_number=number)
    listed(unit(hr), number)
    assert open_mandate(hr.user, identity_number=number).employer == unit(hr)


def test_somebody_who_has_left_is_none_of_the_units_people(hr: Officer):
    number = make_identity_number()
    listed(unit(hr), number, left_on=dt.date(2026, 11, 1))
    with pytest.raises(ActionRefused) as refusal:
        open_mandate(hr.user, identity_number=number)
    assert "没有这位在职人员" in str(refusal.value)


def test_no_code_goes_out_before_the_signed_paper_is_there(officer: Officer):
    with pytest.raises(ActionRefused):
        actions.ask_for_mandate(open_mandate(officer.user), by=officer.user)
    assert (code_sent(), Confirmation.objects.count()) == ("", 0)


def test_the_message_names_who_is_authorised_and_to_tell_nobody_else(officer: Officer):
    actions.ask_for_mandate(signed(open_mandate(officer.user)), by=officer.user)
    text = demo_box.last_to(PHONE) or ""
    assert ["孙代办" in text, "代办" in text, "只告诉" in text, "不要告诉任何人" in text] == [True] * 4


def test_the_message_is_in_the_persons_language_and_not_the_officers(officer: Officer):
    make_user(phone=PHONE, language="en")
    known, unknown = signed(open_mandate(officer.user)), signed(open_mandate(officer.user, phone="+8613900139002"))
    for mandate, language in ((known, "zh-hans"), (unknown, "en")):
        with translation.override(language):
            actions.ask_for_mandate(mandate, by=officer.user)
    sent = [demo_box.last_to(phone) or "" for phone in (PHONE, "+8613900139002")]
    assert ["汽车城人才补贴" in text for text in sent] == [False, True]


def test_the_code_is_kept_nowhere_in_clear(officer: Officer):
    asked = actions.ask_for_mandate(signed(open_mandate(officer.user)), by=officer.user)
    assert (len(asked.code_digest), code_sent() in asked.code_digest) == (64, False)


def test_five_wrong_codes_spend_the_right_one(officer: Officer):
    mandate = signed(open_mandate(officer.user))
    actions.ask_for_mandate(mandate, by=officer.user)
    code = code_sent()
    for _each in range(5):
        with pytest.raises(WrongCode):
            actions.take_effect_by_code(mandate, str((int(code) + 1) % 1_000_000).zfill(6), by=officer.user)
    with pytest.raises(WrongCode):
        actions.take_effect_by_code(mandate, code, by=officer.user)
    mandate.refresh_from_db()
    assert (mandate.status, mandate.confirmations.get().tries) == (MandateStatus.OPENED, 5)


def test_a_code_counts_for_ten_minutes(officer: Officer, clock_at_noon: time_machine.Traveller):
    mandate = signed(open_mandate(officer.user))
    actions.ask_for_mandate(mandate, by=officer.user)
    clock_at_noon.shift(dt.timedelta(minutes=10, seconds=1))
    with pytest.raises(WrongCode):
        actions.take_effect_by_code(mandate, code_sent(), by=officer.user)
    mandate.refresh_from_db()
    assert mandate.status == MandateStatus.OPENED


def test_a_phone_gets_one_code_a_minute_whoever_asks(officer: Officer, colleague: Officer):
    actions.ask_for_mandate(signed(open_mandate(officer.user)), by=officer.user)
    with pytest.raises(ActionRefused) as refusal:
        actions.ask_for_mandate(signed(open_mandate(colleague.user)), by=colleague.user)
    assert "太频繁" in str(refusal.value)


def test_the_office_is_told_what_stands_against_it(officer: Officer):
    known = make_person(make_user(phone="+8613900139000", phone_verified=True))
    mandate = signed(open_mandate(officer.user, identity_number=known.identity_number, name=known.name))
    with pytest.raises(ActionRefused) as refusal:
        actions.ask_for_mandate(mandate, by=officer.user)
    assert "另一个手机号的账号" in str(refusal.value)


@pytest.mark.parametrize("known", ["nobody", "number_elsewhere", "phone_of_another", "phone_of_staff"])
def test_an_hr_officer_cannot_tell_whether_there_is_an_account(hr: Officer, known: str):
    number = make_identity_number()
    listed(unit(hr), number)
    if known == "number_elsewhere":
        make_person(make_user(phone="+8613900139000"), identity_number=number)
    if known == "phone_of_another":
        make_person(make_user(phone=PHONE))
    if known == "phone_of_staff":
        make_user(Role.REVIEWER, phone=PHONE)
    mandate = signed(open_mandate(hr.user, identity_number=number))
    sent = hr.sends("mandate_code", mandate.pk)
    wrong = hr.sends("mandate_effect", mandate.pk, code="000000" if code_sent() != "000000" else "111111")
    assert (sent.messages, wrong.errors) == (
        ["短信已发往本人登记的手机号码，授权码 10 分钟内有效。本人没有收到的，请其联系人才办。"],
        ["本人手机收到的验证码：验证码不正确，请与本人核对后重新输入。"],
    )


def test_where_phone_and_number_do_not_belong_together_no_code_goes_out(hr: Officer):
    number = make_identity_number()
    listed(unit(hr), number)
    make_person(make_user(phone="+8613900139000"), identity_number=number)
    actions.ask_for_mandate(signed(open_mandate(hr.user, identity_number=number)), by=hr.user)
    assert (code_sent(), "没有办理" in (demo_box.last_to(PHONE) or "")) == ("", True)


def test_a_paper_mandate_takes_effect_only_when_another_officer_has_looked(officer: Officer, colleague: Officer):
    mandate = signed(open_mandate(officer.user))
    with pytest.raises(DutiesNotSeparated):
        actions.take_effect_by_paper(mandate, by=officer.user)
    found = actions.take_effect_by_paper(mandate, by=colleague.user)
    assert (found.status, found.looked_at_by, found.person.user.phone_verified) == (
        MandateStatus.IN_FORCE,
        colleague.user,
        False,
    )


def test_without_a_scan_there_is_nothing_to_look_at(officer: Officer, colleague: Officer):
    with pytest.raises(ActionRefused):
        actions.take_effect_by_paper(open_mandate(officer.user), by=colleague.user)
    assert Mandate.objects.in_force().count() == 0


def test_a_phone_that_no_code_has_proved_is_told_by_sms_all_the_same(officer: Officer, colleague: Officer):
    actions.take_effect_by_paper(signed(open_mandate(officer.user)), by=colleague.user)
    run_outbox()
    assert "您已授权" in (demo_box.last_to(PHONE) or "")
