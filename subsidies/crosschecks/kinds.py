"""The departments that are asked, what each is asked, and what an answer comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from subsidies.applications.kinds import Benefit
from talent.spreadsheets import cells

YES_OR_NO = ("是", "否")


class Department(TextChoices):
    """Whom a list goes to; the values are those of ``FactSource``."""

    SOCIAL_INSURANCE = "social_insurance", _("社会保险经办机构")
    REAL_ESTATE = "real_estate", _("不动产登记机构")
    MARRIAGE = "marriage", _("婚姻登记机关")
    PUBLIC_PAYROLL = "public_payroll", _("财政供养人员管理部门")
    SUBSIDIES = "subsidies", _("其他补贴发放部门")


class Question(NamedTuple):
    """What one department is asked of each person."""

    heading: str
    """Chinese text as it stands in the file, never translated."""
    synonyms: tuple[str, ...]
    path: str
    """The fact that the answer is about (``established.SORTS``); empty: no rule looks at it, an officer does."""
    parse: Callable[[Any], Any]
    choices: tuple[str, ...]
    benefits: tuple[Benefit, ...]
    """Whose rules look at it: others are not asked about."""


QUESTIONS: Mapping[str, Question] = {
    Department.SOCIAL_INSURANCE: Question(
        "连续缴费月数",
        ("社保月数", "缴费月数", "连续参保月数", "在长连续缴费月数", "社保连续缴费月数"),
        "employment.insured_months",
        cells.months,
        (),
        tuple(Benefit),
    ),
    Department.REAL_ESTATE: Question(
        "本人在长春是否有住房",
        ("是否有住房", "有无住房", "是否有房", "有无房产", "住房情况"),
        "person.owns_home_in_city",
        cells.yes_no,
        YES_OR_NO,
        (Benefit.HOUSING,),
    ),
    Department.MARRIAGE: Question(
        "是否已婚",
        ("已婚", "婚姻状况", "婚姻登记情况"),
        "person.married",
        cells.yes_no,
        YES_OR_NO,
        (Benefit.HOUSING,),
    ),
    Department.PUBLIC_PAYROLL: Question(
        "是否财政供养", ("财政供养", "是否财政供养人员"), "", cells.yes_no, YES_OR_NO, tuple(Benefit)
    ),
    Department.SUBSIDIES: Question(
        "是否享受过同类补贴",
        ("是否享受过", "是否已享受", "同类补贴", "享受情况"),
        "claimed_elsewhere",
        cells.yes_no,
        YES_OR_NO,
        tuple(Benefit),
    ),
}


class AnswerKind(TextChoices):
    """What one row of an answer file comes to."""

    AGREES = "agrees", _("与填写一致")
    DIFFERS = "differs", _("与填写不同")
    UNCHANGED = "unchanged", _("已答复过，内容相同")
    UNANSWERED = "unanswered", _("没有答复")
    WRONG = "wrong", _("无法识别")
