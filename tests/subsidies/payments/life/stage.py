"""What every part of the machine needs: the people, the clock, a way to try a step, and what was carried out."""

from __future__ import annotations

import datetime as dt
import functools
import random
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any
from unittest import mock
from uuid import UUID

import time_machine
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from subsidies.budget.models import BudgetLine
from subsidies.payments import actions
from subsidies.payments.models import PaymentBatch
from talent.accounts.models import User
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments.life.truth import Truth
from tests.subsidies.payments.stages import Desk

STARTS_AT = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)
PICK = st.integers(0, 10_000)
"""Which of those that a step could take: the number modulo how many there are."""
SECOND = dt.timedelta(seconds=1)
QUESTIONS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")

DONE: Counter[str] = Counter()
"""How often each step was carried out, over all runs: a machine that only hears refusals tests nothing."""


def holds_after_each_change(check: Callable[[Any], None]) -> Any:
    """An invariant that is asked again once anything was written: most steps are refused, or find nothing to do."""

    @functools.wraps(check)
    def asked(self: Stage) -> None:
        if self.holds_as_of.get(check.__name__) != self.writes:
            check(self)
            self.holds_as_of[check.__name__] = self.writes

    return invariant()(asked)


class Stage(RuleBasedStateMachine):
    """An office, a finance bureau and a bank in a database of their own, which is gone when the run ends.

    Keys are the same in each run, so that a run that failed fails again when it is repeated.
    """

    line: BudgetLine
    budget_officer: User

    def __init__(self) -> None:
        super().__init__()
        self.moved = time_machine.travel(STARTS_AT, tick=False)
        self.time = self.moved.start()
        self.same_keys = mock.patch("os.urandom", random.Random(1).randbytes)
        self.same_keys.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.writes = 0
        self.holds_as_of: dict[str, int] = {}
        self.noticing = connection.execute_wrapper(self.notice)
        self.noticing.__enter__()
        self.granted_yuan = 0
        self.truth = Truth()

    def teardown(self) -> None:
        """Leave no row behind, whatever the run has done."""
        self.noticing.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        self.same_keys.stop()
        self.moved.stop()

    def notice(self, execute: Any, sql: Any, *args: Any) -> Any:
        """Whatever is not plainly a question counts as a change, even where it is undone."""
        self.writes += not str(sql).startswith(QUESTIONS)
        return execute(sql, *args)

    def hire(self) -> None:
        """Two reviewers and two finance officers: few, so that the wrong one is often at hand."""
        self.desk = Desk()
        self.other_clerk = make_user("reviewer", name="另一经办")
        self.reviewers = [self.desk.clerk, self.other_clerk]
        self.cashiers = [self.desk.approver, self.desk.releaser]
        self.people = [*self.reviewers, *self.cashiers]

    def days_go_by(self, days: int) -> None:
        """What the scheduler does meanwhile."""
        self.time.shift(dt.timedelta(days=days))
        self.writes += 1
        actions.mark_due(on=clock.today())
        actions.fund_instalments(on=clock.today())
        actions.settle_departures()
        actions.free_corrected()

    def attempt(self, act: Any, *args: Any, **kwargs: Any) -> Any:
        """Try a step; a refusal is an answer, and must leave nothing half done. False, or what the step made."""
        self.time.shift(SECOND)
        try:
            with transaction.atomic():
                made = act(*args, **kwargs)
        except ActionRefused:
            DONE[f"{act.__name__} refused"] += 1
            return False
        DONE[act.__name__] += 1
        return True if made is None else made

    def usually(self, user: User, pick: int) -> User:
        """Mostly whoever should; now and then anybody."""
        return user if pick % 4 else self.people[pick // 4 % len(self.people)]

    def another_than(self, user: User, among: list[User] | None = None) -> User:
        """Somebody else, as the two who have to agree are."""
        return next(each for each in among or self.people if each != user)

    def key(self) -> UUID:
        """The key that comes with a form."""
        return uuid.uuid4()

    def batch(self, pick: int, *statuses: str) -> PaymentBatch | None:
        batches = PaymentBatch.objects.filter(status__in=statuses) if statuses else PaymentBatch.objects.all()
        return self.one_of(batches, pick)

    def one_of(self, rows: Any, pick: int) -> Any:
        """One of the rows of a query, or of a list."""
        found = rows if isinstance(rows, list) else list(rows.order_by("pk"))
        return found[pick % len(found)] if found else None
