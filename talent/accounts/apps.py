"""Accounts, and the checks that keep a demo's out of production."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "talent.accounts"
    label = "accounts"
    verbose_name = _("账号")

    def ready(self) -> None:
        """Have the checks run: secrets before deployment, accounts where databases are checked."""
        checks = import_module("talent.accounts.checks")  # imports models, which are only ready now
        register(checks.demo_accounts, Tags.database)
        register(checks.known_secrets, Tags.security, deploy=True)
