"""Whether a case may be handed in for the first time today, and what its applicant is told of that."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.rounds.models import Round
from subsidies.rounds.queries import IntakeToday, intake_on
from talent.profiles.models import Employment
from talent.ui.formatting import day
from talent.workflow.refusals import ActionRefused


class NotTaken(ActionRefused):
    """Applications are taken in rounds alone, and this one is not taken today."""


def round_for(application: Application, *, on: dt.date) -> Round | None:
    """The round that takes a case on a day; None where applications are taken on any day.

    Raises:
        NotTaken: no round is open, or the applicant was hired after the cut-off day of the one that is.
    """
    intake = intake_on(on)
    if (why := why_not_taken(application, intake)) is not None:
        raise NotTaken(why)
    return intake.current


def why_not_taken(application: Application, intake: IntakeToday) -> str | None:
    """Why a draft cannot be handed in now, and when it can; None where it can."""
    if not intake.is_open:
        return _("现在不在受理时间内，暂时不能提交。") + when_next(intake)
    if intake.current is None:
        return None
    hired_on = Employment.objects.filter(person=application.person_id).values_list("hired_on", flat=True).first()
    if hired_on is None or hired_on <= intake.current.cut_off_on:
        return None
    words = {"name": intake.current.name, "cut_off": day(intake.current.cut_off_on), "hired": day(hired_on)}
    return _("“%(name)s”受理 %(cut_off)s 及以前入职的人员，您填写的入职日期是 %(hired)s，请在下一批次申请。") % words


def when_next(intake: IntakeToday) -> str:
    """When applications are taken again, as far as it is known."""
    if intake.following is None:
        return _("下一批次的时间确定后会在首页公布；填写的内容会一直保存。")
    words = {"name": intake.following.name} | _window(intake.following)
    return _("下一批次“%(name)s”的受理时间是 %(opens)s 至 %(closes)s；您可以先填好，届时提交。") % words


def intake_words(intake: IntakeToday) -> str:
    """What everybody may know of the round that is open, or of the next; empty where applications are always taken."""
    if not intake.by_rounds:
        return ""
    if intake.current is None:
        return _("现在不在受理时间内。") + when_next(intake)
    words = {"name": intake.current.name, "cut_off": day(intake.current.cut_off_on)} | _window(intake.current)
    return _("正在受理“%(name)s”，%(closes)s 前（含当日）都可以提交；受理 %(cut_off)s 及以前入职的人员。") % words


def _window(round_: Round) -> dict[str, str]:
    return {"opens": day(round_.opens_on), "closes": day(round_.closes_on)}
