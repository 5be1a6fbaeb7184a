"""The ways a message goes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    PORTAL = "portal", _("站内消息")
    MAIL = "mail", _("电子邮件")
    SMS = "sms", _("短信")


class WordingKind(TextChoices):
    """What a wording is for; the values are those of ``wordings``."""

    TEXT = "text", _("站内消息和邮件")
    SMS = "sms", _("短信")
