"""Awards, instalments and batches at every stage, by the actions themselves wherever there is one."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from dataclasses import dataclass, field
from typing import Any

from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.models import Award, Decision, LivingTotal
from subsidies.applications.workflow import ApplicationStatus
from subsidies.budget import actions as budget
from subsidies.budget.kinds import Programme
from subsidies.payments import actions
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.workflow import HoldStatus
from subsidies.verification.models import EmploymentConfirmation
from talent.accounts.models import User
from talent.calendars import clock
from talent.profiles import actions as profile
from talent.profiles.models import BankAccount, Person
from tests.factories import (
    budget_line,
    make_application,
    make_bank_account,
    make_degree,
    make_employment,
    make_person,
    make_submission,
    make_user,
)

POLICY_VERSION = "2021-01"
TOTALS = {"bachelor": 30_000, "master": 50_000, "doctor": 80_000}
_accounts = itertools.count(1)


def account_number() -> str:
    """A made-up account of 19 digits with a leading zero, which files must keep."""
    return f"0222{next(_accounts):015d}"


def make_payee(*, account: bool = True, confirmed_days_ago: int | None = 0, **fields: Any) -> Person:
    """Someone with an account and an employment confirmed so many days ago (None: never)."""
    bank = fields.pop("bank", {})
    person = make_person(**fields)
    make_degree(person)
    make_employment(person)
    if account:
        make_bank_account(person, **({"account_number": account_number()} | bank))
    if confirmed_days_ago is not None:
        confirm(person, days_ago=confirmed_days_ago)
    return person


def confirm(person: Person, *, days_ago: int = 0) -> None:
    """Their employer's word that they were employed that many days ago."""
    EmploymentConfirmation.objects.create(
        person=person,
        employer=person.employment.employer,
        confirmed_on=clock.today() - dt.timedelta(days=days_ago),
        confirmed_by=person.user,
    )


def make_award(person: Person | None = None, **fields: Any) -> Award:
    """A living award after the notice, granted today unless said otherwise."""
    person = person or make_payee()
    degree = fields.pop("degree", "bachelor")
    amount_yuan = fields.pop("amount_yuan", TOTALS[degree])
    budget_line()
    application = make_application(person, status=ApplicationStatus.CLOSED)
    decision = Decision.objects.create(
        application=application,
        benefit=Benefit.LIVING,
        proposed=Outcome.GRANTED,
        outcome=Outcome.GRANTED,
        submission=make_submission(application),
        degree=degree,
        amount_yuan=amount_yuan,
        policy_version=POLICY_VERSION,
        decided_at=clock.now(),
    )
    total, _made = LivingTotal.objects.get_or_create(person=person)
    total.granted_yuan += amount_yuan
    total.ceiling_yuan = max(total.ceiling_yuan, total.granted_yuan, TOTALS[degree])
    total.save()
    award = Award(
        decision=decision,
        person=person,
        benefit=Benefit.LIVING,
        degree=degree,
        amount_yuan=amount_yuan,
        policy_version=POLICY_VERSION,
        **({"granted_on": clock.today()} | fields),
    )
    award.budget_line = budget.reserve(Programme.LIVING, amount_yuan, on=clock.today(), subject=award)
    award.save(force_insert=True)
    return award


def make_due(person: Person | None = None, **fields: Any) -> Instalment:
    """The first instalment of a new award, due today."""
    award = make_award(person, **fields)
    actions.schedule_instalments()
    actions.mark_due(on=clock.today())
    return award.instalments.get(sequence=1)


@dataclass
class Desk:
    """The people who handle batches, and batches at each stage."""

    clerk: User = field(default_factory=lambda: make_user("reviewer", name="陈经办"))
    approver: User = field(default_factory=lambda: make_user("finance_officer", name="孙审核"))
    releaser: User = field(default_factory=lambda: make_user("finance_officer", name="周放行"))

    def drawn(self, *instalments: Instalment, by: User | None = None, **fields: Any) -> PaymentBatch:
        """A draft with these instalments, or with three new ones."""
        chosen = instalments or tuple(make_due(make_payee(name=name)) for name in ("李明", "王芳", "赵㛃"))
        words = {
            "title": "2026年11月生活补贴",
            "charged_to": budget_line(),
        }
        return actions.draw_up(
            by=by or self.clerk, pk=uuid.uuid4(), instalment_ids={each.pk for each in chosen}, **(words | fields)
        )

    def sealed(self, *instalments: Instalment, note: str = "已逐笔电话核实") -> PaymentBatch:
        batch = self.drawn(*instalments)
        return actions.seal(batch, by=self.clerk, stamp=stamp_of(batch), note=note)

    def approved(self, *instalments: Instalment) -> PaymentBatch:
        batch = self.sealed(*instalments)
        return actions.approve(batch, by=self.approver, digest=batch.digest)

    def released(self, *instalments: Instalment) -> PaymentBatch:
        batch = self.approved(*instalments)
        return actions.release(batch, by=self.releaser, voucher_number="ZF-2026-0031", digest=batch.digest)

    def lets_the_account_pass(self, person: Person) -> None:
        """A change of account is held, looked at and let go."""
        actions.hold_changed_accounts(person_id=person.pk)
        hold = person.payment_holds.get(kind=HoldKind.ACCOUNT_CHANGED, status=HoldStatus.LIVE)
        actions.lift_hold(hold, by=self.clerk, reason="已与本人当面核对", seen=hold.account_id)

    def uploaded(self, batch: PaymentBatch, content: bytes, *, name: str = "回盘.csv", by: User | None = None) -> Any:
        return actions.upload_return(batch, by=by or self.releaser, pk=uuid.uuid4(), file_name=name, content=content)

    def committed(self, batch: PaymentBatch, content: bytes) -> Any:
        """Entered by another officer than the one who uploaded it, as whatever is unusual wants."""
        return actions.commit_return(self.uploaded(batch, content), by=self.approver)


def change_account(person: Person, number: str = "0333000000000000001", **fields: Any) -> BankAccount:
    """The person enters another account; what follows from it waits in the outbox."""
    values = {"holder_name": person.name, "account_number": number, "bank_name": "中国银行长春分行"} | fields
    return profile.change_bank_account(person, by=person.user, **values)


def lines_of(batch: PaymentBatch) -> list[PaymentLine]:
    """The lines as they are now, in order."""
    return list(PaymentLine.objects.filter(batch=batch).order_by("sequence"))


def statuses(queryset: Any) -> list[str]:
    """Statuses in a stable order."""
    return sorted(queryset.values_list("status", flat=True))
