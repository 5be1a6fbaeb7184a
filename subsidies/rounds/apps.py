from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RoundsConfig(AppConfig):
    name = "subsidies.rounds"
    label = "rounds"
    verbose_name = _("申报批次")
    audit_verbs = {
        "round.planned": _("新建申报批次"),
        "round.changed": _("修改申报批次"),
        "round.cancelled": _("取消申报批次"),
        "round.intake_set": _("调整受理方式"),
    }
