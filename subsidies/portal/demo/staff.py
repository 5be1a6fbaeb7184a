"""The people at the demo's desks, as accounts with their roles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress

from subsidies.portal.demo.accounts import COLLEAGUES, DEMO_ACCOUNTS, DemoAccount
from subsidies.portal.demo.identities import Identities
from subsidies.portal.demo.words import EmployerWords, words
from talent.accounts.actions.roles import grant_role
from talent.accounts.models import NaturalPerson, User
from talent.accounts.roles import Role
from talent.employers.models import Employer

FIRST_BIRTHDAY = dt.date(1976, 3, 5)
APART = dt.timedelta(days=331)
GENDERS = ("female", "male")


@dataclass(frozen=True, slots=True)
class Staff:
    """Every account of the staff, by name of the persona and by desk."""

    by_name: dict[str, User]
    reviewers: list[User]
    finance: list[User]
    _hr: dict[UUID, User]

    def hr_of(self, employer: Employer) -> User:
        """The officer of an employer."""
        return self._hr[employer.pk]

    def __getitem__(self, name: str) -> User:
        return self.by_name[name]


def load_staff(employers: dict[str, Employer], identities: Identities, password: str) -> Staff:
    """Open the accounts of all personas, of their colleagues, and of an HR officer for each employer."""
    accounts = [*_personas(), *COLLEAGUES, *(_hr_account(each, number) for number, each in _without_persona())]
    users: dict[str, User] = {}
    hr: dict[UUID, User] = {}
    for order, account in enumerate(accounts):
        user = make_user(account.email, account.name, password)
        born_on, gender = FIRST_BIRTHDAY + order * APART, GENDERS[order % 2]
        number = identities.resident(born_on, gender).number
        user.natural_person = NaturalPerson.objects.create(name=account.name, identity_number=number)
        user.save(update_fields=["natural_person"])
        grant_role(user, account.role, by=None, employer=employers.get(account.employer))
        users[account.email.partition("@")[0]] = user
        if account.role == Role.HR_OFFICER:
            hr[employers[account.employer].pk] = user
    return Staff(
        by_name=users,
        reviewers=[user for user in users.values() if user.has_role(Role.REVIEWER)],
        finance=[user for user in users.values() if user.has_role(Role.FINANCE_OFFICER)],
        _hr=hr,
    )


def make_user(email: str, name: str, password: str, *, phone: str | None = None) -> User:
    """An account whose address is confirmed; ``password`` is a hash, so that one serves them all."""
    user = User(email=email, display_name=name, password=password, phone=phone, phone_verified=phone is not None)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _personas() -> list[DemoAccount]:
    return [account for account in DEMO_ACCOUNTS if account.role != Role.APPLICANT]


def _without_persona() -> list[tuple[int, EmployerWords]]:
    served = {account.employer for account in DEMO_ACCOUNTS}
    return [(number, each) for number, each in enumerate(words().employers) if each.name not in served]


def _hr_account(employer: EmployerWords, number: int) -> DemoAccount:
    return DemoAccount(f"hr.{number:02d}@demo.invalid", "", employer.hr_name, Role.HR_OFFICER, employer.name)
