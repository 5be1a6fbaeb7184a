"""What a payment line would say now, read from the live rows: the one reading that sealing copies."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Subquery

from subsidies.applications.models import Award
from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.bank_values import problem_with
from subsidies.payments.checking_figures import account_recent_days
from subsidies.payments.chunks import chunks
from subsidies.payments.kinds import Anomaly
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.policy.schedule import instalment_plan
from subsidies.policy.version_figures import LivingVersion
from subsidies.policy.versions import living_versions
from talent.identifiers.characters import without_blanks
from talent.profiles.models import BankAccount


@dataclass(frozen=True, slots=True)
class LineCopy:
    """An instalment with the payee, account, bank and amount of this moment, and what the checks remark."""

    instalment_id: UUID
    bank_account_id: UUID
    payee_name: str
    account_number: str
    bank_name: str
    amount_yuan: int
    policy_version: str
    anomalies: tuple[Anomaly, ...]


def living_version_of(award: Award) -> LivingVersion:
    """The policy version an award was granted under; one whose name is gone is read by the day of grant."""
    versions = living_versions()
    named = (version for version in versions if version.version == award.policy_version)
    return next(named, None) or versions.in_force(award.granted_on) or versions.earliest


def line_copies(instalments: Collection[UUID], *, now: dt.datetime, spec: TemplateSpec) -> Iterator[LineCopy]:
    """A copy for each of these instalments whose person has a current account, by due day, name and sequence.

    Args:
        spec: the bank template that the lines are meant for; what its files cannot hold is remarked.
    """
    heads: list[tuple[Any, ...]] = []
    for piece in chunks(instalments):
        rows = Instalment.objects.filter(pk__in=piece).order_by()
        heads += rows.values_list("due_on", "award__person__name", "sequence", "pk", "award__person")
    often = Counter(head[-1] for head in heads)
    for heads_piece in chunks(sorted(heads)):
        held = Instalment.objects.select_related("award__person").in_bulk([head[-2] for head in heads_piece])
        accounts = {
            account.person_id: account
            for account in BankAccount.objects.current().filter(person__in={head[-1] for head in heads_piece})
        }
        shared = _shared_indexes(account.account_index for account in accounts.values())
        for *_order, key, person in heads_piece:
            account = accounts.get(person)
            if account is not None:
                sharing = account.account_index in shared
                copy = _copy(held[key], account, shared=sharing, repeated=often[person] > 1, now=now)
                unwritable = problem_with(copy.payee_name, copy.account_number, copy.bank_name, spec=spec)
                yield replace(copy, anomalies=(*copy.anomalies, Anomaly.UNWRITABLE)) if unwritable else copy


def stamp_of(batch: PaymentBatch) -> str:
    """A short digest of which accounts and amounts the draft shows, so that sealing seals what was looked at."""
    words = (batch.title, batch.budget_line, batch.budget_subject, batch.bank_template_id)
    whole = hashlib.sha256("".join(f"{word}\n" for word in words).encode())
    rows = batch.lines.order_by("sequence").values_list("instalment_id", "bank_account_id", "amount_yuan")
    for row in rows.iterator(chunk_size=5000):
        whole.update("|".join(str(value) for value in row).encode() + b"\n")
    return whole.hexdigest()[:32]


def outdated_lines(batch: PaymentBatch) -> int:
    """How many lines of a draft show an account that is no longer its person's."""
    current = BankAccount.objects.current().values("pk")
    return PaymentLine.objects.filter(batch=batch).exclude(bank_account__in=Subquery(current)).count()


def _copy(instalment: Instalment, account: BankAccount, *, shared: bool, repeated: bool, now: dt.datetime) -> LineCopy:
    recent = now - dt.timedelta(days=account_recent_days(on=now.date()))
    findings = {
        Anomaly.SHARED_ACCOUNT: shared,
        Anomaly.ACCOUNT_CHANGED: account.version > 1 and account.created_at >= recent,
        Anomaly.NAME_DIFFERS: _plain(account.holder_name) != _plain(instalment.award.person.name),
        Anomaly.DUPLICATE_PERSON: repeated,
        Anomaly.UNUSUAL_AMOUNT: not _is_planned(instalment),
    }
    return LineCopy(
        instalment_id=instalment.pk,
        bank_account_id=account.pk,
        payee_name=account.holder_name,
        account_number=account.account_number,
        bank_name=account.bank_name,
        amount_yuan=instalment.amount_yuan,
        policy_version=instalment.award.policy_version,
        anomalies=tuple(code for code, found in findings.items() if found),
    )


def _shared_indexes(indexes: Iterable[str | None]) -> set[str]:
    """Accounts that are the current one of more than one person, in this batch or anywhere."""
    same = BankAccount.objects.current().filter(account_index__in=list(indexes)).order_by().values("account_index")
    return set(same.annotate(people=Count("person")).filter(people__gt=1).values_list("account_index", flat=True))


def _is_planned(instalment: Instalment) -> bool:
    """Whether the amount is this instalment's share of the whole total for the degree."""
    award = instalment.award
    version = living_version_of(award)
    total = next((yuan for degree, yuan in version.total_yuan.value.items() if degree == award.degree), 0)
    plan = instalment_plan(total, granted_on=award.granted_on, version=version)
    return any((part.sequence, part.amount_yuan) == (instalment.sequence, instalment.amount_yuan) for part in plan)


def _plain(name: str) -> str:
    return without_blanks(name).replace("•", "·").replace("．", "·").casefold()
