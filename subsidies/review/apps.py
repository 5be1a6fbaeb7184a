from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from subsidies.review.checks import check_sample


class ReviewConfig(AppConfig):
    name = "subsidies.review"
    label = "review"
    verbose_name = _("审核")
    audit_verbs = {
        "application.numbers_revealed": _("查看完整号码"),
        "application.opened": _("查看申请"),
        "application.note_added": _("写内部记事"),
        "application.code_checked": _("登记验证码核验结果"),
        "application.taken": _("领取申请"),
        "application.handed_over": _("转交承办"),
        "application.given_back": _("退回待领"),
        "recheck_list.drawn_up": _("拟定批量复核名单"),
        "queue_filter.saved": _("保存常用筛选"),
        "queue_filter.renamed": _("更改常用筛选名称"),
        "queue_filter.made_default": _("设置默认筛选"),
        "queue_filter.deleted": _("删除常用筛选"),
    }

    def ready(self) -> None:
        """Have the share of the sample checked at start."""
        register(check_sample)
