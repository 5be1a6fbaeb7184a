"""What a payment line would say now, read from the live rows: the one reading that sealing copies."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery

from subsidies.applications.models import Award
from subsidies.payments.bank_templates import TemplateSpec
from subsidies.payments.bank_values import all_plain, problem_with
from subsidies.payments.checking_figures import account_recent_days
from subsidies.payments.chunks import chunks
from subsidies.payments.kinds import Anomaly
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.policy.schedule import instalment_plan
from subsidies.policy.version_figures import LivingVersion
from subsidies.policy.versions import living_versions
from talent.bulk.keys import among, key_text
from talent.bulk.reading import AT_ONCE, raw_pieces
from talent.encryption.columns import reveal_texts
from talent.identifiers.characters import without_blanks
from talent.profiles.models import BankAccount


class LineCopy(NamedTuple):
    """An instalment with the payee, account, bank and amount of this moment, and what the checks remark.

    Keys are as the driver gives them: there may be very many, and they only go back to the database.
    """

    instalment_id: UUID | str
    bank_account_id: UUID | str
    payee_name: str
    account_number: str
    account_index: str
    bank_name: str
    amount_yuan: int
    policy_version: str
    anomalies: tuple[Anomaly, ...]


class _Source(NamedTuple):
    """What a copy is made of, as one row of the database gives it: keys and days in the driver's own form."""

    instalment_id: Any
    sequence: int
    amount_yuan: int
    policy_version: str
    degree: str
    granted_on: Any
    person_name: str
    bank_account_id: Any
    holder_name: str
    account_number: Any
    account_index: str
    bank_name: str
    was_changed: Any
    is_shared: Any


def living_version_of(award: Award) -> LivingVersion:
    """The policy version an award was granted under; one whose name is gone is read by the day of grant."""
    return _version(award.policy_version, award.granted_on)


def _version(policy_version: str, granted_on: dt.date) -> LivingVersion:
    versions = living_versions()
    named = (version for version in versions if version.version == policy_version)
    return next(named, None) or versions.in_force(granted_on) or versions.earliest


def line_copies(instalments: Collection[UUID], *, now: dt.datetime, spec: TemplateSpec) -> Iterator[LineCopy]:
    """A copy for each of these instalments whose person has a current account, by due day, name and sequence.

    Args:
        spec: the bank template that the lines are meant for; what its files cannot hold is remarked.
    """
    heads: list[tuple[Any, ...]] = []
    rows = Instalment.objects.filter(pk__in=among(instalments)).order_by()
    for found in raw_pieces(rows.values_list("due_on", "award__person__name", "sequence", "pk", "award__person")):
        heads += found
    heads.sort()
    often = Counter(head[-1] for head in heads)
    recent = now - dt.timedelta(days=account_recent_days(on=now.date()))
    for piece in chunks(heads, AT_ONCE):
        repeated = {head[-2] for head in piece if often[head[-1]] > 1}
        yield from _copies([head[-2] for head in piece], repeated=repeated, recent=recent, spec=spec)


def stamp_of(batch: PaymentBatch) -> str:
    """A short digest of which accounts and amounts the draft shows, so that sealing seals what was looked at."""
    words = (batch.title, batch.budget_line, batch.budget_subject, batch.bank_template_id)
    whole = hashlib.sha256("".join(f"{word}\n" for word in words).encode())
    rows = batch.lines.order_by("sequence").values_list("instalment_id", "bank_account_id", "amount_yuan")
    for piece in raw_pieces(rows):
        lines = [f"{key_text(instalment)}|{key_text(account)}|{yuan}\n" for instalment, account, yuan in piece]
        whole.update("".join(lines).encode())
    return whole.hexdigest()[:32]


def outdated_lines(batch: PaymentBatch) -> int:
    """How many lines of a draft show an account that is no longer its person's."""
    current = BankAccount.objects.current().values("pk")
    return PaymentLine.objects.filter(batch=batch).exclude(bank_account__in=Subquery(current)).count()


