from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    name = "subsidies.applications"
    label = "applications"
    verbose_name = _("申请")
    audit_verbs = {
        "application.start": _("开始填写"),
        "application.choose": _("选择申请事项"),
        "application.reminded": _("提醒申请人"),
        "application.fact_established": _("认定事实"),
        "application.fact_withdrawn": _("撤销事实认定"),
        "award.revoked": _("撤销授予"),
    }
    calendar_followers = ("subsidies.applications.recounting.follow_calendar",)
