from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmployersConfig(AppConfig):
    name = "talent.employers"
    label = "employers"
    verbose_name = _("用人单位")
    audit_verbs = {
        "employer.added": _("新增用人单位"),
        "employer.changed": _("修改用人单位"),
        "employer.renamed": _("用人单位更名"),
        "employer.moved": _("用人单位变更办公地"),
        "employer.left": _("用人单位移出名单"),
        "employer.merged": _("用人单位合并"),
        "roster.preview": _("上传花名册"),
        "roster.preview_requested": _("上传大花名册，等待后台读取"),
        "roster.commit_requested": _("确认导入大花名册，等待后台办理"),
        "roster.copy_downloaded": _("下载标注了问题的花名册"),
        "roster.heading_explained": _("设置花名册列名对照"),
        "roster.heading_forgotten": _("删除花名册列名对照"),
        "roster.commit": _("确认导入花名册"),
        "roster.discard": _("放弃导入花名册"),
        "roster.take_back": _("撤回花名册"),
    }
