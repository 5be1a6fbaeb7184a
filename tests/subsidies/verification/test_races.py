"""Officers and applicants at the same cases at the same moment, on the database that lets them: real processes."""

from __future__ import annotations

from collections import Counter

import pytest

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.verification import actions
from subsidies.verification.models import EmploymentConfirmation, Verification
from talent.accounts.models import User
from talent.audit import chain
from talent.audit.models import AuditEvent
from talent.notifications.models import Message
from talent.workflow.refusals import ActionRefused
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.stages import GRANT_LIVING, Office, fresh, latest
from tests.subsidies.payments.racing import broken_off, race
from tests.subsidies.verification.claims import waiting
from tests.talent.employers.rosters import hr_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS, PEOPLE = race_rounds(10), 4
Read = list[tuple[object, object]]


@pytest.fixture(autouse=True)
def nothing_is_double_or_lost(transactional_db: None):
    """After each race: an answer, an event and a message for each case that moved, and no step begins in mid-air."""
    yield
    moved = Counter(AuditEvent.objects.filter(verb__in=ANSWERS).values_list("object_id", "detail__submission"))
    moved -= Counter(AuditEvent.objects.filter(verb=UNDONE).values_list("object_id", "detail__submission"))
    answered = Counter(
        (str(case), sequence)
        for case, sequence in Verification.objects.values_list("submission__application", "submission__sequence")
    )
    told = Message.objects.filter(template__in=["application_verified", "application_disputed"], channel="portal")
    assert (moved, broken_off("application.")) == (answered, [])
    undone = AuditEvent.objects.filter(verb=UNDONE).count()
    assert (set(moved.values()) <= {1}, told.count()) == (True, len(answered) + undone)
    chain.link_pending()
    assert chain.verify().difference == ""


ANSWERS, UNDONE = ["application.verify", "application.dispute"], "application.take_back"


@pytest.fixture
def crowds(office: Office) -> list[list[Application]]:
    """The people of each round."""
    return [waiting(office, PEOPLE) for _ in range(ROUNDS)]


@pytest.fixture
def officers(office: Office) -> list[User]:
    return [office.hr, *(hr_of(office.employer) for _ in range(3))]


def read_of(crowd: list[Application]) -> Read:
    return [(case.pk, latest(case).pk) for case in crowd]


def statuses() -> Counter[str]:
    return Counter(Application.objects.values_list("status", flat=True))


def test_four_officers_who_verify_the_same_people_in_any_order_answer_each_once(crowds, officers):
    reads = [read_of(crowd) for crowd in crowds]

    def verify(process: int, turn: int) -> None:
        read = reads[turn][process:] + reads[turn][:process]
        answer = actions.verify_many(read, by=officers[process])
        assert answer.done + answer.already == PEOPLE

    outcomes = race(verify, rounds=ROUNDS)
    assert (outcomes, statuses()) == (Counter(done=4 * ROUNDS), Counter(awaiting_review=ROUNDS * PEOPLE))
    assert EmploymentConfirmation.objects.count() == ROUNDS * PEOPLE


def test_lists_that_overlap_are_answered_once_where_they_do(crowds, officers):
    reads = [read_of(crowd) for crowd in crowds]

    def verify(process: int, turn: int) -> None:
        few = reads[turn][process % 2 : process % 2 + 3]
        answer = actions.verify_many(few, by=officers[process])
        assert answer.done + answer.already == len(few)

    race(verify, rounds=ROUNDS)
    assert (Verification.objects.count(), statuses()) == (
        ROUNDS * PEOPLE,
        Counter(awaiting_review=ROUNDS * PEOPLE),
    )


def test_one_case_answered_alone_and_among_others_is_answered_once(crowds, officers):
    reads = [read_of(crowd) for crowd in crowds]

    def verify(process: int, turn: int) -> None:
        if process % 2:
            actions.verify_many(reads[turn], by=officers[process])
        else:
            case = crowds[turn][process]
            actions.verify(case, by=officers[process], submission=case.submissions.get())

    race(verify, rounds=ROUNDS)
    assert (Verification.objects.count(), statuses()) == (ROUNDS * PEOPLE, Counter(awaiting_review=ROUNDS * PEOPLE))


def test_one_who_verifies_and_another_who_disputes_never_both_answer(crowds, officers):
    reads = [read_of(crowd) for crowd in crowds]

    def answer(process: int, turn: int) -> None:
        if process % 2:
            actions.verify_many(reads[turn], by=officers[process])
        else:
            case = crowds[turn][process]
            read = case.submissions.get()
            actions.dispute(case, by=officers[process], submission=read, reason="contract_differs", comment="")

    race(answer, rounds=ROUNDS)
    outcomes = Counter(Verification.objects.values_list("outcome", flat=True))
    assert outcomes.total() == ROUNDS * PEOPLE
    assert (
        statuses() == Counter({"awaiting_review": outcomes["verified"], "disputed": outcomes["disputed"]}) + Counter()
    )
    assert EmploymentConfirmation.objects.count() == outcomes["verified"]


