"""When a roster can be taken back, by whom, and what is left of it."""

from __future__ import annotations

import pytest
import time_machine

from subsidies.verification import actions
from talent.accounts.models import NaturalPerson
from talent.audit.models import AuditEvent
from talent.employers import actions as rosters
from talent.employers.models import Roster
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.verification.claims import import_roster, waiting
from tests.subsidies.verification.test_roster_undo import ELEVEN, settled
from tests.talent.employers.rosters import commit, hr_of, preview, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moments_pass(clock_at_noon: time_machine.Traveller) -> time_machine.Traveller:
    return clock_at_noon


def test_after_ten_minutes_it_is_too_late(office: Office, clock_at_noon: time_machine.Traveller):
    roster = commit(office.employer, row(), by=office.hr)
    clock_at_noon.shift(ELEVEN)
    with pytest.raises(ActionRefused) as refused:
        actions.take_back_roster(roster, by=office.hr)
    assert (str(refused.value), Roster.objects.get().status) == (
        "已超过 10 分钟，不能撤回。有错的，请改好文件重新导入，以新的花名册为准。",
        "committed",
    )


def test_the_next_roster_of_the_unit_ends_it_and_another_units_does_not(office: Office, clock_at_noon):
    first = commit(office.employer, row(), by=office.hr)
    clock_at_noon.shift(60)
    commit(make_employer(), row())
    second = commit(office.employer, row(), by=office.hr)
    with pytest.raises(ActionRefused) as refused:
        actions.take_back_roster(first, by=office.hr)
    assert (str(refused.value), actions.take_back_roster(second, by=office.hr).rows) == (
        "之后又有花名册生效，不能撤回。有错的，请改好文件重新导入，以新的花名册为准。",
        1,
    )


def test_a_preview_or_a_roster_given_up_cannot_be_taken_back(office: Office):
    waits, given_up = (preview(office.employer, row(), by=office.hr) for _ in range(2))
    rosters.discard(given_up, by=office.hr)
    for roster in (waits, given_up):
        with pytest.raises(ActionRefused):
            actions.take_back_roster(roster, by=office.hr)
    assert sorted(Roster.objects.values_list("status", flat=True)) == ["discarded", "preview"]


def test_a_preview_counted_against_what_is_taken_back_is_shown_again(office: Office, clock_at_noon):
    listed = row()
    roster = commit(office.employer, listed, by=office.hr)
    clock_at_noon.shift(60)
    waits = preview(office.employer, listed, by=office.hr)
    actions.take_back_roster(roster, by=office.hr)
    with pytest.raises(ActionRefused) as refused:
        rosters.commit(waits, by=office.hr)
    assert (str(refused.value), Roster.objects.get(pk=waits.pk).new_count) == (
        "预览之后，本单位或集团内其他单位的名单有变动，人数已重新计算。请核对后再次确认导入。",
        1,
    )


def test_a_second_click_changes_nothing(office: Office):
    roster = commit(office.employer, row(), by=office.hr)
    done = [actions.take_back_roster(roster, by=office.hr) for _ in range(2)]
    assert ([each.already for each in done], AuditEvent.objects.filter(verb="roster.take_back").count()) == (
        [False, True],
        1,
    )


def test_the_log_says_how_much_was_taken_back(office: Office):
    (case,) = waiting(office)
    roster = settled(import_roster(office.employer, case.person, by=office.hr))
    actions.take_back_roster(roster, by=office.hr)
    event = AuditEvent.objects.get(verb="roster.take_back")
    assert (event.from_status, event.to_status, event.detail) == (
        "committed",
        "taken_back",
        {
            "rows": 1, "restored": 0, "restored_elsewhere": 0, "kept": 0, "cases": 1, "departures": 0, "moved": 0,
            "unconfirmed": 1, "confirmed_again": 0,
        },
    )  # fmt: skip


def test_another_units_officer_takes_nothing_back(office: Office):
    roster = commit(office.employer, row(), by=office.hr)
    with pytest.raises(ActionRefused):
        actions.take_back_roster(roster, by=make_user("hr_officer", employer=make_employer()))
    assert Roster.objects.get().status == "committed"


def test_nobody_takes_back_what_was_proved_of_themself(office: Office):
    (case,) = waiting(office)
    roster = settled(import_roster(office.employer, case.person, by=office.hr))
    own = NaturalPerson.objects.create(name="李明", identity_number=case.person.identity_number)
    done = actions.take_back_roster(roster, by=hr_of(office.employer, natural_person=own))
    assert (done.kept, fresh(case).status) == (
        [(f"{case.person.name} {case.number}", "这是您本人的申请，按回避规定不能由您办理。")],
        "awaiting_review",
    )
