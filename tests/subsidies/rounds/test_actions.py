"""Rounds are planned ahead, never overlap, and an open one keeps what people were told of it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from subsidies.rounds import actions
from subsidies.rounds.kinds import RoundState
from subsidies.rounds.models import Intake, Round
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.rounds.conftest import day

pytestmark = pytest.mark.django_db
OCTOBER = dt.date(2026, 10, 5)


def why(action, *args, **kwargs) -> str:
    with pytest.raises(ActionRefused) as refused:
        action(*args, **kwargs)
    return str(refused.value)


def days_of(round_: Round) -> tuple[dt.date, dt.date, dt.date]:
    round_.refresh_from_db()
    return round_.opens_on, round_.closes_on, round_.cut_off_on


def move(round_: Round, reviewer, opens: int, closes: int, month: dt.date = OCTOBER) -> Round:
    return actions.change(round_, by=reviewer, opens_on=day(opens), closes_on=day(closes), cut_off_month=month)


def test_the_cut_off_is_the_last_day_of_the_month_that_was_chosen(plan):
    assert plan(cut_off_month=dt.date(2024, 2, 10)).cut_off_on == dt.date(2024, 2, 29)


def test_a_round_is_open_on_its_first_and_on_its_last_day(plan):
    round_ = plan(1, 3)
    assert [round_.state_on(day(number)) for number in range(5)] == [
        RoundState.PLANNED, RoundState.OPEN, RoundState.OPEN, RoundState.OPEN, RoundState.OVER,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opens", "closes"), [(10, 20), (0, 10), (5, 6), (-1, 30), (-5, 0)], ids=lambda number: str(number)
)
def test_a_window_that_shares_a_day_with_another_is_refused(reviewer, plan, opens: int, closes: int):
    first = plan(6, 16)
    reason = why(plan, opens + 6, closes + 6, name="第二批")
    assert (reason, Round.objects.count()) == (
        f"与“{first.name}”（2026年11月29日 至 2026年12月9日）的时间重叠。",
        1,
    )


def test_rounds_may_follow_each_other_from_one_day_to_the_next(plan):
    plan(0, 10)
    plan(11, 20, name="第二批")
    assert Round.objects.count() == 2


@pytest.mark.parametrize(
    ("opens", "closes", "other", "reason"),
    [
        (-1, 5, {}, "开始日期不能早于今天。"),
        (5, 4, {}, "截止日期不能早于开始日期。"),
        (0, 5, {"cut_off_month": dt.date(2026, 11, 1)}, "入职截至月份的最后一天不能晚于截止日期，否则无法按整月核对。"),
    ],
)
def test_days_that_make_no_sense_are_refused(plan, opens: int, closes: int, other, reason: str):
    assert (why(plan, opens, closes, **other), Round.objects.count()) == (reason, 0)


def test_a_name_that_is_taken_is_refused_and_nothing_is_half_made(plan):
    plan(0, 3)
    assert (why(plan, 5, 8), Round.objects.count()) == ("已有名称为“第一批”的批次，请换一个名称。", 1)


def test_the_same_form_sent_twice_plans_one_round(plan):
    key = uuid.uuid4()
    assert (plan(pk=key), Round.objects.count(), AuditEvent.objects.filter(verb="round.planned").count()) == (
        plan(pk=key),
        1,
        1,
    )


def test_a_round_that_has_not_begun_moves_as_a_whole(reviewer, plan):
    round_ = plan(2, 5)
    move(round_, reviewer, 10, 20, dt.date(2026, 9, 1))
    assert days_of(round_) == (day(10), day(20), dt.date(2026, 9, 30))


def test_of_an_open_round_only_the_last_day_moves(reviewer, plan):
    round_ = plan(0, 5)
    assert [why(move, round_, reviewer, 1, 5), why(move, round_, reviewer, 0, 5, dt.date(2026, 9, 1))] == [
        "批次已经开始受理，只能调整截止日期。"
    ] * 2
    move(round_, reviewer, 0, 8)
    assert days_of(round_) == (day(0), day(8), dt.date(2026, 10, 31))


def test_an_open_round_does_not_end_before_today(reviewer, plan, clock_at_noon):
    round_ = plan(0, 9)
    clock_at_noon.shift(dt.timedelta(days=3))
    assert why(move, round_, reviewer, -3, -1) == "截止日期不能早于今天。"


def test_a_round_that_is_over_stays_as_it_was(reviewer, plan, clock_at_noon):
    round_ = plan(0, 2)
    clock_at_noon.shift(dt.timedelta(days=3))
    assert why(move, round_, reviewer, -3, 5) == "这个批次已经截止或取消，不能再修改。需要补充受理的，请新建批次。"


def test_a_change_says_what_was_before_and_saving_the_same_says_nothing(reviewer, plan):
    round_ = plan(2, 5)
    move(round_, reviewer, 2, 5)
    move(round_, reviewer, 2, 6)
    changed = AuditEvent.objects.filter(verb="round.changed")
    assert [event.detail["before"]["closes_on"] for event in changed] == [day(5).isoformat()]


def test_a_cancelled_round_frees_its_days_and_a_second_click_changes_nothing(reviewer, plan):
    round_ = plan(2, 5)
    for _ in range(2):
        round_ = actions.cancel(round_, by=reviewer)
    plan(2, 5, name="改期")
    assert (round_.state_on(day(3)), AuditEvent.objects.filter(verb="round.cancelled").count()) == (
        RoundState.CANCELLED,
        1,
    )


def test_a_round_that_has_opened_is_not_cancelled(reviewer, plan):
    reason = why(actions.cancel, plan(0, 5), by=reviewer)
    assert reason == "批次已经开始受理，不能取消；可以把截止日期提前到今天。"


def test_taking_by_rounds_begins_and_ends_on_the_days_that_were_said(reviewer):
    actions.take_by_rounds(by=reviewer, from_on=day(2))
    actions.take_on_any_day(by=reviewer, from_on=day(5))
    intake = Intake.objects.get()
    assert [intake.by_rounds_on(day(number)) for number in range(7)] == [False] * 2 + [True] * 3 + [False] * 2


def test_what_was_announced_and_has_not_begun_is_called_off(reviewer):
    actions.take_by_rounds(by=reviewer, from_on=day(5))
    actions.take_on_any_day(by=reviewer, from_on=day(2))
    assert [Intake.objects.get().by_rounds_on(day(number)) for number in (2, 5, 9)] == [False] * 3


@pytest.mark.parametrize("action", [actions.take_by_rounds, actions.take_on_any_day])
def test_the_way_does_not_change_for_days_that_are_past(reviewer, action):
    assert why(action, by=reviewer, from_on=day(-1)) == "日期不能早于今天，已经收到的申请不受影响。"


def test_what_is_so_already_is_said_to_be_so(reviewer):
    assert why(actions.take_on_any_day, by=reviewer, from_on=day(0)) == "现在就是常年受理。"
    actions.take_by_rounds(by=reviewer, from_on=day(0))
    assert why(actions.take_by_rounds, by=reviewer, from_on=day(3)) == "现在已经按批次受理。"


@pytest.mark.parametrize("role", ["auditor", "policy_officer", "finance_officer", "hr_officer", "applicant"])
def test_only_the_office_plans(plan, role: str):
    reason = why(actions.take_by_rounds, by=make_user(role), from_on=day(0))
    assert reason == "申报批次由人才办工作人员办理。"
