from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    name = "subsidies.offers"
    label = "offers"
    verbose_name = _("主动邀请")
    audit_verbs = {
        "offer.invited": _("邀请申请"),
        "offer.reminded": _("提醒受邀人员"),
        "offer.sheets_downloaded": _("下载邀请单"),
    }
