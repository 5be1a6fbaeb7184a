"""Two years of payment batches for the population, by the actions themselves, which take many lines at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from uuid import UUID

from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.kinds import HoldKind
from subsidies.payments.models import Hold, Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from subsidies.payments.workflow import LineStatus
from subsidies.portal.demo import bank
from subsidies.portal.demo.agenda import Act
from subsidies.portal.demo.city import City
from subsidies.portal.demo.errands import run_errands
from talent.calendars import clock
from talent.calendars.working_days import add_working_days
from talent.profiles import actions as profiles
from talent.profiles.models import Person

LAST, EVERY = 13, 28
"""Days ago on which the last batch was drawn up, and days between two."""
DRAWN_AT, SEALED_AT = dt.time(9, 35), dt.time(16, 5)
APPROVED_AT, RELEASED_AT, ANSWERED_AT, CORRECTED_AT = dt.time(10, 45), dt.time(11, 15), dt.time(9, 50), dt.time(19, 40)
LOOKED_AT = dt.time(9, 5)
FAILS, IS_CORRECTED = 0.012, 0.7


@dataclass(slots=True)
class Payments:
    """The calendar of batches."""

    city: City

    def plan(self, first_on: dt.date, today: dt.date) -> None:
        """Put every batch since a day on the agenda."""
        for ago in range(LAST, (today - first_on).days, EVERY):
            self.city.agenda.add_on(today - dt.timedelta(days=ago), DRAWN_AT, self._draw_up)

    def _draw_up(self, at: dt.datetime) -> None:
        """Everything that is due and can be paid."""
        self.city.rows.write()
        day = clock.day_of(at)
        due = Instalment.objects.drawable(day).exclude(award__person__in=self.city.paid_otherwise).order_by("pk")
        ready: dict[UUID, list[UUID]] = {}
        for stands_on, key in due.values_list("budget_line", "pk"):
            ready.setdefault(stands_on, []).append(key)
        for line in BudgetLine.objects.filter(pk__in=ready).order_by("fiscal_year"):
            self._draw(line, ready[line.pk], day)

    def _draw(self, line: BudgetLine, keys: list[UUID], day: dt.date) -> None:
        """All of these, which stand on one line."""
        with clock.moved_to(day, at=DRAWN_AT):
            batch = actions.draw_up(
                by=self.city.staff["reviewer3"],
                pk=uuid.uuid4(),
                title=f"{day:%Y年%-m月}生活补贴",
                charged_to=line,
                instalment_ids=keys,
            )
        self._later(batch, day, 0, SEALED_AT, self._seal)

    def _seal(self, batch: PaymentBatch, day: dt.date) -> None:
        note = "异常提示已逐笔电话核实，均为本人账户。" if batch.lines.with_remarks().exists() else ""
        actions.seal(batch, by=self.city.staff["reviewer3"], stamp=stamp_of(batch), note=note)
        self._later(batch, day, 1, APPROVED_AT, self._approve)

    def _approve(self, batch: PaymentBatch, day: dt.date) -> None:
        actions.approve(batch, by=self.city.staff["finance3"], digest=batch.digest)
        self._later(batch, day, 1, RELEASED_AT, self._release)

    def _release(self, batch: PaymentBatch, day: dt.date) -> None:
        voucher = f"PZ-{batch.number[2:]}"
        actions.release(batch, by=self.city.staff["finance4"], voucher_number=voucher, digest=batch.digest)
        self._later(batch, day, 2, ANSWERED_AT, self._answer)

    def _answer(self, batch: PaymentBatch, day: dt.date) -> None:
        by = self.city.staff["finance4"]
        content = bank.return_file(batch, paid_on=add_working_days(day, 0), fails=self._reason)
        name = f"{batch.number}_回盘.csv"
        uploaded = actions.upload_return(batch, by=by, pk=uuid.uuid4(), file_name=name, content=content)
        actions.commit_return(uploaded, by=self.city.staff["finance3"] if uploaded.needs_second else by)
        failed = batch.lines.filter(status=LineStatus.FAILED).order_by("sequence")
        for line in failed.select_related("instalment__award__person__user"):
            if self.city.chance.random() < IS_CORRECTED:
                after = day + dt.timedelta(days=self.city.chance.randint(1, 9))
                self.city.agenda.add_on(after, CORRECTED_AT, lambda at, line=line: self._correct(line, at))  # type: ignore[misc]

    def _reason(self, _line: PaymentLine) -> str:
        return self.city.words.return_reasons.draw(self.city.chance) if self.city.chance.random() < FAILS else ""

    def _correct(self, line: PaymentLine, at: dt.datetime) -> None:
        """A payee enters another account after the bank refused the first one."""
        self.city.rows.write()
        person = line.instalment.award.person
        with clock.moved_to(clock.day_of(at), at=CORRECTED_AT):
            profiles.change_bank_account(
                person,
                by=person.user,
                holder_name=person.name,
                account_number=self.city.identities.account(),
                bank_name=self.city.words.banks.draw(self.city.chance),
                pk=uuid.uuid4(),
            )
            run_errands(quietly=True)
        self.city.agenda.add_on(add_working_days(clock.day_of(at), 1), LOOKED_AT, lambda at: self._let_pass(person, at))

    def _let_pass(self, person: Person, at: dt.datetime) -> None:
        """A reviewer has looked at the new account."""
        self.city.rows.write()
        hold = Hold.objects.live().filter(person=person).first()
        if hold is not None and hold.kind == HoldKind.ACCOUNT_CHANGED:
            by, words = self.city.staff["reviewer3"], "已致电本人核对，新账户户名与本人一致。"
            with clock.moved_to(clock.day_of(at), at=LOOKED_AT):
                actions.lift_hold(hold, by=by, reason=words, seen=hold.account_id)

    def _later(self, batch: PaymentBatch, day: dt.date, after: int, at: dt.time, step: object) -> None:
        """Have the next step taken some working days later."""
        then = add_working_days(day, after)
        self.city.agenda.add_on(then, at, self._act(batch.pk, at, step))

    def _act(self, key: UUID, at: dt.time, step: object) -> Act:
        def act(instant: dt.datetime) -> None:
            self.city.rows.write()
            day = clock.day_of(instant)
            with clock.moved_to(day, at=at):
                step(PaymentBatch.objects.get(pk=key), day)  # type: ignore[operator]
                run_errands(quietly=True)

        return act
