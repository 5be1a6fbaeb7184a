"""What is to be taken back: computed from the payments by the rule of the award's own policy version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Award
from subsidies.payments.chunks import chunks
from subsidies.payments.kinds import RecoveryClause, RecoveryReason
from subsidies.payments.models import Instalment, PaymentLine, Recovery, RecoveryItem
from subsidies.payments.queries.copies import living_version_of
from subsidies.payments.queries.leavers import kept_on
from subsidies.payments.workflow import RECEIVED, UNPAID, RecoveryStatus
from subsidies.policy.calendar_days import add_months
from subsidies.policy.facts import LeavingReason
from subsidies.policy.schedule import recovery_part
from subsidies.policy.version_figures import LivingVersion
from subsidies.verification.models import Departure


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item that is not stored: what was paid, what comes back, and why."""

    instalment: Instalment
    paid_on: dt.date
    paid_yuan: int
    clause: RecoveryClause
    amount_yuan: int
    earlier_yuan: int = 0
    months_served: int | None = None
    months_bound: int | None = None
    basis: str = ""
    citation: str = ""
    line: PaymentLine | None = None

    def content(self) -> tuple[object, ...]:
        """What the amount follows from, to be compared with a stored item."""
        return (
            self.instalment.pk,
            self.paid_on,
            self.paid_yuan,
            self.clause.value,
            self.earlier_yuan,
            self.amount_yuan,
        )


@dataclass(slots=True)
class Candidate:
    """An award of somebody who left soon after being paid, with what the rule would take back."""

    departure: Departure
    award: Award
    left_on: dt.date
    items: list[ItemDraft]
    unpaid: list[Instalment]

    @property
    def amount_yuan(self) -> int:
        """What would come back in all."""
        return sum(item.amount_yuan for item in self.items)

    @property
    def unpaid_yuan(self) -> int:
        """What would not be paid any more."""
        return sum(instalment.amount_yuan for instalment in self.unpaid)


def leaver_items(
    award: Award, *, left_on: dt.date, because: LeavingReason | None = None, earlier: Mapping[UUID, int] | None = None
) -> list[ItemDraft]:
    """The paid instalments of an award after which the person left too soon, each with what comes back of it.

    Args:
        earlier: what came back of each earlier; looked up where it is not given.
    """
    version = living_version_of(award)
    months = version.recover_within_months.value
    paid = [each for each in award.instalments.all() if each.status in RECEIVED]
    known = earlier_yuan([each.pk for each in paid]) if earlier is None else earlier
    found = []
    for instalment in sorted(paid, key=lambda each: each.sequence):
        assert instalment.paid_on is not None
        if left_on < add_months(instalment.paid_on, months):
            found.append(_leaver_item(instalment, left_on, version, because, known.get(instalment.pk, 0)))
    return found


def whole_items(award: Award) -> list[ItemDraft]:
    """Every instalment that was had of an award that is revoked: all of it, less what came back earlier.

    One that was set off counts as paid on the day of the set-off: it reduced a debt by money that was not due.
    """
    received = list(award.instalments.received())
    earlier = earlier_yuan([instalment.pk for instalment in received])
    return [whole_item(instalment, earlier.get(instalment.pk, 0)) for instalment in received]


def whole_item(instalment: Instalment, earlier: int) -> ItemDraft:
    """An instalment that was paid without ground."""
    assert instalment.paid_on is not None
    paid = instalment.amount_yuan
    return ItemDraft(instalment, instalment.paid_on, paid, RecoveryClause.WHOLE, paid - earlier, earlier)


def earlier_yuan(instalments: Collection[UUID]) -> dict[UUID, int]:
    """What recoveries that came to their end took back of these instalments."""
    done = RecoveryItem.objects.done().filter(instalment__in=instalments, line=None).order_by()
    return dict(done.values_list("instalment").annotate(Sum("amount_yuan")))


def candidates() -> list[Candidate]:
    """Everybody of whom HR says that they left, soon after an instalment was paid, and whom nobody has dealt with.

    Somebody whose employment was confirmed since, also by another affiliate, has not left. Where several days are
    stated, the statement that was made last counts. Whom the office lets be paid on, as after a serious illness, is
    not listed; should it turn out otherwise, ``candidate_for`` knows the award still.
    """
    return [
        candidate for piece in chunks(_leavers().exclude(Exists(kept_on())), 500) for candidate in _candidates(piece)
    ]


def candidate_for(award: Award) -> Candidate | None:
    """The candidate that an award is, if it is one."""
    leavers = list(_leavers().filter(person=award.person_id))
    return next((found for found in _candidates(leavers) if found.award.pk == award.pk), None)


def standing_departures() -> QuerySet[Any, Any]:
    """Departures that no confirmation answered, with the day from which they count."""
    return Departure.objects.standing().annotate(left_or_stated_on=Coalesce("left_on", "stated_on"))


def _leavers() -> QuerySet[Any, Any]:
    received = Instalment.objects.received().filter(award__person=OuterRef("person"), award__revoked_at=None)
    found = standing_departures().filter(Exists(received)).select_related("employer", "stated_by")
    return found.order_by("person", "-stated_on", "-left_or_stated_on", "pk")


def _candidates(departures: list[Departure]) -> Iterator[Candidate]:
    by_person: dict[UUID, Departure] = {}
    for departure in departures:
        by_person.setdefault(departure.person_id, departure)
    living = Award.objects.live().filter(benefit=Benefit.LIVING, person__in=by_person).order_by("granted_on", "pk")
    awards = list(living.select_related("person").prefetch_related("instalments"))
    earlier = earlier_yuan([each.pk for award in awards for each in award.instalments.all()])
    known = Recovery.objects.exclude(status=RecoveryStatus.CANCELLED).filter(award__in=awards)
    dealt_with = set(known.filter(reason=RecoveryReason.LEFT_EARLY).values_list("award", "left_on"))
    under_way = set(known.open().filter(items__line=None).values_list("award", flat=True))
    for award in awards:
        departure = by_person[award.person_id]
        left_on: dt.date = departure.left_or_stated_on  # type: ignore[attr-defined]  # annotated by standing_departures
        items = leaver_items(award, left_on=left_on, earlier=earlier)
        if items and award.pk not in under_way and (award.pk, left_on) not in dealt_with:
            unpaid = [each for each in award.instalments.all() if each.status in UNPAID]
            yield Candidate(departure, award, left_on, items, unpaid)


def _leaver_item(
    instalment: Instalment, left_on: dt.date, version: LivingVersion, because: LeavingReason | None, earlier: int
) -> ItemDraft:
    paid_on, paid = instalment.paid_on, instalment.amount_yuan
    assert paid_on is not None
    part = recovery_part(paid, paid_on=paid_on, left_on=left_on, version=version, because=because)
    clause = RecoveryClause(part.rule.value)
    figure = version.no_recovery_after if clause == RecoveryClause.EXEMPT else version.recover_within_months
    return ItemDraft(
        instalment,
        paid_on,
        paid,
        clause,
        max(0, part.amount_yuan - earlier),
        earlier,
        months_served=part.served,
        months_bound=part.months if part.served is not None else None,
        basis=str(figure.basis),
        citation=figure.citation,
    )
