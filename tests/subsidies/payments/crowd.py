"""Very many people with a due instalment each, written straight into the tables: batches of any size in seconds."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Award, Decision, LivingTotal, Submission
from subsidies.applications.workflow import ApplicationStatus
from subsidies.budget import actions as budget
from subsidies.budget.kinds import EntryKind
from subsidies.payments.chunks import chunks
from subsidies.payments.models import Instalment
from subsidies.payments.queries.copies import living_version_of
from subsidies.payments.workflow import InstalmentStatus
from subsidies.policy.schedule import instalment_plan
from subsidies.verification.models import EmploymentConfirmation
from talent.accounts.models import User
from talent.calendars import clock
from talent.identifiers.identity_number import check_digit
from talent.profiles.models import BankAccount, Person
from tests.factories import budget_line, make_employer, make_user

AT_ONCE, TOTAL_YUAN, POLICY_VERSION = 2_000, 30_000, "2021-01"
NAMES = ("王晓明", "李思远", "欧阳晓岚", "赵一诺", "阿依古丽·买买提", "陈昊", "周梓涵", "孙㛃")
BANKS = ("中国建设银行长春汽车厂支行", "中国工商银行股份有限公司长春高新支行", "吉林银行长春分行", "招商银行长春分行")
BORN_ON = dt.date(1990, 1, 1)


@transaction.atomic
def due_crowd(count: int, *, first: int = 0) -> list[UUID]:
    """The keys of ``count`` due instalments, of as many people who can all be paid today.

    Args:
        first: where their made-up numbers begin, so that several crowds have no number twice.
    """
    employer, clerk, now, keys = make_employer(), make_user(), clock.now(), []
    for numbers in chunks(range(first, first + count), AT_ONCE):
        rows: dict[type[models.Model], list[Any]] = {}
        for number in numbers:
            for row in _payee(number, employer=employer, clerk=clerk, now=now):
                rows.setdefault(type(row), []).append(row)
        set_aside(rows)
        for model, made in rows.items():
            model._default_manager.bulk_create(made)
        keys += [each.pk for each in rows[Instalment] if each.sequence == 1]
    return keys


def set_aside(rows: dict[type[models.Model], list[Any]]) -> None:
    """Awards and instalments stand on the year's budget line, which holds the money of all of them."""
    line = budget_line()
    for row in (*rows[Award], *rows[Instalment]):
        row.budget_line = line
    yuan = sum(each.amount_yuan for each in rows[Instalment])
    budget.post(EntryKind.APPROPRIATE, line.pk, yuan, subject=line)
    budget.post(EntryKind.RESERVE, line.pk, yuan, subject=rows[Award][0])


def _payee(number: int, *, employer: Any, clerk: User, now: dt.datetime) -> list[models.Model]:
    today = timezone.localtime(now).date()
    user = User(email=f"crowd{uuid.uuid4().hex}@example.com", display_name=NAMES[number % len(NAMES)], joined_at=now)
    person = Person(
        user=user,
        name=user.display_name,
        document_type="resident_id",
        identity_number=_identity_number(number),
        born_on=BORN_ON,
    )
    account = BankAccount(
        person=person,
        version=1,
        holder_name=person.name,
        account_number=f"0444{number:015d}",
        bank_name=BANKS[number % len(BANKS)],
        created_by=clerk,
        created_at=now,
    )
    confirmed = EmploymentConfirmation(person=person, employer=employer, confirmed_on=today, confirmed_by=clerk)
    case = Application(
        number=f"CR{uuid.uuid4().hex[:16]}",
        person=person,
        status=ApplicationStatus.CLOSED,
        employer=employer,
        created_at=now,
        submitted_at=now,
        status_changed_at=now,
    )
    return [user, person, account, confirmed, case, *_granted(case, person, clerk, now)]


def _granted(case: Application, person: Person, clerk: User, now: dt.datetime) -> list[models.Model]:
    same: dict[str, Any] = {"degree": "bachelor", "amount_yuan": TOTAL_YUAN, "policy_version": POLICY_VERSION}
    submission = Submission(
        application=case,
        sequence=1,
        submitted_at=now,
        submitted_by=clerk,
        entered={},
        facts={},
        assessment={},
        digest="0" * 64,
        policy_version=POLICY_VERSION,
    )
    decision = Decision(
        application=case,
        benefit=Benefit.LIVING,
        proposed=Outcome.GRANTED,
        outcome=Outcome.GRANTED,
        submission=submission,
        decided_at=now,
        **same,
    )
    award = Award(
        decision=decision, person=person, benefit=Benefit.LIVING, granted_on=timezone.localtime(now).date(), **same
    )
    plan = instalment_plan(TOTAL_YUAN, granted_on=award.granted_on, version=living_version_of(award))
    instalments = [
        Instalment(
            award=award,
            sequence=part.sequence,
            due_on=part.due_on,
            amount_yuan=part.amount_yuan,
            status=InstalmentStatus.DUE if part.sequence == 1 else InstalmentStatus.SCHEDULED,
        )
        for part in plan
    ]
    total = LivingTotal(person=person, granted_yuan=TOTAL_YUAN, ceiling_yuan=TOTAL_YUAN)
    return [submission, decision, award, total, *instalments]


def _identity_number(number: int) -> str:
    day = dt.date(1950, 1, 1) + dt.timedelta(days=number // 1_000)
    first17 = f"230102{day:%Y%m%d}{number % 1_000:03d}"
    return first17 + check_digit(first17)
