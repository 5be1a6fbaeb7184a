"""What a mandate allows, and how it ends."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction

from subsidies.applications.actions import withdraw
from subsidies.portal.actions import choose_benefits
from talent.accounts.models import User
from talent.employers.models import RosterEntry
from talent.mandates import actions
from talent.mandates.actions import WrongCode, confirming
from talent.mandates.models import Mandate
from talent.mandates.permissions import NoMandate, in_the_place_of
from talent.mandates.workflow import MandateStatus
from talent.notifications.models import Message
from talent.profiles import actions as profiles
from talent.profiles.models import Degree
from talent.workflow.refusals import ActionRefused
from tests.factories import make_identity_number
from tests.subsidies.portal.acting.conftest import NOON
from tests.subsidies.portal.acting.officer import (
    Officer,
    code_sent,
    in_force,
    let_a_minute_pass,
    listed,
    open_mandate,
    signed,
    unit,
)


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


def test_a_code_for_another_mandate_fits_nowhere_else(
    officer: Officer, colleague: Officer, monkeypatch: pytest.MonkeyPatch
):
    first = signed(open_mandate(officer.user))
    actions.ask_for_mandate(first, by=officer.user)
    code = code_sent()
    let_a_minute_pass(first)
    second = signed(open_mandate(colleague.user, phone="+8613900139001"))
    other = str((int(code[0]) + 1) % 10)  # never the same by chance
    monkeypatch.setattr(confirming.secrets, "choice", lambda _digits: other)
    actions.ask_for_mandate(second, by=colleague.user)
    with pytest.raises(WrongCode):
        actions.take_effect_by_code(second, code, by=colleague.user)
    assert Mandate.objects.in_force().count() == 0
