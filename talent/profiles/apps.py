from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    name = "talent.profiles"
    label = "profiles"
    verbose_name = _("个人档案")
    audit_verbs = {
        "profile.identity_saved": _("保存身份信息"),
        "profile.degree_saved": _("保存学历学位"),
        "profile.degree_removed": _("删除学历学位"),
        "profile.employment_saved": _("保存任职信息"),
        "profile.household_saved": _("保存婚姻与住房"),
        "profile.child_saved": _("保存子女信息"),
        "profile.child_removed": _("删除子女信息"),
        "profile.bank_account_added": _("填写收款账户"),
        "profile.bank_account_confirmed": _("确认收款账户无误"),
        "profile.bank_account_changed": _("更换收款账户"),
        "profile.evidence_added": _("上传证明材料"),
        "profile.evidence_withdrawn": _("移除证明材料"),
        "evidence.read": _("查看证明材料"),
    }