def test_a_case_that_its_applicant_takes_back_meanwhile_is_verified_before_or_not_at_all(crowds, officers):
    reads = [read_of(crowd) for crowd in crowds]
    users = [[case.person.user for case in crowd] for crowd in crowds]

    def act(process: int, turn: int) -> None:
        if process < 2:
            actions.verify_many(reads[turn], by=officers[process])
        else:
            cases.withdraw(crowds[turn][process], by=users[turn][process])

    race(act, rounds=ROUNDS)
    taken_back = [fresh(case).status for crowd in crowds for case in crowd[2:]]
    assert taken_back == ["withdrawn"] * 2 * ROUNDS
    stayed = {fresh(case).status for crowd in crowds for case in crowd[:2]}
    assert (stayed, Verification.objects.count() >= 2 * ROUNDS) == ({"awaiting_review"}, True)
    assert EmploymentConfirmation.objects.count() == Verification.objects.count()


def test_what_was_read_is_never_confirmed_of_what_the_applicant_submits_meanwhile(office: Office, officers):
    crowds = [waiting(office, PEOPLE) for _ in range(ROUNDS)]
    for crowd in crowds:
        for case in crowd:
            actions.dispute(case, by=office.hr, submission=latest(case), reason="contract_differs", comment="")
    reads = [read_of(crowd) for crowd in crowds]
    users = [[case.person.user for case in crowd] for crowd in crowds]

    def act(process: int, turn: int) -> None:
        if process:
            answer = actions.verify_many(reads[turn], by=officers[process])
            assert (answer.done, len(answer.refused)) == (0, PEOPLE)
        else:
            for case, user in zip(crowds[turn], users[turn], strict=True):
                cases.answer_dispute(case, by=user)

    race(act, rounds=ROUNDS)
    assert statuses() == Counter(awaiting_employer=ROUNDS * PEOPLE)
    assert Verification.objects.verified().count() == 0


def test_what_is_submitted_and_verified_at_once_is_the_latest_submission(office: Office, officers):
    crowds = [waiting(office, PEOPLE) for _ in range(ROUNDS)]
    users = [[case.person.user for case in crowd] for crowd in crowds]

    def act(process: int, turn: int) -> None:
        """The applicant corrects while officers verify whatever is the latest as they read it."""
        crowd = crowds[turn]
        if process:
            actions.verify_many(read_of(crowd), by=officers[process])
        else:
            for case, user in zip(crowd, users[turn], strict=True):
                actions.dispute(case, by=officers[0], submission=latest(case), reason="contract_differs", comment="")
                cases.answer_dispute(case, by=user)

    race(act, rounds=ROUNDS)
    for verification in Verification.objects.verified().select_related("submission__application"):
        assert verification.submission.pk == latest(verification.submission.application).pk


def test_an_undo_and_the_office_never_both_act_on_a_case(office: Office):
    crowd = waiting(office, 4 * ROUNDS)
    for case in crowd:
        actions.verify(case, by=office.hr, submission=latest(case))
    given = {answer.submission.application_id: answer for answer in Verification.objects.select_related("submission")}

    def act(process: int, turn: int) -> None:
        case = fresh(crowd[turn])
        if process % 2:
            cases.propose(case, GRANT_LIVING, by=office.reviewer, submission=latest(case))
        elif not actions.undo([given[case.pk]], by=office.hr).done:
            raise ActionRefused("somebody was first")

    outcomes = race(act, rounds=4 * ROUNDS)
    statuses = Counter(fresh(case).status for case in crowd)
    answered = Verification.objects.count()
    undone = AuditEvent.objects.filter(verb=UNDONE).count()
    assert (outcomes["done"], sum(statuses.values()), statuses["awaiting_recheck"], undone) == (
        4 * ROUNDS,
        4 * ROUNDS,
        answered,
        statuses["awaiting_employer"],
    )


def test_two_who_take_the_same_answers_back_do_it_once(crowds, officers):
    for crowd in crowds:
        actions.verify_many(read_of(crowd), by=officers[0])
    answers = list(Verification.objects.select_related("submission"))
    given = {answer.submission.application_id: answer for answer in answers}

    def undo(process: int, turn: int) -> None:
        crowd = crowds[turn][process:] + crowds[turn][:process]
        done = actions.undo([given[case.pk] for case in crowd], by=officers[process])
        assert (done.done + done.already, done.refused) == (PEOPLE, [])

    outcomes = race(undo, rounds=ROUNDS)
    undone = AuditEvent.objects.filter(verb=UNDONE).count()
    assert (outcomes, undone) == (Counter(done=4 * ROUNDS), ROUNDS * PEOPLE)
    assert (Verification.objects.count(), statuses()) == (0, Counter(awaiting_employer=ROUNDS * PEOPLE))
    assert EmploymentConfirmation.objects.in_force().count() == 0
