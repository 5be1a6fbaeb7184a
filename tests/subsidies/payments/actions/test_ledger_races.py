"""Granting, drawing, sealing and closing a year at the same moment: on PostgreSQL alone, with real processes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from time import sleep

import pytest
import time_machine

from subsidies.applications import actions as cases
from subsidies.applications.models import Award
from subsidies.budget import actions as budget
from subsidies.budget.kinds import EntryKind
from subsidies.budget.models import BudgetEntry, BudgetLine
from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import BankReturn, Instalment
from subsidies.payments.queries.copies import stamp_of
from talent.calendars import clock
from tests.factories import budget_line
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.stages import Office
from tests.subsidies.payments import bank
from tests.subsidies.payments.kept import written
from tests.subsidies.payments.racing import race
from tests.subsidies.payments.stages import Desk, confirm, make_due

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(15)


@pytest.fixture(autouse=True)
def books_agree_afterwards(transactional_db: None):
    """After each race every sum, seal, file and status agrees, and every line is what its entries say."""
    yield
    assert list(differences()) == []


def test_cases_granted_at_once_stop_at_the_appropriation():
    line = budget_line(yuan=11 * 30_000)
    office = Office.open()
    waiting = [[office.at("in_notice") for _ in range(4)] for _ in range(5)]
    outcomes = race(lambda process, turn: cases.grant(waiting[turn][process], on=clock.today()), rounds=5)
    line.refresh_from_db()
    assert (outcomes, Award.objects.count()) == (Counter(done=11, refused=9), 11)
    assert (line.available_yuan, line.reserved_yuan) == (0, 11 * 30_000)


def test_sealing_and_cancelling_at_once_move_the_money_once(desk: Desk):
    batches = [desk.drawn(make_due()) for _ in range(ROUNDS)]
    stamps = [stamp_of(batch) for batch in batches]

    def act(process: int, turn: int) -> None:
        if process % 2:
            actions.seal(batches[turn], by=desk.clerk, stamp=stamps[turn])
        else:
            actions.cancel(batches[turn], by=desk.clerk, reason="重新拟定")

    outcomes = race(act, rounds=ROUNDS)
    assert set(outcomes) == {"done", "refused"}
    assert budget_line().committed_yuan == 0


def test_a_year_that_is_closed_while_batches_are_drawn_leaves_nothing_behind(desk: Desk):
    """Either the draft comes first and the year stays open, or the year is closed and the draft is refused."""
    line = budget_line()
    due = [make_due() for _ in range(ROUNDS)]
    with time_machine.travel(dt.datetime(clock.today().year + 1, 1, 20, 10, tzinfo=dt.UTC), tick=True):
        for each in due:
            confirm(each.award.person)
        years = [line]
        for later in range(1, ROUNDS + 1):
            years.append(
                budget.open_line(
                    by=line.opened_by,
                    pk=uuid.uuid4(),
                    fiscal_year=line.fiscal_year + 1,
                    programme="living",
                    document_number=f"{later}号",
                    subject="208",
                    yuan=5,
                )
            )

        def act(process: int, turn: int) -> None:
            stands_on = BudgetLine.objects.get(pk=Instalment.objects.get(pk=due[turn].pk).budget_line_id)
            if process == 0:
                actions.close_line(line, by=line.opened_by, into=years[1])
            else:
                desk.drawn(due[turn], charged_to=stands_on)

        race(act, rounds=ROUNDS)
    line.refresh_from_db()
    assert line.difference() == 0


def test_a_year_that_is_closed_while_failures_are_entered_loses_nobodys_money(desk: Desk):
    """What failed first is carried over with its instalment; what failed later goes to the treasury."""
    lines = [budget_line(yuan=30_000)]
    officer, year = lines[0].opened_by, lines[0].fiscal_year
    words = {"by": officer, "programme": "living", "subject": "208"}
    for number in range(1, ROUNDS):
        made = {"pk": uuid.uuid4(), "fiscal_year": year, "document_number": f"{number}号", "yuan": 30_000}
        lines.append(budget.open_line(**words, **made))
    returns = [failing_return(desk, make_due()) for _ in lines]
    with time_machine.travel(dt.datetime(year + 1, 1, 20, 10, tzinfo=dt.UTC), tick=True):
        into = budget.open_line(**words, pk=uuid.uuid4(), fiscal_year=year + 1, document_number="次年", yuan=5)

        def act(process: int, turn: int) -> None:
            if process:
                actions.commit_return(returns[turn], by=desk.approver)
            else:
                sleep(turn % 8 / 100)  # entering takes longer, and is to be met at each of its steps
                actions.close_line(returns[turn].batch.charged_to, by=officer, into=into)

        race(act, rounds=ROUNDS, processes=2)
    assert BankReturn.objects.filter(status="committed").count() == ROUNDS


def test_four_workers_that_fund_at_once_set_the_money_aside_once(desk: Desk):
    due, line = [make_due() for _ in range(20)], budget_line()
    for each in due:
        budget.post(EntryKind.FREE, line.pk, each.amount_yuan, subject=each.award)
    Instalment.objects.filter(pk__in=[each.pk for each in due]).update(budget_line=None)
    assert race(lambda *_: actions.fund_instalments(on=clock.today()), rounds=2) == Counter(done=8)
    assert BudgetEntry.objects.filter(kind=EntryKind.FUND).count() == 20


def failing_return(desk: Desk, instalment: Instalment) -> BankReturn:
    """Ready to be entered: a return that says of the one payment of a batch that it failed."""
    batch = desk.drawn(instalment, charged_to=instalment.budget_line)
    batch = actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch))
    batch = actions.approve(batch, by=desk.approver, digest=batch.digest)
    batch = actions.release(batch, by=desk.releaser, voucher_number="ZF-1", digest=batch.digest)
    answers = bank.answers(bank.read_csv(written(batch, "csv")), bank.failing(1))
    return desk.uploaded(batch, bank.csv_return(answers))
