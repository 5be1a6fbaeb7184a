"""The whole life of the money as a machine that hypothesis drives: any order of any steps, by anybody.

Every rule tries one step and accepts that the portal refuses it. A model of its own keeps where the money really is
(``truth``); after each step the books must agree with themselves (``books.differences``) and with that model.
"""

from __future__ import annotations

from collections import Counter

from django.db.models import F, Sum
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetEntry, BudgetLine
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Instalment, PaymentLine, Recovery, RecoveryItem, ReturnException
from subsidies.payments.workflow import InstalmentStatus, LineStatus
from talent.calendars import clock
from tests.factories import budget_line
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.life.bank_days import PAYS, REFUSES, BankDays
from tests.subsidies.payments.life.desks import Desks
from tests.subsidies.payments.life.exception_days import ExceptionDays
from tests.subsidies.payments.life.grants import APPROPRIATED_YUAN, DEGREES, Grants
from tests.subsidies.payments.life.recovery_days import RecoveryDays
from tests.subsidies.payments.life.revocation_days import RevocationDays
from tests.subsidies.payments.life.stage import PICK, holds_after_each_change
from tests.subsidies.payments.life.truth import BACK, FAILED, OUT
from tests.subsidies.payments.life.two_people import acted_alone
from tests.subsidies.payments.stages import account_number, change_account, confirm

FAR = (
    "granted", "drawn", "at_the_bank", "failed", "replaced", "paid_late", "paid_twice", "owing", "next_year",
    "new_year_failed", "twice_and_back", "twice_and_failed", "twice_and_reversed",
)  # fmt: skip
TWICE = FAR[-3:]
"""Paid twice; then the bank sends back the first payment, or does not pay the replacement, or sends that back."""


