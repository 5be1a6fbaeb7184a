"""The closed lists of proactive offers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Prospect(TextChoices):
    """How likely somebody of a roster qualifies, by what the roster says."""

    LIKELY = "likely", _("很可能符合")
    POSSIBLE = "possible", _("可能符合")


class Reach(TextChoices):
    """Whether an invitation can be sent."""

    PHONE = "phone", _("留有手机号")
    PAPER = "paper", _("没有手机号，用邀请单")
