"""The closed lists of the employer's desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EMPLOYER_SUMMARY = "employer_summary"
"""The kind of paper by which a unit hands in whom it verified."""


class RosterWord(TextChoices):
    """Whether the employer's roster in force has the person."""

    LISTED = "listed", _("花名册有此人")
    UNLISTED = "unlisted", _("不在花名册")


class Due(TextChoices):
    """How a case stands with the day by which the employer promised to answer."""

    LATE = "late", _("已超期")
    TODAY = "today", _("今天到期")
    SOON = "soon", _("即将到期")


class VerificationOutcome(TextChoices):
    VERIFIED = "verified", pgettext_lazy("答复", "核实无误")
    DISPUTED = "disputed", _("有异议")


class AnswerWord(TextChoices):
    """What an employer answered, and which disputes still wait for the applicant."""

    VERIFIED = VerificationOutcome.VERIFIED.value, VerificationOutcome.VERIFIED.label
    DISPUTED = VerificationOutcome.DISPUTED.value, VerificationOutcome.DISPUTED.label
    OPEN = "open", _("有异议，待申请人更正")


class DisputeReason(TextChoices):
    """Why an employer does not confirm what the applicant states."""

    NOT_EMPLOYED = "not_employed", _("不是本单位职工")
    HIRED_ON_DIFFERS = "hired_on_differs", _("入职日期不一致")
    CONTRACT_DIFFERS = "contract_differs", _("合同期限不一致")
    PLACE_DIFFERS = "place_differs", _("工作地点不一致")
    INSURANCE_DIFFERS = "insurance_differs", _("社保缴费情况不一致")
    HAS_LEFT = "has_left", _("已离职")
    OTHER = "other", _("其他原因")


class Side(TextChoices):
    """Who says something about an objection."""

    APPLICANT = "applicant", _("申请人")
    UNIT = "unit", _("用人单位")


TOLD_BY_ROSTERS = [reason for reason in DisputeReason if reason is not DisputeReason.OTHER]
"""What a roster speaks of: where it proves the claim, such an objection has nothing left to stand on."""


class DepartureKind(TextChoices):
    """Why somebody is with a unit no more, as its officers say; a roster gives a day alone."""

    LEFT_CITY = "left_city", _("离职，离开长春")
    LEFT_GROUP = "left_group", _("离职，到集团外的单位工作")
    LEFT = "left", _("离职，去向不清楚")
    DISMISSED = "dismissed", _("非本人过错解除合同")
    FOR_CAUSE = "for_cause", _("因本人过错解除合同")
    ILLNESS = "illness", _("因重大疾病离职")
    RETIRED = "retired", _("退休")
    DIED = "died", _("去世")
    NEVER_EMPLOYED = "never_employed", _("从未在本单位工作")
    MOVED_AWAY = "moved_away", _("调到长春以外的集团单位")


STATED_BY_HAND = [kind for kind in DepartureKind if kind is not DepartureKind.MOVED_AWAY]
"""What an officer may choose: that somebody was moved to a unit elsewhere follows from the transfer."""


class ArrivalOutcome(TextChoices):
    """What is done with somebody on a roster whom another unit of the group has, or why nothing is."""

    READY = "ready", _("可以登记调入")
    DONE = "done", _("已登记调入")
    WITHDRAWN = "withdrawn", _("调动登记后又撤回，不再登记")
    NOT_YOURS = "not_yours", _("由原单位登记调动，确认导入后会通知原单位")
    OWN = "own", _("您本人或由您代办申请的人，请同事办理")
    LEFT = "left", _("原单位已登记离职，请与原单位核对")
    AWAITING = "awaiting", _("有申请待原单位核实，请原单位先答复")
    LISTED_TODAY = "listed_today", _("原单位同一天或以后生效的花名册也列有此人，请与原单位核对")
    WENT_THERE = "went_there", _("此前已由本单位调往该单位，请核对花名册")
    ELSEWHERE = "elsewhere", _("记录已有变动，现在不在原单位")
    NO_SUCH_DAY = "no_such_day", _("调入日期早于入职日期，或者当日本单位不在名单内")


class Standing(TextChoices):
    """What the list of a unit's people is narrowed by."""

    EMPLOYED = "employed", _("在职")
    LEFT = "left", _("已离职或调出")
    NOT_APPLIED = "not_applied", _("在职，未申请")
    APPLIED = "applied", _("在职，有申请")
    TO_CONFIRM = "to_confirm", _("在享补贴，待续期确认")
