"""Resolving an objection while its notice closes: granted once, and never while an objection stands."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from subsidies.applications.models import Application, Award
from subsidies.notices import actions as notices
from subsidies.notices import tasks
from subsidies.notices.models import PublicNotice
from subsidies.objections import actions
from subsidies.objections.models import Objection
from subsidies.review import actions as review
from talent.accounts.models import User
from talent.audit.models import AuditEvent
from talent.calendars import clock
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.actions.test_races import at_once
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.notices.stages import WORDING, on
from tests.subsidies.objections.stages import NEXT_DAY, decided, examined, objected, running
from tests.subsidies.objections.test_examining import FOUND
from tests.subsidies.review.stages import AGREE

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


def test_an_objection_on_an_old_notice_comes_before_the_grant_and_holds_it_or_after_it(office: Office, examiner: User):
    """The old notice and the one that closes are two rows: what both wait for is the person."""
    outcomes: Counter[tuple[bool, str]] = Counter()
    for _ in range(race_rounds(10)):
        case = decided(office)
        old = running(office, case)
        actions.uphold(examined(old, by=examiner), by=examiner, **FOUND)
        with on(NEXT_DAY.replace(day=2)):
            again(case)
        PublicNotice.objects.filter(pk=old.pk).update(ends_on=NEXT_DAY.replace(day=28))
        with on(NEXT_DAY.replace(day=10)):
            at_once(lambda n=old: objected(n), tasks.close_ended.func)
        came = AuditEvent.objects.get(verb="objection.received", object_id=str(Objection.objects.latest("number").pk))
        granted = AuditEvent.objects.about(case).filter(verb="application.grant").first()
        outcomes[granted is not None and came.pk < granted.pk, fresh(case).status] += 1
    assert {outcome for outcome in outcomes if outcome[0]} == set()


def again(case: Application) -> PublicNotice:
    """The case, which was put back, on a second notice."""
    reviewer, rechecker, publisher = (make_user("reviewer") for _ in range(3))
    proposal = review.propose(fresh(case), AGREE, by=reviewer, submission=latest(case))
    review.confirm(fresh(case), by=rechecker, submission=proposal.submission)
    draft = notices.draw_up([fresh(case)], by=publisher, pk=uuid.uuid4(), **WORDING | {"minutes_on": clock.today()})
    return notices.publish(draft, by=publisher)
