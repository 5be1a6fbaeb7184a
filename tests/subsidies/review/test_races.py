"""Two officers on one case at once: one of them acts, the other is told; on the database that allows it."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from subsidies.review import actions, assigning, rechecking
from subsidies.review.models import Assignment, RecheckList, RecheckListItem, Review
from talent.accounts.models import User
from tests.factories import make_user
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.actions.test_races import at_once
from tests.subsidies.applications.stages import Office, fresh, latest
from tests.subsidies.review.stages import AGREE, drawn_up, open_sample, proposed, somebody

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(10)


def officers(office: Office, count: int) -> list[User]:
    return [office.rechecker, *(make_user("reviewer") for _ in range(count - 1))]


def test_four_reviewers_at_once_leave_one_open_proposal(office: Office):
    four, outcomes = officers(office, 4), Counter()
    for _ in range(ROUNDS):
        application = office.at("awaiting_review")
        read = latest(application)
        outcomes += at_once(
            *[
                lambda a=application, s=read, o=officer: actions.propose(a, AGREE, by=o, submission=s)
                for officer in four
            ]
        )
    assert (outcomes, Review.objects.awaiting_recheck().count(), Review.objects.count()) == (
        Counter(done=ROUNDS, refused=3 * ROUNDS),
        ROUNDS,
        ROUNDS,
    )


def test_proposing_and_returning_at_once_leave_one_review(office: Office):
    outcomes = Counter()
    for _ in range(ROUNDS):
        application = office.at("awaiting_review")
        read = latest(application)
        outcomes += at_once(
            lambda a=application, s=read: actions.propose(a, AGREE, by=office.reviewer, submission=s),
            lambda a=application, s=read: actions.return_for_correction(
                a, [("contract", "")], by=office.rechecker, submission=s
            ),
        )
    assert (outcomes, Review.objects.count()) == (Counter(done=ROUNDS, refused=ROUNDS), ROUNDS)


def test_four_recheckers_at_once_confirm_once(office: Office):
    four, outcomes = officers(office, 4), Counter()
    for _ in range(ROUNDS):
        review = proposed(office)
        outcomes += at_once(
            *[
                lambda r=review, o=officer: actions.confirm(r.application, by=o, submission=r.submission, review=r.pk)
                for officer in four
            ]
        )
    assert (outcomes, Review.objects.filter(recheck_outcome="confirmed").count()) == (
        Counter(done=ROUNDS, refused=3 * ROUNDS),
        ROUNDS,
    )


def test_confirming_and_sending_back_at_once_ends_in_one_of_the_two(office: Office):
    endings, outcomes, other = Counter(), Counter(), make_user("reviewer")
    for _ in range(ROUNDS):
        review = proposed(office)
        outcomes += at_once(
            lambda r=review: actions.confirm(r.application, by=office.rechecker, submission=r.submission),
            lambda r=review: actions.send_back(r.application, by=other, submission=r.submission, note="再核对"),
        )
        review.refresh_from_db()
        endings[review.recheck_outcome, fresh(review.application).status] += 1
    assert (outcomes, set(endings) <= {("confirmed", "awaiting_notice"), ("sent_back", "awaiting_review")}) == (
        Counter(done=ROUNDS, refused=ROUNDS),
        True,
    )


def test_two_bulk_rechecks_of_the_same_cases_at_once_confirm_each_case_once(office: Office):
    reviews, two = [proposed(office) for _ in range(ROUNDS)], officers(office, 2)
    lists = [drawn_up(*reviews, by=officer) for officer in two]
    for drawn, officer in zip(lists, two, strict=True):
        open_sample(drawn, by=officer)
    keys, confirmed = [review.pk for review in reviews], []
    at_once(
        *[
            lambda d=drawn, o=officer: confirmed.append(rechecking.confirm_list(d, keys, by=o)[0])
            for drawn, officer in zip(lists, two, strict=True)
        ]
    )
    assert (sum(confirmed), {fresh(review.application).status for review in reviews}) == (ROUNDS, {"awaiting_notice"})


def test_a_list_that_is_drawn_up_twice_at_once_has_one_sample(office: Office):
    """Two windows of one officer, each with a key of its own: no proposal gets a second lot."""
    read = [(review.application_id, review.pk) for review in (proposed(office) for _ in range(ROUNDS))]
    outcomes = at_once(*[lambda: rechecking.draw_up(read, pk=uuid.uuid4(), by=office.rechecker) for _ in range(4)])
    assert (outcomes, RecheckListItem.objects.count(), RecheckList.objects.count()) == (Counter(done=4), ROUNDS, 1)


def test_officers_who_take_the_next_at_once_never_get_the_same_case(office: Office):
    four, taken = officers(office, 4), []
    for _ in range(ROUNDS):
        cases = [office.at("awaiting_review", somebody(office)) for _ in range(4)]
        at_once(
            *[
                lambda o=officer: taken.append(assigning.take_next(by=o, pk=uuid.uuid4()).application_id)
                for officer in four
            ]
        )
        assert {case.pk for case in cases} <= set(taken)
    assert (len(taken), len(set(taken))) == (4 * ROUNDS, 4 * ROUNDS)


def test_one_form_sent_four_times_at_once_takes_one_case(office: Office):
    for _ in range(ROUNDS):
        for _ in range(4):
            office.at("awaiting_review", somebody(office))
        key = uuid.uuid4()
        at_once(*[lambda k=key: assigning.take_next(by=office.reviewer, pk=k)] * 4)
    assert Assignment.objects.count() == ROUNDS
