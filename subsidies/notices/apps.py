from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "subsidies.notices"
    label = "notices"
    verbose_name = _("公示")
    audit_verbs = {
        "notice.draw_up": _("拟定公示"),
        "notice.approved": _("登记名单审定"),
        "notice.minutes_attached": _("上传会议纪要扫描件"),
        "notice.minutes_read": _("查看会议纪要扫描件"),
        "notice.case_held": _("公示期满未能授予"),
        "notice.prolonged": _("公示截止日期随工作日历顺延"),
    }
    calendar_followers = ("subsidies.notices.recounting.follow_calendar",)
