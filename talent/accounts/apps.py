"""Accounts, and the checks that keep a demo's out of production."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "talent.accounts"
    label = "accounts"
    verbose_name = _("账号")
    audit_verbs = {
        "account.opened": _("开通账号"),
        "account.woken": _("重新启用账号"),
        "account.signed_in": _("登录"),
        "account.sign_in_failed": _("登录失败"),
        "account.phone_verified": _("验证手机号码"),
        "account.settings_saved": _("修改账号设置"),
        "account.role_granted": _("授予角色"),
        "account.role_revoked": _("停用角色"),
        "consent.given": _("同意处理个人信息"),
        "consent.withdrawn": _("撤回同意"),
        "invitation.sent": _("发出邀请"),
        "invitation.renewed": _("重新发送邀请"),
        "invitation.revoked": _("撤销邀请"),
        "invitation.accepted": _("接受邀请"),
    }

    def ready(self) -> None:
        """Have the checks run: secrets before deployment, accounts where databases are checked."""
        checks = import_module("talent.accounts.checks")  # imports models, which are only ready now
        register(checks.demo_accounts, Tags.database)
        register(checks.known_secrets, Tags.security, deploy=True)
