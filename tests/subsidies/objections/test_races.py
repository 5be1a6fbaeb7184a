"""Resolving an objection while its notice closes: granted once, and never while an objection stands."""

from __future__ import annotations

from collections import Counter

import pytest

from subsidies.applications.models import Award
from subsidies.notices import tasks
from subsidies.objections import actions
from subsidies.objections.models import Objection
from talent.accounts.models import User
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.actions.test_races import at_once
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import on
from tests.subsidies.objections.stages import NEXT_DAY, decided, examined, objected, running
from tests.subsidies.objections.test_examining import FOUND

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_dismissing_while_the_notice_closes_grants_exactly_once(office: Office, examiner: User):
    statuses: Counter[str] = Counter()
    turns = race_rounds(10)
    for _ in range(turns):
        case = decided(office)
        found = examined(running(office, case), by=examiner)
        with on(NEXT_DAY):
            at_once(
                lambda f=found: actions.dismiss(f, by=examiner, **FOUND), tasks.close_ended.func, tasks.close_ended.func
            )
        statuses[fresh(case).status] += 1
    assert (statuses, Award.objects.count()) == (Counter(closed=turns), turns)


def test_upholding_while_the_notice_closes_never_grants(office: Office, examiner: User):
    statuses: Counter[str] = Counter()
    turns = race_rounds(10)
    for _ in range(turns):
        case = decided(office)
        found = examined(running(office, case), by=examiner)
        with on(NEXT_DAY):
            at_once(
                lambda f=found: actions.uphold(f, by=examiner, **FOUND), tasks.close_ended.func, tasks.close_ended.func
            )
        statuses[fresh(case).status] += 1
    assert (statuses, Award.objects.count()) == (Counter(awaiting_review=turns), 0)


def test_upholding_and_dismissing_at_once_ends_in_one_of_the_two(office: Office, examiner: User):
    endings: set[tuple[str, str]] = set()
    for _ in range(race_rounds(10)):
        case = decided(office)
        found = examined(running(office, case), by=examiner)
        at_once(
            lambda f=found: actions.uphold(f, by=examiner, **FOUND),
            lambda f=found: actions.dismiss(f, by=examiner, **FOUND),
        )
        endings.add((Objection.objects.get(pk=found.pk).status, fresh(case).status))
    assert endings - {("upheld", "awaiting_review"), ("dismissed", "in_notice")} == set()


def test_accepting_while_the_notice_closes_leaves_the_case_held(office: Office, examiner: User):
    statuses: Counter[str] = Counter()
    turns = race_rounds(10)
    for _ in range(turns):
        case = decided(office)
        found = objected(running(office, case))
        with on(NEXT_DAY):
            at_once(lambda f=found: actions.accept(f, by=examiner), tasks.close_ended.func)
        statuses[fresh(case).status] += 1
    assert (statuses, Award.objects.count()) == (Counter(objected=turns), 0)
