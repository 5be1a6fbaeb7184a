"""Which due instalments can be drawn into a batch, and what keeps the others out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists
from django.utils.translation import gettext as _

from subsidies.payments.checking_figures import confirmation_days
from subsidies.payments.chunks import chunks
from subsidies.payments.doubtful import kept_twice, perhaps_paid
from subsidies.payments.kept_back import has_left
from subsidies.payments.kinds import BlockReason, HoldKind
from subsidies.payments.models import Hold, Instalment
from subsidies.verification.queries import employment_confirmed_on
from talent.profiles.models import BankAccount


@dataclass(frozen=True, slots=True)
class Standing:
    """What drawing an instalment depends on: the last day its person's employment was confirmed, and the reasons
    that keep it out (none: it can be drawn)."""

    confirmed_on: dt.date | None
    reasons: tuple[BlockReason, ...]
    holds: tuple[Hold, ...] = ()

    @property
    def words(self) -> str:
        """The reasons for people; a hold by its kind."""
        held = [_("暂停发放：%(kind)s") % {"kind": HoldKind(hold.kind).label} for hold in self.holds]
        others = [str(reason.label) for reason in self.reasons if reason != BlockReason.ON_HOLD]
        return _("、").join([*held, *others])


def standings(instalments: Iterable[Instalment], *, on: dt.date) -> dict[UUID, Standing]:
    """The standing of each due instalment on that day, by its key: five queries for each 500."""
    found: dict[UUID, Standing] = {}
    for piece in chunks(instalments):
        people = {instalment.award.person_id for instalment in piece}
        confirmed = employment_confirmed_on(people)
        current = BankAccount.objects.current().filter(person__in=people)
        accounts = dict(current.values_list("person_id", "pk"))
        held = live_holds(people)
        keys = [instalment.pk for instalment in piece]
        asked = Instalment.objects.filter(pk__in=keys).annotate(
            left=has_left("award__person", on=on), said_paid=Exists(perhaps_paid("pk")), kept=Exists(kept_twice("pk"))
        )
        known = {key: found for key, *found in asked.values_list("pk", "left", "said_paid", "kept")}
        unexamined = set(Instalment.objects.filter(pk__in=keys).with_unexamined_account().values_list("pk", flat=True))
        for instalment in piece:
            person = instalment.award.person_id
            holds = tuple(held.get(person, ()))
            reasons = [
                *([BlockReason.ON_HOLD] if holds else []),
                *_doubts(holds, *known[instalment.pk]),
                *([BlockReason.ACCOUNT_UNEXAMINED] if instalment.pk in unexamined else []),
                *_reasons(instalment, confirmed.get(person), accounts.get(person), on=on),
            ]
            found[instalment.pk] = Standing(confirmed.get(person), tuple(reasons), holds)
    return found


def live_holds(people: Collection[UUID]) -> dict[UUID, list[Hold]]:
    """What keeps each of these people from being paid, the longest standing first."""
    found: dict[UUID, list[Hold]] = {}
    for hold in Hold.objects.live().filter(person__in=people).order_by("placed_at", "pk"):
        found.setdefault(hold.person_id, []).append(hold)
    return found


def _doubts(holds: Sequence[Hold], left: bool, said_paid: bool, kept: bool) -> list[BlockReason]:
    """The person has left, and no hold says so yet; the bank says that an earlier payment was made after all; one was
    made twice and is not recovered."""
    left = left and all(hold.kind != HoldKind.LEFT_EMPLOYER for hold in holds)
    found = {BlockReason.HAS_LEFT: left, BlockReason.PERHAPS_PAID: said_paid, BlockReason.PAID_ALREADY: kept}
    return [reason for reason, is_so in found.items() if is_so]


def _reasons(
    instalment: Instalment, confirmed_on: dt.date | None, account_id: UUID | None, *, on: dt.date
) -> Sequence[BlockReason]:
    since = on - dt.timedelta(days=confirmation_days(on=on))
    reasons = []
    if instalment.budget_line_id is None:
        reasons.append(BlockReason.NO_BUDGET)
    if instalment.award.revoked_at is not None:
        reasons.append(BlockReason.AWARD_REVOKED)
    if confirmed_on is None or confirmed_on < since:
        reasons.append(BlockReason.NOT_CONFIRMED)
    if account_id is None:
        reasons.append(BlockReason.NO_ACCOUNT)
    elif account_id == instalment.failed_account_id:
        reasons.append(BlockReason.ACCOUNT_REFUSED)
    return reasons
