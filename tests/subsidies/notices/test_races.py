"""Two officers, two schedulers, two clicks at once; on the database that allows it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import pytest

from subsidies.applications.models import Award
from subsidies.notices import actions, tasks
from subsidies.notices.models import NoticeEntry, PublicNotice
from tests.faults.sizes import race_rounds
from tests.subsidies.applications.actions.test_races import at_once
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.notices.stages import approved, drawn, on, published

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = race_rounds(10)


def test_four_officers_drawing_up_at_once_get_four_numbers_in_a_row(office: Office):
    outcomes: Counter[str] = Counter()
    for _ in range(ROUNDS):
        cases = [approved(office) for _ in range(4)]
        outcomes += at_once(*[lambda case=case: drawn(office, case) for case in cases])
    numbers = sorted(PublicNotice.objects.values_list("number", flat=True))
    assert (outcomes, numbers) == (
        Counter(done=4 * ROUNDS),
        [f"GS2026-{number:03d}" for number in range(1, 4 * ROUNDS + 1)],
    )


def test_one_case_drawn_up_by_two_officers_at_once_stands_on_one_notice(office: Office):
    outcomes: Counter[str] = Counter()
    for _ in range(ROUNDS):
        case = approved(office)
        officers = (office.reviewer, office.rechecker)
        outcomes += at_once(*[lambda c=case, o=officer: drawn(office, c, by=o) for officer in officers])
    assert (outcomes, NoticeEntry.objects.count(), PublicNotice.objects.count()) == (
        Counter(done=ROUNDS, refused=ROUNDS),
        ROUNDS,
        ROUNDS,
    )


def test_one_form_sent_four_times_at_once_draws_up_one_notice(office: Office):
    outcomes: Counter[str] = Counter()
    for _ in range(ROUNDS):
        case, key = approved(office), uuid.uuid4()
        outcomes += at_once(*[lambda c=case, k=key: drawn(office, c, pk=k)] * 4)
    assert (outcomes, PublicNotice.objects.count()) == (Counter(done=4 * ROUNDS), ROUNDS)


def test_publishing_and_discarding_at_once_ends_in_one_of_the_two(office: Office):
    endings: Counter[tuple[str, str]] = Counter()
    for _ in range(ROUNDS):
        case = approved(office)
        notice = drawn(office, case)
        at_once(
            lambda n=notice: actions.publish(n, by=office.reviewer),
            lambda n=notice: actions.discard(n, by=office.rechecker),
        )
        notice.refresh_from_db()
        endings[notice.status, fresh(case).status] += 1
    assert set(endings) <= {("published", "in_notice"), ("discarded", "awaiting_notice")}


def test_four_schedulers_at_once_grant_every_case_once(office: Office):
    cases = [approved(office) for _ in range(ROUNDS)]
    for case in cases:
        published(office, case)
    with on(dt.date(2026, 12, 1)):
        at_once(*[tasks.close_ended.func] * 4)
    assert (
        {notice.status for notice in PublicNotice.objects.all()},
        {fresh(case).status for case in cases},
        Award.objects.count(),
        NoticeEntry.objects.held().count(),
    ) == ({"ended"}, {"closed"}, ROUNDS, 0)


def test_drawing_up_and_publishing_overlapping_lists_at_once_never_block_each_other(office: Office):
    outcomes: Counter[str] = Counter()
    for _ in range(ROUNDS):
        cases = [approved(office) for _ in range(4)]
        notice = drawn(office, *cases[1:])
        outcomes += at_once(
            lambda n=notice: actions.publish(n, by=office.reviewer),
            lambda c=cases: drawn(office, *reversed(c), by=office.rechecker),
        )
    assert outcomes == Counter(done=ROUNDS, refused=ROUNDS)