class MoneyLifecycle(Grants, Desks, BankDays, ExceptionDays, RecoveryDays, RevocationDays):
    """Officers, payees and a bank that do what they like."""

    @initialize(far=st.sampled_from(FAR), settles=st.booleans())
    def open_the_desks(self, far: str, settles: bool) -> None:
        """Two people are granted, and their first batch has come some way already."""
        self.line = budget_line(yuan=APPROPRIATED_YUAN)
        self.budget_officer = self.line.opened_by
        self.hire()
        for degree in DEGREES[:2]:
            self.grant(degree)
        depth = FAR.index(far)
        if depth:
            self.draw_up(pick=1, many=2)
        if depth > 1:
            self.go_all_the_way_to_the_bank(pick=0)
        if depth > 2:
            self.first_answers(fails=1 if far != "owing" else 0)
        if far in ("next_year", "new_year_failed"):
            self.days_go_by(400)
            if far == "next_year":
                self.close_the_year()
        if far in ("replaced", "paid_late", "paid_twice", "new_year_failed", *TWICE):
            self.mend_and_replace(pick=0)
        self.late_news(far, settles=settles)

    def late_news(self, far: str, *, settles: bool) -> None:
        """After the replacement is at the bank: the first payment was made after all; or somebody left."""
        if far in ("paid_late", "paid_twice", *TWICE):
            self.answer(pick=0, does=[1], writes=["clear"], only=2, twice=False, who=5)
        if far in ("paid_twice", *TWICE):
            self.a_day_of_clearing_up(pick=0, who=0)
        if far in TWICE:
            self.one_of_two_comes_back(far)
        if far in TWICE and settles:
            self.a_day_of_clearing_up(pick=0, who=0)
        if far == "owing":
            self.somebody_left_and_owes(pick=0)

    def one_of_two_comes_back(self, far: str) -> None:
        """The bank has more to say of one of two payments that were both made."""
        for first in PaymentLine.objects.filter(status=LineStatus.PAID_TWICE):
            again = PaymentLine.objects.live().get(instalment=first.instalment_id)
            if far == "twice_and_back":
                self.bank_says(first, BACK)
            elif far == "twice_and_failed":
                self.bank_says(again, FAILED)
            elif self.bank_says(again, OUT):
                self.bank_says(again, BACK)
        self.mend_and_replace(pick=0)  # whoever was not paid would be now; here nobody is

    def bank_says(self, line: PaymentLine, now: str, *, who: int = 6) -> bool:
        """The bank does something with a payment, and writes of it plainly."""
        payment = next(each for each in self.truth.file_of(line.batch) if each.remark == line.reference)
        told = self.enter(line.batch, self.rows(payment, now, "clear", others=[payment]), who=who)
        if told:
            self.it_happened({line.reference: now})
        return told

    def first_answers(self, *, fails: int) -> None:
        """The bank refuses the first so many payments of the batch that it has, and pays the others."""
        batch = self.batch(0, "released")
        if batch is None:
            return
        payments = self.truth.file_of(batch)
        told = [Answer(each, *(REFUSES if order < fails else PAYS)) for order, each in enumerate(payments)]
        if self.enter(batch, told, who=4 + 2):
            self.truth.where = {each.remark: FAILED if n < fails else OUT for n, each in enumerate(payments)}

    @rule(pick=PICK)
    def mend_and_replace(self, pick: int) -> None:
        """The usual way: who was not paid gives another account, and a new line goes to the bank."""
        back = Instalment.objects.filter(status__in=[InstalmentStatus.FAILED, InstalmentStatus.REVERSED])
        instalment = self.one_of(back, pick)
        if instalment is None:
            return
        person = instalment.award.person
        change_account(person, account_number())
        actions.hold_changed_accounts(person_id=person.pk)
        for hold in person.payment_holds.live():
            seen = hold.account_id
            self.attempt(actions.lift_hold, hold, by=self.other_clerk, reason="已核实", seen=seen)
        confirm(person)
        actions.fund_instalments(on=clock.today())
        actions.free_corrected(person_id=person.pk)
        instalment.refresh_from_db()
        if instalment.budget_line is not None:
            words = {"by": self.desk.clerk, "pk": self.key(), "title": "补发", "charged_to": instalment.budget_line}
            made = self.attempt(actions.draw_up, instalment_ids={instalment.pk}, **words)
            if made:
                self.send(made)

    @rule(pick=PICK, who=PICK, settles=st.booleans())
    def the_bank_changes_its_mind(self, pick: int, who: int, settles: bool) -> None:
        """What failed was paid after all, or what was paid comes back; mostly two officers deal with it at once."""
        turn = {FAILED: OUT, OUT: BACK, BACK: OUT}
        lines = [each for each in self.truth.lines() if self.truth.where.get(each.reference) in turn]
        line = self.one_of(lines, pick)
        if line is None:
            return
        if self.bank_says(line, turn[self.truth.where[line.reference]], who=who) and settles:
            self.clear_up(pick=pick, who=who)

    @rule(pick=PICK, who=PICK)
    def a_day_of_clearing_up(self, pick: int, who: int) -> None:
        for step in range(4):
            self.clear_up(pick=pick + step, who=who)

    # What must always hold

    @holds_after_each_change
    def the_books_agree(self) -> None:
        assert list(differences()) == []

    @holds_after_each_change
    def nobody_acted_alone(self) -> None:
        assert list(acted_alone()) == []

    @holds_after_each_change
    def nobody_is_paid_twice_or_more_than_granted(self) -> None:
        live = PaymentLine.objects.live().values_list("instalment", flat=True)
        assert Counter(live).most_common(1)[0][1] == 1 if live else True
        paid = PaymentLine.objects.filter(status="paid").aggregate(yuan=Sum("amount_yuan", default=0))["yuan"]
        assert paid <= self.granted_yuan

    @holds_after_each_change
    def what_stands_beyond_the_appropriation_is_really_out(self) -> None:
        """Else money that came back would be spent a second time."""
        beyond = BudgetEntry.objects.filter(kind=EntryKind.PAY_TWICE, reverses=None, reversal=None, line__status="open")
        out = {line.reference for line in self.truth.lines() if self.truth.is_out(line)} | self.truth.unnamed
        known = PaymentLine.objects.filter(pk__in=self.truth.being_cleared_up()).values_list("reference", flat=True)
        assert [entry.words for entry in beyond if entry.words not in {*out, *known}] == []

    @holds_after_each_change
    def no_more_leaves_the_bank_than_is_due(self) -> None:
        """But for what the books call paid twice, and unless people are at clearing up what the bank said."""
        known = PaymentLine.objects.filter(pk__in=self.truth.being_cleared_up())
        excused = set(known.values_list("instalment", flat=True))
        due = Counter(dict(Instalment.objects.exclude(status="set_off").values_list("pk", "amount_yuan")))
        for line in PaymentLine.objects.filter(status=LineStatus.PAID_TWICE):
            due[line.instalment_id] += line.amount_yuan
        out = self.truth.out_by_instalment()
        assert {key: yuan for key, yuan in out.items() if yuan > due[key] and key not in excused} == {}

    @holds_after_each_change
    def what_somebody_has_is_not_drawn_up_again(self) -> None:
        """A payment that was made twice pays the instalment, should its replacement not: until it is recovered.

        A receipt that is reversed once the instalment is at the bank again makes it twice anew: that is no one's draft.
        """
        kept = PaymentLine.objects.kept_twice().exclude(recovery_items__recovery__receipts__reverses__isnull=False)
        for first in kept:
            anew = PaymentLine.objects.live().filter(instalment=first.instalment_id)
            assert not anew.filter(batch__drawn_up_at__gt=first.answered_at).exists(), first.reference

    @holds_after_each_change
    def the_books_say_where_the_money_is(self) -> None:
        self.truth.settle_unnamed()
        known = self.truth.being_cleared_up()
        wrong = [line.reference for line in self.truth.lines() if line.pk not in known and not self.truth.agrees(line)]
        assert wrong == []

    @holds_after_each_change
    def what_comes_back_is_what_was_paid(self) -> None:
        over = Recovery.objects.filter(owed_yuan__gt=F("paid_yuan")) | Recovery.objects.filter(
            owed_yuan__lt=F("received_yuan") + F("set_off_yuan") + F("written_off_yuan")
        )
        assert not over.exists()
        out = self.truth.out_by_instalment()
        known = set(
            PaymentLine.objects.filter(pk__in=self.truth.being_cleared_up()).values_list("instalment", flat=True)
        )
        owing = RecoveryItem.objects.standing().filter(amount_yuan__gt=0).select_related("instalment")
        for item in owing.exclude(instalment__status=InstalmentStatus.SET_OFF).exclude(instalment__in=known):
            assert out[item.instalment_id] >= item.amount_yuan, f"{item.recovery.number}: asks for what nobody has"

    @holds_after_each_change
    def a_year_holds_what_left_it(self) -> None:
        """What the lines call paid or recovered is what people have, once nothing is being cleared up."""
        unresolved = ReturnException.objects.unresolved().exists() or self.truth.unnamed
        if not unresolved:
            gone = BudgetLine.objects.aggregate(yuan=Sum(F("paid_yuan") + F("recovered_yuan"), default=0))["yuan"]
            kept = Instalment.objects.filter(status=InstalmentStatus.SET_OFF, budget_line__isnull=False)
            set_off = kept.aggregate(yuan=Sum("amount_yuan", default=0))["yuan"]
            assert gone - set_off == self.truth.out_by_instalment().total()
