"""A department's answer, an officer's word on it and the end of a notice at one moment: granted once, or held."""

from __future__ import annotations

from collections import Counter

import pytest

from subsidies.applications.models import Application, Award
from subsidies.crosschecks import actions as crosschecks
from subsidies.crosschecks.models import AnswerFile, CrossCheckRow
from subsidies.crosschecks.settling import settle
from subsidies.notices import actions
from subsidies.notices.models import PublicNotice
from subsidies.notices.recalling import recall
from talent.notifications.outbox import run_outbox
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.actions.test_races import at_once
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.crosschecks.conftest import Read, fill, read
from tests.subsidies.crosschecks.conftest import drawn as listed
from tests.subsidies.notices.stages import drawn, on
from tests.subsidies.notices.test_unsettled import GROUNDS, HELD, NEXT_DAY
from tests.subsidies.review.stages import somebody

__all__ = ["fill", "read"]
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(6)


def in_notice(office: Office, read: Read) -> tuple[Application, PublicNotice, AnswerFile]:
    """A case on a notice, and a file that was read in which its department answers otherwise than entered."""
    case = office.at("awaiting_review", somebody(office))
    answers = read(listed(office), 1)
    office.do("review", case)
    office.do("confirm_grant", case)
    return case, actions.publish(drawn(office, fresh(case)), by=office.reviewer), answers


def standing(case: Application, notice: PublicNotice) -> tuple[str, int, str]:
    """Its status, how many awards it has, and why it is held."""
    return (
        fresh(case).status,
        Award.objects.filter(decision__application=case).count(),
        "".join(notice.entries.filter(application=case).values_list("held_reason", flat=True)),
    )


def test_an_answer_that_comes_with_the_end_holds_its_case_or_comes_too_late(office: Office, read: Read):
    outcomes: Counter[str] = Counter()
    endings = set()
    for _ in range(ROUNDS):
        case, notice, answers = in_notice(office, read)
        with on(NEXT_DAY):
            outcomes += at_once(
                lambda n=notice: actions.end(n), lambda a=answers: crosschecks.enter(a, by=office.reviewer)
            )
        endings.add(standing(case, notice))
    assert (outcomes, endings <= {("in_notice", 0, HELD), ("closed", 1, "")}) == (Counter(done=2 * ROUNDS), True)


def test_what_is_settled_as_the_notice_ends_is_granted_once(office: Office, read: Read):
    examiner, outcomes = make_user("reviewer"), Counter[str]()
    endings = set()
    for _ in range(ROUNDS):
        case, notice, answers = in_notice(office, read)
        crosschecks.enter(answers, by=office.reviewer)
        row = CrossCheckRow.objects.unsettled().get(application=case)
        with on(NEXT_DAY):
            outcomes += at_once(lambda n=notice: actions.end(n), lambda r=row: settle(r, by=examiner, reason=GROUNDS))
            run_outbox()
        endings.add(standing(case, notice))
    assert (outcomes, endings) == (Counter(done=2 * ROUNDS), {("closed", 1, "")})


def test_what_is_recalled_as_the_notice_ends_is_not_granted(office: Office, read: Read):
    outcomes: Counter[str] = Counter()
    endings = set()
    for _ in range(ROUNDS):
        case, notice, answers = in_notice(office, read)
        crosschecks.enter(answers, by=office.reviewer)
        with on(NEXT_DAY):
            outcomes += at_once(
                lambda n=notice: actions.end(n), lambda c=case: recall(fresh(c), by=office.reviewer, reason=GROUNDS)
            )
            run_outbox()
        endings.add(standing(case, notice)[:2])
    assert (outcomes, endings) == (Counter(done=2 * ROUNDS), {("awaiting_review", 0)})
