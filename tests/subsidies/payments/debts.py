"""People who left after they were paid, and recoveries at each stage, by the actions themselves."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from subsidies.applications.models import Award
from subsidies.payments import actions
from subsidies.payments.kinds import Resolution
from subsidies.payments.models import (
    Instalment,
    PaymentLine,
    Recovery,
    RecoveryReceipt,
    ReturnException,
    Revocation,
)
from subsidies.verification.models import Departure
from talent.accounts.models import User
from talent.calendars import clock
from talent.profiles.models import Person
from tests.factories import make_user
from tests.subsidies.payments.apart import enter, payments_of, replaced, resolve
from tests.subsidies.payments.bank import Answer, csv_return, read_csv
from tests.subsidies.payments.kept import written
from tests.subsidies.payments.stages import Desk, make_award, make_due, make_payee


def make_paid(person: Person | None = None, *, paid_on: dt.date, **fields: Any) -> Award:
    """An award whose first instalment the bank paid on a day, by a batch of its own."""
    award = make_award(person or make_payee(), **({"granted_on": paid_on} | fields))
    actions.schedule_instalments()
    actions.mark_due(on=paid_on)
    pay(award.instalments.get(sequence=1), paid_on=paid_on)
    return award


def pay(instalment: Instalment, *, paid_on: dt.date) -> None:
    """Have the bank pay an instalment that is due."""
    desk = Desk()
    batch = desk.released(instalment)
    answers = [Answer(payment, day=f"{paid_on:%Y%m%d}") for payment in read_csv(written(batch, "csv"))]
    desk.committed(batch, csv_return(answers))


def late_success() -> tuple[Desk, ReturnException]:
    """The bank says late that it paid what it had refused, while the replacement is at the bank."""
    desk = Desk()
    batch = desk.released(make_due())
    (payment,) = payments_of(batch)
    enter(desk, batch, Answer(payment, "失败", "户名不符"))
    replaced(desk, batch.lines.get(), "released")
    enter(desk, batch, Answer(payment))
    return desk, ReturnException.objects.get(batch=batch)


def make_paid_twice() -> PaymentLine:
    """A payment on top of its replacement, as two people found."""
    desk, found = late_success()
    resolve(desk, found, Resolution.PAID_TWICE)
    return PaymentLine.objects.get(pk=found.line_id)


def leave(person: Person, *, left_on: dt.date | None, stated_on: dt.date | None = None) -> Departure:
    """HR says that a person has left; earlier confirmations count no more."""
    person.employment_confirmations.update(withdrawn_at=clock.now())
    return Departure.objects.create(
        person=person,
        employer=person.employment.employer,
        left_on=left_on,
        stated_on=stated_on or clock.today(),
        stated_by=make_user("hr_officer"),
    )


@dataclass
class Office:
    """Two reviewers and two finance officers, and recoveries as far as they took them."""

    drafter: User = field(default_factory=lambda: make_user("reviewer", name="陈拟定"))
    confirmer: User = field(default_factory=lambda: make_user("reviewer", name="赵确认"))
    cashier: User = field(default_factory=lambda: make_user("finance_officer", name="孙登记"))
    second_cashier: User = field(default_factory=lambda: make_user("finance_officer", name="周核销"))

    def drafted(self, award: Award | None = None, *, cause: str = "resignation", **fields: Any) -> Recovery:
        """Somebody was paid 12,000 yuan a hundred days ago and left fifty days later."""
        today = clock.today()
        if award is None:
            award = make_paid(paid_on=today - dt.timedelta(days=100))
            leave(award.person, left_on=today - dt.timedelta(days=50))
        left_on = fields.pop("left_on", None) or award.person.departures.get().left_on or today
        return actions.open_recovery(
            award, by=self.drafter, pk=uuid.uuid4(), leaving_cause=cause, left_on=left_on, **fields
        )

    def confirmed(self, award: Award | None = None, **fields: Any) -> Recovery:
        return actions.confirm_recovery(self.drafted(award, **fields), by=self.confirmer)

    def notified(self, award: Award | None = None, **fields: Any) -> Recovery:
        return actions.notify_recovery(self.confirmed(award, **fields), by=self.drafter)

    def receives(self, recovery: Recovery, amount_yuan: int, **fields: Any) -> RecoveryReceipt:
        words = {"pk": uuid.uuid4(), "voucher_number": f"吉{uuid.uuid4().hex[:8]}", "received_on": clock.today()}
        return actions.enter_receipt(recovery, by=self.cashier, amount_yuan=amount_yuan, **(words | fields))

    def proposes_revocation(self, award: Award, **fields: Any) -> Revocation:
        words = {"reason": "not_entitled", "explanation": "经核查，授予时不符合社保缴费条件。"}
        return actions.propose_revocation(award, by=self.drafter, pk=uuid.uuid4(), **(words | fields))

    def revokes(self, award: Award, **fields: Any) -> Revocation:
        return actions.confirm_revocation(self.proposes_revocation(award, **fields), by=self.confirmer)
