from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from talent.audit.checks import check_triggers


class AuditConfig(AppConfig):
    name = "talent.audit"
    label = "audit"
    verbose_name = _("操作日志")

    def ready(self) -> None:
        """Have the triggers checked where databases are checked."""
        register(check_triggers, Tags.database)
