from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "talent.calendars"
    label = "calendars"
    verbose_name = _("工作日历")
    audit_verbs = {
        "calendar.day_set": _("修改工作日历"),
        "calendar.days_set": _("批量修改工作日历"),
        "calendar.years_added": _("导入年度节假日安排"),
        "calendar.days_recounted": _("期限随工作日历重新计算"),
        "demo_clock.moved": _("调整演示日期"),
        "demo_clock.reset": _("恢复真实日期"),
    }
