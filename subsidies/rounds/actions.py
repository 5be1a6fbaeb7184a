"""The office plans rounds, moves their days, and says from when applications are taken within them alone."""

from __future__ import annotations

import calendar
import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from subsidies.rounds.kinds import RoundState
from subsidies.rounds.models import Intake, Round
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.ui.formatting import day
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def plan(*, by: User, pk: UUID, name: str, opens_on: dt.date, closes_on: dt.date, cut_off_month: dt.date) -> Round:
    """Plan a round. The key comes with the form: sent twice, it makes one.

    Args:
        cut_off_month: any day of the month by whose end one must have been hired.

    Raises:
        ActionRefused: the role is wrong, the name is taken, or the days are past, out of order or another round's.
    """
    _begin(by)
    if made := Round.objects.filter(pk=pk, planned_by=by).first():
        return made
    if opens_on < clock.today():
        raise ActionRefused(_("开始日期不能早于今天。"))
    round_ = Round(pk=pk, name=name.strip(), planned_by=by, planned_at=clock.now())
    _set_days(round_, opens_on, closes_on, cut_off_month)
    _save(round_, insert=True)
    audit.record("round.planned", round_, by=by, detail=_detail(round_))
    return round_


@transaction.atomic
def change(round_: Round, *, by: User, opens_on: dt.date, closes_on: dt.date, cut_off_month: dt.date) -> Round:
    """Move the days of a round that is not over; of one that is open, only its last day.

    Raises:
        ActionRefused: the role is wrong, the round is over, or the days are past, out of order or another round's.
    """
    _begin(by)
    round_ = Round.objects.get(pk=round_.pk)
    today, before = clock.today(), _detail(round_)
    state = round_.state_on(today)
    if state not in (RoundState.PLANNED, RoundState.OPEN):
        raise ActionRefused(_("这个批次已经截止或取消，不能再修改。需要补充受理的，请新建批次。"))
    if state == RoundState.OPEN and (opens_on, month_end(cut_off_month)) != (round_.opens_on, round_.cut_off_on):
        raise ActionRefused(_("批次已经开始受理，只能调整截止日期。"))
    if state == RoundState.PLANNED and opens_on < today:
        raise ActionRefused(_("开始日期不能早于今天。"))
    if closes_on < today:
        raise ActionRefused(_("截止日期不能早于今天。"))
    _set_days(round_, opens_on, closes_on, cut_off_month)
    if _detail(round_) != before:
        _save(round_)
        audit.record("round.changed", round_, by=by, detail=_detail(round_) | {"before": before})
    return round_


@transaction.atomic
def cancel(round_: Round, *, by: User) -> Round:
    """Give up a round before it opens; a second click changes nothing.

    Raises:
        ActionRefused: the role is wrong, or the round has opened.
    """
    _begin(by)
    round_ = Round.objects.get(pk=round_.pk)
    if round_.cancelled_at is not None:
        return round_
    if round_.state_on(clock.today()) != RoundState.PLANNED:
        raise ActionRefused(_("批次已经开始受理，不能取消；可以把截止日期提前到今天。"))
    round_.cancelled_at = clock.now()
    round_.save(update_fields=["cancelled_at"])
    audit.record("round.cancelled", round_, by=by, detail=_detail(round_))
    return round_


@transaction.atomic
def take_by_rounds(*, by: User, from_on: dt.date) -> Intake:
    """From a day on, take applications within rounds alone.

    Raises:
        ActionRefused: the role is wrong, the day is past, or they are taken by rounds already.
    """
    intake = _begin(by)
    today = clock.today()
    if from_on < today:
        raise ActionRefused(_("日期不能早于今天，已经收到的申请不受影响。"))
    if intake.by_rounds_on(today) and intake.rolling_again_on is None:
        raise ActionRefused(_("现在已经按批次受理。"))
    return _set_intake(intake, from_on, None, by=by)


@transaction.atomic
def take_on_any_day(*, by: User, from_on: dt.date) -> Intake:
    """From a day on, take applications on any day again; what was announced and has not begun is called off.

    Raises:
        ActionRefused: the role is wrong, the day is past, or they are taken on any day already.
    """
    intake = _begin(by)
    today = clock.today()
    if from_on < today:
        raise ActionRefused(_("日期不能早于今天，已经收到的申请不受影响。"))
    if intake.rounds_from_on is None:
        raise ActionRefused(_("现在就是常年受理。"))
    if from_on <= intake.rounds_from_on:
        return _set_intake(intake, None, None, by=by)
    return _set_intake(intake, intake.rounds_from_on, from_on, by=by)


def month_end(within: dt.date) -> dt.date:
    """The last day of the month of a day."""
    return within.replace(day=calendar.monthrange(within.year, within.month)[1])


def _begin(by: User) -> Intake:
    """Refuse others than the office, and let one change of the rounds happen at a time."""
    if not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("申报批次由人才办工作人员办理。"))
    natural_person_of(by)
    Intake.objects.get_or_create(id=1)
    return Intake.objects.select_for_update().get(id=1)


def _set_days(round_: Round, opens_on: dt.date, closes_on: dt.date, cut_off_month: dt.date) -> None:
    if closes_on < opens_on:
        raise ActionRefused(_("截止日期不能早于开始日期。"))
    round_.opens_on, round_.closes_on, round_.cut_off_on = opens_on, closes_on, month_end(cut_off_month)
    if round_.cut_off_on > closes_on:
        raise ActionRefused(_("入职截至月份的最后一天不能晚于截止日期，否则无法按整月核对。"))
    other = Round.objects.overlapping(opens_on, closes_on).exclude(pk=round_.pk).first()
    if other is not None:
        words = {"name": other.name, "opens": day(other.opens_on), "closes": day(other.closes_on)}
        raise ActionRefused(_("与“%(name)s”（%(opens)s 至 %(closes)s）的时间重叠。") % words)


def _save(round_: Round, *, insert: bool = False) -> None:
    try:
        with transaction.atomic():
            round_.save(force_insert=insert)
    except IntegrityError as error:
        raise ActionRefused(_("已有名称为“%(name)s”的批次，请换一个名称。") % {"name": round_.name}) from error


def _set_intake(intake: Intake, rounds_from: dt.date | None, rolling_again: dt.date | None, *, by: User) -> Intake:
    intake.rounds_from_on, intake.rolling_again_on = rounds_from, rolling_again
    intake.save(update_fields=["rounds_from_on", "rolling_again_on"])
    detail = {"rounds_from": rounds_from, "rolling_again": rolling_again}
    audit.record("round.intake_set", None, by=by, detail=detail)
    return intake


def _detail(round_: Round) -> dict[str, object]:
    return {
        "name": round_.name,
        "opens_on": round_.opens_on,
        "closes_on": round_.closes_on,
        "cut_off_on": round_.cut_off_on,
    }
