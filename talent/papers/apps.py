from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "talent.papers"
    label = "papers"
    verbose_name = _("公文")
    audit_verbs = {
        "paper.issued": _("出具公文"),
        "paper.read": _("查看公文"),
        "paper.withdrawn": _("作废公文"),
        "paper.scan_attached": _("上传签章扫描件"),
        "paper.scan_read": _("查看签章扫描件"),
        "paper.scan_withdrawn": _("移除签章扫描件"),
        "paper.print_requested": _("批量打印公文"),
        "paper.print_read": _("下载批量打印文件"),
    }
