from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppealsConfig(AppConfig):
    name = "subsidies.appeals"
    label = "appeals"
    verbose_name = _("申诉")
    audit_verbs = {"appeal.filed": _("提出申诉")}
    calendar_followers = ("subsidies.appeals.recounting.follow_calendar",)
