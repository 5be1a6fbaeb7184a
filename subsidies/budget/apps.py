from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    name = "subsidies.budget"
    label = "budget"
    verbose_name = _("预算指标")
    audit_verbs = {
        "budget.appropriate": _("下达指标"),
        "budget.reduce": _("调减指标"),
        "budget.entry_reversed": _("冲销分录"),
        "budget.closed": _("年终结账"),
    }
