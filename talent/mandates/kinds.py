"""The closed lists of filing for others (领办代办)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """Why somebody cannot file for themself."""

    HEALTH = "health", _("身体原因")
    AWAY = "away", _("在外出差或驻外")
    NO_SKILL = "no_skill", _("不会使用手机")
    OTHER = "other", _("其他原因")


class Proof(TextChoices):
    """How the person's own will was proved."""

    CODE = "code", _("短信验证码")
    PAPER = "paper", _("签字扫描件，经另一名工作人员核对")


class Ending(TextChoices):
    """Why a mandate ended."""

    BY_PERSON = "by_person", _("本人终止")
    BY_AGENT = "by_agent", _("代办人终止")
    LAST_DAY = "last_day", _("已到期")
    CASE_OVER = "case_over", _("申请已办结")
    REFUSED = "refused", _("人才办未予认可")


MANDATE_PAPER, CONFIRMATION_PAPER = "mandate", "filing_confirmation"
"""Kinds of papers: 授权委托书, and 代办确认书."""
LONGEST_DAYS = 90
"""Days that a mandate may last."""
