"""Which due instalments can be drawn into a batch, and what keeps the others out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from subsidies.payments.checking_figures import confirmation_days
from subsidies.payments.chunks import chunks
from subsidies.payments.kinds import BlockReason
from subsidies.payments.models import Instalment
from subsidies.verification.queries import employment_confirmed_on
from talent.profiles.models import BankAccount


@dataclass(frozen=True, slots=True)
class Standing:
    """What drawing an instalment depends on: the last day its person's employment was confirmed, and the reasons
    that keep it out (none: it can be drawn)."""

    confirmed_on: dt.date | None
    reasons: tuple[BlockReason, ...]

    @property
    def words(self) -> str:
        """The reasons for people."""
        return "、".join(str(reason.label) for reason in self.reasons)


def standings(instalments: Iterable[Instalment], *, on: dt.date) -> dict[UUID, Standing]:
    """The standing of each due instalment on that day, by its key: two queries for each 500."""
    found: dict[UUID, Standing] = {}
    for piece in chunks(instalments):
        people = {instalment.award.person_id for instalment in piece}
        confirmed = employment_confirmed_on(people)
        current = BankAccount.objects.current().filter(person__in=people)
        accounts = dict(current.values_list("person_id", "pk"))
        for instalment in piece:
            person = instalment.award.person_id
            confirmed_on = confirmed.get(person)
            found[instalment.pk] = Standing(
                confirmed_on, tuple(_reasons(instalment, confirmed_on, accounts.get(person), on=on))
            )
    return found


def _reasons(
    instalment: Instalment, confirmed_on: dt.date | None, account_id: UUID | None, *, on: dt.date
) -> Sequence[BlockReason]:
    since = on - dt.timedelta(days=confirmation_days(on=on))
    reasons = []
    if instalment.award.revoked_at is not None:
        reasons.append(BlockReason.AWARD_REVOKED)
    if confirmed_on is None or confirmed_on < since:
        reasons.append(BlockReason.NOT_CONFIRMED)
    if account_id is None:
        reasons.append(BlockReason.NO_ACCOUNT)
    elif account_id == instalment.failed_account_id:
        reasons.append(BlockReason.ACCOUNT_REFUSED)
    return reasons
