"""Load the demo's made-up people, employers and cases."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.portal.demo import cases, people
from subsidies.portal.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from subsidies.portal.demo.employers import load_employers
from talent.accounts.models import NaturalPerson, StaffRole, User
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.identifiers.identity_number import check_digit


class Command(BaseCommand):
    help = "Load made-up employers, staff, applicants and cases; does nothing where they are loaded already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("只有演示环境可以载入演示数据。"))
        if User.objects.filter(email=DEMO_ACCOUNTS[0].email).exists():
            self.stdout.write(_("演示数据已在，未作改动。"))
            return
        with transaction.atomic():
            call_command("load_institutions", stdout=self.stdout)
            _load()
        self.stdout.write(_("演示数据已载入。"))


def _load() -> None:
    employers = load_employers()
    password = make_password(DEMO_PASSWORD)
    users = {
        account.email: _account(account, number, password, employers) for number, account in enumerate(DEMO_ACCOUNTS)
    }
    desks = cases.Desks(*(users[f"{name}@demo.invalid"] for name in ("hr", "reviewer", "recheck")))
    papers = people.Papers.make()
    first = people.Sample("林晓雨", "master", "吉林大学", cases.SOLD, age=26)
    people.load_person(first, users["applicant@demo.invalid"], employers[first.employer], papers, order=0)
    stages: dict[str, list[Any]] = {}
    for order, (sample, stage) in enumerate(cases.SAMPLES, 1):
        user = _user(f"graduate{order:02d}@demo.invalid", sample.name, password)
        person = people.load_person(sample, user, employers[sample.employer], papers, order=order)
        application = cases.submit(person, days_ago=cases.DAYS_AGO.get(stage, 2))
        cases.advance(application, stage, desks)
        stages.setdefault(stage, []).append(application)
    cases.publish(stages["granted"], desks=desks, days_ago=18)
    cases.publish(stages["in_notice"], desks=desks, days_ago=2)


def _account(account: DemoAccount, number: int, password: str, employers: dict[str, Employer]) -> User:
    user = _user(account.email, account.name, password)
    if account.role != Role.APPLICANT:
        first17 = f"22018419800101{900 + number:03d}"
        user.natural_person = NaturalPerson.objects.create(
            name=account.name, identity_number=first17 + check_digit(first17)
        )
        user.save(update_fields=["natural_person"])
        StaffRole.objects.create(user=user, role=account.role, employer=employers.get(account.employer))
    return user


def _user(email: str, name: str, password: str) -> User:
    """An account that signs in by the demo's password, its address confirmed; one hash serves them all."""
    user = User.objects.create_user(email=email, display_name=name)
    user.password = password
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
