"""Made-up people, employers and cases for tests; every argument has a valid default."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from typing import Any

from django.utils import timezone

from subsidies.applications.models import Application, Submission
from subsidies.applications.workflow import ApplicationStatus
from subsidies.budget import actions as budget
from subsidies.budget.kinds import Programme
from subsidies.budget.models import BudgetLine
from talent.accounts.models import NaturalPerson, StaffRole, User
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.employers.models import Employer
from talent.identifiers.identity_number import check_digit
from talent.profiles.models import BankAccount, Degree, Employment, Person

_counter = itertools.count(1)
PLENTY_YUAN = 1_000_000_000
PROVINCES = (22, 21, 23, 11, 12, 13, 14, 15, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61)
HIRED_ON = dt.date(2026, 7, 1)
AWARDED_ON = dt.date(2026, 6, 20)


def make_identity_number(born_on: dt.date = dt.date(2000, 5, 1), *, sequence: int | None = None) -> str:
    """A valid, made-up 18-digit number of a person born on that day: in Changchun, and of so many, elsewhere."""
    order = next(_counter) if sequence is None else sequence
    place, district = divmod(order // 1000, 4)
    province, city = divmod(place, 8)
    first17 = (
        f"{PROVINCES[province % len(PROVINCES)]}{city + 1:02d}{district + 2:02d}{born_on:%Y%m%d}{order % 1000:03d}"
    )
    return first17 + check_digit(first17)


def make_employer(**fields: Any) -> Employer:
    """A listed employer in the city, with a made-up code."""
    order = next(_counter)
    defaults = {
        "name": f"示例汽车零部件{order}有限公司",
        "credit_code": f"912201{order * 10:012d}",  # the nine places before the last name the organisation
        "listed_from": dt.date(2020, 1, 1),
        "is_sample": True,
    }
    return Employer.objects.create(**(defaults | fields))


def make_natural_person(name: str = "王建国") -> NaturalPerson:
    return NaturalPerson.objects.create(name=name, identity_number=make_identity_number(dt.date(1985, 3, 4)))


def make_user(role: str | None = None, *, employer: Employer | None = None, **fields: Any) -> User:
    """An applicant's account or, with ``role``, a staff account bound to a natural person of its own."""
    order = next(_counter)
    name = fields.pop("name", f"测试用户{order}")
    if role and role != Role.APPLICANT:
        fields.setdefault("natural_person", make_natural_person(name))
    user = User.objects.create_user(email=fields.pop("email", f"user{order}@example.com"), display_name=name, **fields)
    if role and role != Role.APPLICANT:
        if role == Role.HR_OFFICER and employer is None:
            employer = make_employer()
        StaffRole.objects.create(user=user, role=role, employer=employer)
    return user


def budget_line(year: int | None = None, *, yuan: int = PLENTY_YUAN) -> BudgetLine:
    """The year's appropriation for living subsidies, made where it is not there: with plenty unless said otherwise."""
    year = year or clock.today().year
    found = BudgetLine.objects.filter(fiscal_year=year).first()
    return found or budget.open_line(
        by=make_user(Role.FINANCE_OFFICER, name="尹预算"),
        pk=uuid.uuid4(),
        fiscal_year=year,
        programme=Programme.LIVING,
        document_number=f"长财预〔{year}〕18号",
        subject="2080799 其他就业补助支出",
        yuan=yuan,
    )


def make_person(user: User | None = None, **fields: Any) -> Person:
    """A person who has said everything but has no degree, employment or account yet."""
    born_on = fields.pop("born_on", dt.date(2000, 5, 1))
    defaults = {
        "name": "李明",
        "document_type": "resident_id",
        "identity_number": make_identity_number(born_on),
        "born_on": born_on,
        "foreign_expert": False,
        "married": False,
        "owns_home_in_city": False,
        "spouse_owns_home_in_city": False,
    }
    return Person.objects.create(user=user or make_user(), **(defaults | fields))


def make_degree(person: Person, **fields: Any) -> Degree:
    defaults = {
        "level": "bachelor",
        "institution_name": "吉林大学",
        "awarded_on": AWARDED_ON,
        "full_time": True,
        "graduation_certificate_number": "101831202605001234",
        "degree_certificate_number": "1018342026001234",
    }
    return Degree.objects.create(person=person, **(defaults | fields))


def make_employment(person: Person, employer: Employer | None = None, **fields: Any) -> Employment:
    defaults = {"hired_on": HIRED_ON, "contract_months": 36, "works_in_city": True, "insured_months": 4}
    return Employment.objects.create(person=person, employer=employer or make_employer(), **(defaults | fields))


def make_bank_account(person: Person, **fields: Any) -> BankAccount:
    defaults = {
        "version": person.bank_accounts.count() + 1,
        "holder_name": person.name,
        "account_number": "6222021234567890128",
        "bank_name": "中国工商银行长春汽车城支行",
        "created_by": person.user,
        "created_at": timezone.now(),
    }
    return BankAccount.objects.create(person=person, **(defaults | fields))


def make_applicant(employer: Employer | None = None, *, degree: dict[str, Any] | None = None, **fields: Any) -> Person:
    """A person whose profile is complete for the living subsidy."""
    person = make_person(**fields)
    make_degree(person, **(degree or {}))
    make_employment(person, employer)
    make_bank_account(person)
    return person


def make_application(person: Person | None = None, **fields: Any) -> Application:
    """A case in any status, written as such: for journeys through the statuses use the actions."""
    person = person or make_applicant()
    now = timezone.now()
    status = fields.get("status", ApplicationStatus.DRAFT)
    defaults: dict[str, Any] = {
        "number": f"SQ20261123{next(_counter):05d}",
        "person": person,
        "claimed_elsewhere": False,
        "created_at": now,
        "status_changed_at": now,
    }
    if status != ApplicationStatus.DRAFT:
        defaults |= {"submitted_at": now, "employer": person.employment.employer}
    return Application.objects.create(**(defaults | fields))


def make_submission(application: Application, **fields: Any) -> Submission:
    """A submission with empty contents, for tests that do not read them."""
    defaults: dict[str, Any] = {
        "sequence": application.submissions.count() + 1,
        "submitted_at": timezone.now(),
        "submitted_by": application.person.user,
        "entered": {},
        "facts": {},
        "assessment": {},
        "digest": "0" * 64,
        "policy_version": "2021",
    }
    return Submission.objects.create(application=application, **(defaults | fields))
