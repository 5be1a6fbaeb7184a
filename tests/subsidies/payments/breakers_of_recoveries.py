"""For each constraint of recoveries, of what is decided on them and of revocations a row that breaks it."""

from __future__ import annotations

import uuid

from django.db.models import F

from subsidies.payments import actions
from subsidies.payments.models import (
    Instalment,
    PaymentLine,
    RecoveryItem,
    RecoveryProposal,
    RecoveryReceipt,
    Revocation,
)
from talent.accounts.models import User
from talent.calendars import clock
from tests.subsidies.payments.breaking import Breaker, Write, copies, sets
from tests.subsidies.payments.debts import Office, make_paid
from tests.subsidies.payments.stages import make_award


def notified(**values: object) -> Write:
    """An edit of a recovery that the person was told of."""
    return sets(Office().notified(), **values)


def item(*, by_line: bool = False) -> RecoveryItem:
    found = Office().notified().items.get()
    if by_line:
        found.line = PaymentLine.objects.get(instalment=found.instalment_id)
        found.save()
    return found


def receipt() -> RecoveryReceipt:
    office = Office()
    return office.receives(office.notified(), 1_000)


def reversal() -> RecoveryReceipt:
    kept, office = receipt(), Office()
    return actions.reverse_receipt(kept, by=office.cashier, pk=uuid.uuid4(), reason="有误")


def proposal() -> RecoveryProposal:
    office = Office()
    return actions.propose_cancel(office.notified(), by=office.drafter, pk=uuid.uuid4(), reason="有误")


def decided(by: User) -> dict[str, object]:
    return {"decided_by": by, "decided_person": by.natural_person, "decided_at": clock.now()}


def confirmed_by_its_proposer() -> Write:
    waiting = proposal()
    return sets(waiting, status="confirmed", **decided(waiting.proposed_by))


def set_off_twice() -> Write:
    office = Office()
    recovery = office.notified()
    instalment = Instalment.objects.filter(award=recovery.award).last()
    words = {"reason": "抵扣", "proposed_by": office.drafter, "proposed_person": office.drafter.natural_person}
    what = {"kind": "set_off", "instalment": instalment, "amount_yuan": 1, "status": "confirmed"}
    return copies(
        RecoveryProposal.objects.create(
            recovery=recovery, proposed_at=clock.now(), **what, **words, **decided(office.confirmer)
        )
    )


def revocation() -> Revocation:
    return Office().proposes_revocation(make_award())


def confirmed_revocation() -> Revocation:
    """Of an award of which something was paid."""
    return Office().revokes(make_paid(paid_on=clock.today()))


def decided_revocation(status: str) -> Write:
    """By its proposer, without a word."""
    found = revocation()
    return sets(found, status=status, **decided(found.proposed_by))


BREAKERS: dict[str, Breaker] = {
    "owed_never_above_paid": lambda: notified(owed_yuan=F("paid_yuan") + 1),
    "taken_back_never_above_owed": lambda: notified(received_yuan=F("owed_yuan") + 1),
    "recovery_ends_at_nought": lambda: notified(status="settled", ended_at=clock.now()),
    "written_off_with_amount": lambda: notified(written_off_yuan=1),
    "drafter_never_confirms_recovery": lambda: notified(confirmed_person=F("drafted_person")),
    "recovery_confirmed_by_someone": lambda: notified(confirmed_by=None),
    "recovery_notified_with_deadline": lambda: notified(pay_until=None),
    "recovery_cancelled_with_reason": lambda: notified(status="cancelled"),
    "leaver_recovery_says_when": lambda: notified(left_on=None),
    "one_open_recovery_per_instalment": lambda: copies(item()),
    "one_open_recovery_per_line": lambda: copies(item(by_line=True)),
    "item_never_above_paid": lambda: sets(item(), amount_yuan=F("paid_yuan") + 1),
    "share_says_its_months": lambda: sets(item(), clause="pro_rata", months_served=None),
    "voucher_counts_once": lambda: copies(receipt()),
    "receipt_of_something": lambda: sets(receipt(), amount_yuan=0),
    "reversal_says_why": lambda: sets(receipt(), reason="有误"),
    "one_waiting_proposal": lambda: copies(proposal()),
    "instalment_set_off_once": set_off_twice,
    "proposer_never_confirms": confirmed_by_its_proposer,
    "proposal_decided_by_someone": lambda: sets(proposal(), decided_at=clock.now()),
    "proposal_says_what": lambda: sets(proposal(), amount_yuan=1),
    "one_standing_revocation": lambda: copies(revocation()),
    "proposer_never_revokes": lambda: decided_revocation("confirmed"),
    "revocation_decided_by_someone": lambda: sets(revocation(), decided_at=clock.now()),
    "revocation_dropped_with_reason": lambda: decided_revocation("dropped"),
    # Keys of a single column, as PostgreSQL names them
    "payments_recovery_number_key": lambda: copies(Office().notified()),
    "payments_recoveryreceipt_reverses_id_key": lambda: copies(reversal()),
    "payments_revocation_recovery_id_key": lambda: copies(confirmed_revocation(), award_id=make_award().pk),
}
