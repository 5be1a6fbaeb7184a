from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObjectionsConfig(AppConfig):
    name = "subsidies.objections"
    label = "objections"
    verbose_name = _("公示异议")
    audit_verbs = {
        "objection.received": _("收到异议"),
        "objection.read": _("查看异议内容"),
    }
    calendar_followers = ("subsidies.objections.recounting.follow_calendar",)
