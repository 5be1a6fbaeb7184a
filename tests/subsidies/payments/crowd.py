"""Very many people with a due instalment each, written straight into the tables: batches of any size in seconds."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from itertools import repeat
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Application, Award, Decision, LivingTotal, Submission
from subsidies.applications.workflow import ApplicationStatus
from subsidies.budget import actions as budget
from subsidies.budget.kinds import Programme
from subsidies.budget.models import BudgetLine
from subsidies.payments.chunks import chunks
from subsidies.payments.models import Instalment
from subsidies.payments.queries.copies import living_version_of
from subsidies.payments.workflow import InstalmentStatus
from subsidies.policy.schedule import instalment_plan
from subsidies.verification.models import EmploymentConfirmation
from talent.accounts.models import User
from talent.bulk.inserting import insert_like
from talent.calendars import clock
from talent.employers.models import Employer
from talent.encryption.columns import blind_indexes, seal_texts
from talent.identifiers.identity_number import check_digit
from talent.profiles.models import BankAccount, Person
from tests.factories import budget_line, make_employer, make_user

AT_ONCE, TOTAL_YUAN, POLICY_VERSION = 5_000, 30_000, "2021-01"
APPROPRIATED_YUAN = 99_000_000_000
NAMES = ("王晓明", "李思远", "欧阳晓岚", "赵一诺", "阿依古丽·买买提", "陈昊", "周梓涵", "孙㛃")
BANKS = ("中国建设银行长春汽车厂支行", "中国工商银行股份有限公司长春高新支行", "吉林银行长春分行", "招商银行长春分行")
BORN_ON = dt.date(1990, 1, 1)
SAID = ("entered", "facts", "assessment")
GRANTED: dict[str, Any] = {"degree": "bachelor", "amount_yuan": TOTAL_YUAN, "policy_version": POLICY_VERSION}


@transaction.atomic
def due_crowd(count: int, *, first: int = 0) -> list[UUID]:
    """The keys of ``count`` due instalments, of as many people who can all be paid today.

    Args:
        first: where their made-up numbers begin, so that several crowds have no number twice.
    """
    employer, clerk, line, keys = make_employer(), make_user(), budget_line(yuan=APPROPRIATED_YUAN), []
    budget.reserve(Programme.LIVING, count * TOTAL_YUAN, on=clock.today(), subject=employer)
    for numbers in chunks(range(first, first + count), AT_ONCE):
        people = _people(numbers, employer, clerk)
        keys += _instalments(_awards(people, clerk, line), line)
    return keys


def _people(numbers: Sequence[int], employer: Employer, clerk: User) -> list[UUID]:
    now, today = clock.now(), timezone.localtime(clock.now()).date()
    names = [NAMES[number % len(NAMES)] for number in numbers]
    emails = [f"crowd{uuid.uuid4().hex}@example.com" for _ in numbers]
    users = insert_like(User(joined_at=now), {"email": emails, "display_name": names})
    identities, keys = [_identity_number(number) for number in numbers], [uuid.uuid4() for _ in numbers]
    insert_like(
        Person(document_type="resident_id", born_on=BORN_ON),
        {
            "id": keys,
            "user_id": users,
            "name": names,
            "identity_number": seal_texts(Person, "identity_number", keys, identities),
            "identity_index": blind_indexes(identities, "identity_number"),
        },
    )
    accounts, account_keys = [f"0444{number:015d}" for number in numbers], [uuid.uuid4() for _ in numbers]
    insert_like(
        BankAccount(version=1, created_by=clerk, created_at=now),
        {
            "id": account_keys,
            "person_id": keys,
            "holder_name": names,
            "account_number": seal_texts(BankAccount, "account_number", account_keys, accounts),
            "account_index": blind_indexes(accounts, "bank_account"),
            "bank_name": [BANKS[number % len(BANKS)] for number in numbers],
        },
    )
    confirmation = EmploymentConfirmation(employer=employer, confirmed_on=today, confirmed_by=clerk)
    insert_like(confirmation, {"person_id": keys})
    insert_like(LivingTotal(granted_yuan=TOTAL_YUAN, ceiling_yuan=TOTAL_YUAN), {"person_id": keys})
    case = Application(
        status=ApplicationStatus.CLOSED, employer=employer, created_at=now, submitted_at=now, status_changed_at=now
    )
    insert_like(case, {"person_id": keys, "number": [f"CR{uuid.uuid4().hex[:16]}" for _ in numbers]})
    return keys


def _awards(people: list[UUID], clerk: User, line: BudgetLine) -> list[UUID]:
    now, today = clock.now(), timezone.localtime(clock.now()).date()
    cases = dict(Application.objects.filter(person__in=people).values_list("person", "pk"))
    of_each, keys = [cases[person] for person in people], [uuid.uuid4() for _ in people]
    said = {name: seal_texts(Submission, name, keys, repeat("{}", len(keys))) for name in SAID}
    submission = Submission(
        sequence=1, submitted_at=now, submitted_by=clerk, digest="0" * 64, policy_version=POLICY_VERSION
    )
    insert_like(submission, {"id": keys, "application_id": of_each, **said})
    decision = Decision(
        benefit=Benefit.LIVING, proposed=Outcome.GRANTED, outcome=Outcome.GRANTED, decided_at=now, **GRANTED
    )
    decisions = insert_like(decision, {"application_id": of_each, "submission_id": keys})
    award = Award(benefit=Benefit.LIVING, granted_on=today, budget_line=line, **GRANTED)
    return insert_like(award, {"decision_id": decisions, "person_id": people})


def _instalments(awards: list[UUID], line: BudgetLine) -> list[UUID]:
    """The whole plan of each award; gives the keys of the first instalments, which are due."""
    award = Award(granted_on=timezone.localtime(clock.now()).date(), policy_version=POLICY_VERSION)
    due: list[UUID] = []
    plan = instalment_plan(TOTAL_YUAN, granted_on=award.granted_on, version=living_version_of(award))
    for part in plan:
        instalment = Instalment(
            sequence=part.sequence,
            due_on=part.due_on,
            amount_yuan=part.amount_yuan,
            status=InstalmentStatus.DUE if part.sequence == 1 else InstalmentStatus.SCHEDULED,
            budget_line=line,
        )
        made = insert_like(instalment, {"award_id": awards})
        due = due or made
    return due


def _identity_number(number: int) -> str:
    day = dt.date(1950, 1, 1) + dt.timedelta(days=number // 1_000)
    first17 = f"230102{day:%Y%m%d}{number % 1_000:03d}"
    return first17 + check_digit(first17)
