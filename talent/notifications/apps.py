from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from talent.notifications.checks import check_carriers


class NotificationsConfig(AppConfig):
    name = "talent.notifications"
    label = "notifications"
    verbose_name = _("消息通知")
    audit_verbs = {
        "outbox.retried": _("重新执行后台任务"),
        "wording.changed": _("修改消息措辞"),
        "wording.reset": _("恢复消息原文"),
    }

    def ready(self) -> None:
        """Have the carriers checked before deployment."""
        register(check_carriers, Tags.security, deploy=True)
