"""``manage.py load_bank_templates``: add the shipped bank templates that are not there yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from subsidies.payments import actions


class Command(BaseCommand):
    """Safe to run at any time: nothing that is there is changed."""

    help = "Add the bank templates that come with the portal and are not there yet; changes nothing that is."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Bank templates added: {actions.load_shipped_templates()}.")
