"""Which due instalments can be drawn into a batch, and what keeps the others out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from subsidies.payments.checking_figures import confirmation_days
from subsidies.payments.chunks import chunks
from subsidies.payments.kinds import BlockReason
from subsidies.payments.models import Instalment
from subsidies.verification.queries import employment_confirmed_on
from talent.profiles.models import BankAccount


def block_reasons(instalments: Iterable[Instalment], *, on: dt.date) -> dict[UUID, list[BlockReason]]:
    """Why each of these due instalments cannot be drawn on that day, by its key; those without a reason are absent.

    The instalments come with their award.
    """
    found: dict[UUID, list[BlockReason]] = {}
    for piece in chunks(instalments):
        people = {instalment.award.person_id for instalment in piece}
        confirmed = employment_confirmed_on(people)
        current = BankAccount.objects.current().filter(person__in=people)
        accounts = dict(current.values_list("person_id", "pk"))
        for instalment in piece:
            person = instalment.award.person_id
            reasons = _reasons(instalment, confirmed.get(person), accounts.get(person), on=on)
            if reasons:
                found[instalment.pk] = reasons
    return found


def refused_for(reasons: Sequence[BlockReason]) -> str:
    """The reasons as one sentence part for people."""
    return "、".join(str(reason.label) for reason in reasons)


def _reasons(
    instalment: Instalment, confirmed_on: dt.date | None, account_id: UUID | None, *, on: dt.date
) -> list[BlockReason]:
    since = on - dt.timedelta(days=confirmation_days(on=on))
    reasons = []
    if instalment.award.revoked_at is not None:
        reasons.append(BlockReason.AWARD_REVOKED)
    if confirmed_on is None or not since <= confirmed_on:
        reasons.append(BlockReason.NOT_CONFIRMED)
    if account_id is None:
        reasons.append(BlockReason.NO_ACCOUNT)
    elif account_id == instalment.failed_account_id:
        reasons.append(BlockReason.ACCOUNT_REFUSED)
    return reasons
