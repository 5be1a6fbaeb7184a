from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    name = "subsidies.verification"
    label = "verification"
    verbose_name = _("单位核实")
    audit_verbs = {
        "roster.confirmed": _("按花名册确认在职"),
        "employment.confirmed": _("确认仍然在职"),
        "employment.left": _("反映已离职"),
        "verification.list_downloaded": _("下载核实人员花名册"),
    }
