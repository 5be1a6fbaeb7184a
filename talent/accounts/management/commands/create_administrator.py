"""The first administrator of a new machine."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import translation

from talent.accounts import actions
from talent.accounts.contact import read_email
from talent.identifiers import identity_number
from talent.workflow.refusals import ActionRefused


class Command(BaseCommand):
    help = "Invite the first account administrator and print the link, which works once and for seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help="as on the identity card; asked for if missing")
        parser.add_argument("--email", help="to sign in with; asked for if missing")
        parser.add_argument("--site", help="address of the portal (default: PORTAL_ADDRESS)")

    def handle(self, *args: Any, **options: Any) -> None:
        name = " ".join((options["name"] or input("姓名: ")).split())
        email = options["email"] or input("电子邮箱: ")
        number = input("身份证号码: ")  # never an option: it would stand in the shell's history
        with translation.override(settings.LANGUAGE_CODE):
            try:
                issued = actions.invite_first_administrator(
                    name=name, email=read_email(email), identity_number=identity_number.parse(number).number
                )
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except (identity_number.InvalidIdentityNumber, ActionRefused) as error:
                raise CommandError(str(error)) from error
        site = (options["site"] or settings.PORTAL_ADDRESS).rstrip("/")
        self.stdout.write(site + reverse("accounts:accept_invitation", args=[issued.token]))
