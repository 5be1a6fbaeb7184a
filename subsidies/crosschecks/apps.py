from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrossChecksConfig(AppConfig):
    name = "subsidies.crosschecks"
    label = "crosschecks"
    verbose_name = _("部门比对")
    audit_verbs = {
        "crosscheck.drawn": _("新建比对名单"),
        "crosscheck.taken": _("下载比对名单"),
        "crosscheck.answers_read": _("上传比对答复"),
        "crosscheck.answers_entered": _("确认比对答复"),
        "crosscheck.answers_discarded": _("放弃比对答复"),
        "crosscheck.answer_settled": _("核实部门答复"),
        "crosscheck.answer_unsettled": _("撤销对部门答复的核实"),
    }