def _copies(
    keys: Sequence[Any], *, repeated: Collection[Any], recent: dt.datetime, spec: TemplateSpec
) -> Iterator[LineCopy]:
    """The copies of one piece, in the order of the keys."""
    found = {source.instalment_id: source for source in _sources(keys, recent)}
    sources = [found[key] for key in keys if key in found]
    accounts = [source.account_number for source in sources]
    numbers = reveal_texts(BankAccount, "account_number", (source.bank_account_id for source in sources), accounts)
    columns = ([source.holder_name for source in sources], numbers, [source.bank_name for source in sources])
    writable = not sources or all_plain(*columns, spec=spec)
    planned = lru_cache(maxsize=1024)(_planned)  # for this piece only, as the policy may be another one tomorrow
    for source, number in zip(sources, numbers, strict=True):
        findings = {
            Anomaly.SHARED_ACCOUNT: bool(source.is_shared),
            Anomaly.ACCOUNT_CHANGED: bool(source.was_changed),
            Anomaly.NAME_DIFFERS: source.holder_name != source.person_name
            and _plain(source.holder_name) != _plain(source.person_name),
            Anomaly.DUPLICATE_PERSON: source.instalment_id in repeated,
            Anomaly.UNUSUAL_AMOUNT: (source.sequence, source.amount_yuan)
            not in planned(source.policy_version, source.degree, source.granted_on),
            Anomaly.UNWRITABLE: not writable
            and bool(problem_with(source.holder_name, number, source.bank_name, spec=spec)),
        }
        yield LineCopy(
            source.instalment_id,
            source.bank_account_id,
            source.holder_name,
            number,
            source.account_index,
            source.bank_name,
            source.amount_yuan,
            source.policy_version,
            tuple([code for code, remarked in findings.items() if remarked]),
        )


def _sources(keys: Sequence[Any], recent: dt.datetime) -> Iterator[_Source]:
    """These instalments beside the current accounts of their people; one without an account is left out."""
    account = "award__person__bank_accounts"
    changed = Q(award__person__bank_accounts__version__gt=1, award__person__bank_accounts__created_at__gte=recent)
    same = BankAccount.objects.current().filter(account_index=OuterRef(f"{account}__account_index"))
    same = same.exclude(person=OuterRef("award__person"))  # the current account of somebody else, in this batch or not
    rows = (
        Instalment.objects.filter(
            pk__in=among(keys),
            award__person__bank_accounts__isnull=False,
            award__person__bank_accounts__replaced_at=None,
        )
        .order_by()
        .annotate(was_changed=ExpressionWrapper(changed, output_field=BooleanField()), is_shared=Exists(same))
        .values_list(
            "pk",
            "sequence",
            "amount_yuan",
            "award__policy_version",
            "award__degree",
            "award__granted_on",
            "award__person__name",
            *(f"{account}__{name}" for name in ("pk", "holder_name", "account_number", "account_index", "bank_name")),
            "was_changed",
            "is_shared",
        )
    )
    return (_Source(*row) for piece in raw_pieces(rows) for row in piece)


def _planned(policy_version: str, degree: str, granted_on: dt.date) -> frozenset[tuple[int, int]]:
    """Number and amount of each instalment that an award of the whole total for the degree has."""
    return _plan(_version(policy_version, granted_on), degree, granted_on)


@lru_cache(maxsize=1024)
def _plan(version: LivingVersion, degree: str, granted_on: dt.date) -> frozenset[tuple[int, int]]:
    total = next((yuan for each, yuan in version.total_yuan.value.items() if each == degree), 0)
    plan = instalment_plan(total, granted_on=granted_on, version=version)
    return frozenset((part.sequence, part.amount_yuan) for part in plan)


def _plain(name: str) -> str:
    return without_blanks(name).replace("•", "·").replace("．", "·").casefold()
