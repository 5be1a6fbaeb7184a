"""Opening a mandate, its taking effect, its end, and who may."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from subsidies.applications.actions import withdraw
from subsidies.portal.actions import choose_benefits
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated
from talent.employers.models import Employer, Roster, RosterEntry
from talent.mandates import actions
from talent.mandates.actions import WrongCode
from talent.mandates.models import Confirmation, Mandate
from talent.mandates.permissions import NoMandate, in_the_place_of
from talent.mandates.workflow import MandateStatus
from talent.notifications import demo_box
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.profiles import actions as profiles
from talent.profiles.models import Degree
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number, make_person, make_user
from tests.subsidies.portal.acting.conftest import NOON
from tests.subsidies.portal.acting.officer import (
    PHONE,
    Officer,
    code_sent,
    in_force,
    let_a_minute_pass,
    open_mandate,
    signed,
    stated,
)


def listed(employer: Employer, identity_number: str, **fields: Any) -> RosterEntry:
    """A row of a roster in force."""
    roster = Roster.objects.filter(employer=employer).first() or Roster.objects.create(
        employer=employer, file_name="花名册.xlsx", status="committed", uploaded_by=make_user(), uploaded_at=NOON,
        committed_by=make_user(), committed_at=NOON,
    )  # fmt: skip
    defaults = {
        "name": "沈若溪",
        "hired_on": dt.date(2026, 7, 1),
        "row_number": roster.entries.count() + 1,
        "effective_at": NOON,
    }
    return RosterEntry.objects.create(
        roster=roster, employer=employer, identity_number=identity_number, **(defaults | fields)
    )


@pytest.fixture
def hr(jilin: object) -> Officer:
    return Officer.of(make_user(Role.HR_OFFICER, name="钱人事", employer=make_employer()))


def unit(officer: Officer) -> Employer:
    return officer.user.staff_roles[0].employer  # type: ignore[return-value]


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


def test_a_person_has_one_mandate_in_force(officer: Officer, colleague: Officer):
    mandate = in_force(officer.user)
    other = signed(open_mandate(colleague.user, identity_number=mandate.identity_number))
    with pytest.raises(ActionRefused):
        actions.ask_for_mandate(other, by=colleague.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=other.pk).update(
            status="in_force", person=mandate.person, effective_at=NOON, proof="code"
        )
    assert Mandate.objects.in_force().get() == mandate


def test_a_mandate_that_has_passed_makes_room_for_the_next(
    officer: Officer, colleague: Officer, clock_at_noon: time_machine.Traveller
):
    mandate = in_force(officer.user)
    clock_at_noon.shift(dt.timedelta(days=40))
    later = in_force(
        colleague.user, identity_number=mandate.identity_number, lasts_until=NOON.date() + dt.timedelta(days=50)
    )
    mandate.refresh_from_db()
    assert (mandate.ending, later.status) == ("last_day", MandateStatus.IN_FORCE)


def test_it_ends_by_itself_after_its_last_day(officer: Officer, clock_at_noon: time_machine.Traveller):
    mandate = in_force(officer.user)
    clock_at_noon.move_to(NOON.replace(day=20, month=12))
    on_the_last_day = actions.end_due()
    clock_at_noon.move_to(NOON.replace(day=21, month=12))
    with pytest.raises(NoMandate):
        in_the_place_of(mandate, agent=officer.user)
    assert (on_the_last_day, actions.end_due()) == (0, 1)


def test_the_person_ends_it_at_any_time_and_the_next_write_is_refused(officer: Officer):
    mandate = in_force(officer.user)
    subject = in_the_place_of(mandate, agent=officer.user)
    actions.end(mandate, by=User.objects.get(person=mandate.person_id))
    degree = Degree(person=mandate.person, level="master", institution_name="吉林大学", awarded_on=NOON.date())
    with pytest.raises(NoMandate):
        profiles.save_degree(degree, by=subject)
    assert Degree.objects.count() == 0


def test_ending_it_twice_changes_nothing(officer: Officer):
    mandate = in_force(officer.user)
    person = mandate.person.user
    actions.end(mandate, by=person)
    ended_at = actions.end(mandate, by=officer.user)
    assert (ended_at.ending, Message.objects.filter(template="mandate_ended", channel="portal").count()) == (
        "by_person",
        1,
    )


def test_it_ends_when_the_case_is_over(officer: Officer):
    mandate = in_force(officer.user)
    subject = in_the_place_of(mandate, agent=officer.user)
    chosen = {"living": True, "housing": False, "schooling": False}
    case = choose_benefits(None, by=subject, key=uuid.uuid4(), claimed_elsewhere=False, **chosen)
    withdraw(case, by=User.objects.get(person=mandate.person_id))
    mandate.refresh_from_db()
    assert (mandate.status, mandate.ending) == (MandateStatus.ENDED, "case_over")


def test_an_officer_cannot_withdraw_the_case_in_the_persons_name(officer: Officer):
    mandate = in_force(officer.user)
    subject = in_the_place_of(mandate, agent=officer.user)
    chosen = {"living": True, "housing": False, "schooling": False}
    case = choose_benefits(None, by=subject, key=uuid.uuid4(), claimed_elsewhere=False, **chosen)
    with pytest.raises(ActionRefused):
        withdraw(case, by=subject)
    case.refresh_from_db()
    assert case.status == "draft"


def test_an_officer_never_replaces_an_account_that_the_person_entered(officer: Officer):
    mandate = in_force(officer.user)
    own = User.objects.get(person=mandate.person_id)
    said = {"holder_name": "沈若溪", "account_number": "6222021234567890128", "bank_name": "中国银行"}
    kept = profiles.change_bank_account(mandate.person, by=own, **said)
    subject = in_the_place_of(mandate, agent=officer.user)
    with pytest.raises(ActionRefused):
        profiles.change_bank_account(mandate.person, by=subject, **(said | {"bank_name": "中国建设银行"}))
    assert mandate.person.bank_accounts.current().get() == kept


def test_an_officer_mends_the_account_that_they_entered(officer: Officer):
    mandate = in_force(officer.user)
    subject = in_the_place_of(mandate, agent=officer.user)
    said = {"holder_name": "沈若溪", "account_number": "6222021234567890128", "bank_name": "中国银行"}
    profiles.change_bank_account(mandate.person, by=subject, **said)
    mended = profiles.change_bank_account(mandate.person, by=subject, **(said | {"bank_name": "中国建设银行"}))
    assert (mended.version, mended.created_by) == (2, officer.user)


def test_an_hr_officer_loses_the_way_in_when_the_person_leaves_the_unit(hr: Officer):
    number = make_identity_number()
    entry = listed(unit(hr), number)
    mandate = in_force(hr.user, identity_number=number)
    RosterEntry.objects.filter(pk=entry.pk).update(left_on=NOON.date())
    page = hr.sends("benefits", mandate.pk)
    assert page.messages == ["此人已不在您服务的单位，或您的工作角色已变更，不能再代办。请当事人联系人才办。"]


def test_an_officer_of_the_office_who_is_none_any_more_has_no_way_in(officer: Officer):
    mandate = in_force(officer.user)
    officer.user.role_grants.update(revoked_at=NOON)
    with pytest.raises(NoMandate):
        in_the_place_of(mandate, agent=User.objects.get(pk=officer.user.pk))
    assert Mandate.objects.in_force().count() == 1


def test_a_code_for_another_mandate_fits_nowhere_else(officer: Officer, colleague: Officer):
    first = signed(open_mandate(officer.user))
    actions.ask_for_mandate(first, by=officer.user)
    code = code_sent()
    let_a_minute_pass(first)
    second = signed(open_mandate(colleague.user, phone="+8613900139001"))
    actions.ask_for_mandate(second, by=colleague.user)
    if code_sent("+8613900139001") == code:
        pytest.skip("the two codes happen to be the same")
    with pytest.raises(WrongCode):
        actions.take_effect_by_code(second, code, by=colleague.user)
    assert Mandate.objects.in_force().count() == 0
