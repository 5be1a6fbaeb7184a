from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MandatesConfig(AppConfig):
    name = "talent.mandates"
    label = "mandates"
    verbose_name = _("代办")
    audit_verbs = {
        "mandate.opened": _("登记代办"),
        "mandate.read": _("代办时查看资料"),
        "mandate.code_sent": _("向本人发送代办验证码"),
        "mandate.code_wrong": _("代办验证码不正确"),
        "mandate.confirmed": _("本人确认代办"),
        "mandate.sheet_printed": _("打印代办确认书"),
    }
