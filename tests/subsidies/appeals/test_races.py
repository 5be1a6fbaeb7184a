"""Two officers and an applicant at once: one decision, and never a case that is both reopened and appealed against."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from subsidies.appeals import actions
from subsidies.appeals.models import Appeal
from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from talent.accounts.models import User
from talent.papers.models import IssuedPaper
from tests.faults.sizes import race_rounds
from tests.subsidies.appeals.stages import WHY, assigned, filed, refused
from tests.subsidies.applications.actions.test_races import at_once
from tests.subsidies.applications.stages import Office, fresh

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_form_sent_four_times_at_once_files_one_appeal(office: Office):
    outcomes: Counter[str] = Counter()
    turns = race_rounds(5)
    for _ in range(turns):
        case, key = refused(office), uuid.uuid4()
        outcomes += at_once(*[lambda c=case, k=key: filed(c, pk=k)] * 4)
    assert (Appeal.objects.count(), outcomes) == (turns, Counter(done=4 * turns))


def test_upholding_and_dismissing_at_once_ends_in_one_of_the_two_with_one_letter(office: Office, examiner: User):
    endings: set[tuple[str, str]] = set()
    turns = race_rounds(5)
    for _ in range(turns):
        case = refused(office)
        appeal = assigned(case, to=examiner)
        at_once(
            lambda a=appeal: actions.uphold(a, by=examiner, explanation=WHY),
            lambda a=appeal: actions.dismiss(a, by=examiner, explanation=WHY),
        )
        endings.add((Appeal.objects.get(pk=appeal.pk).status, fresh(case).status))
    letters = IssuedPaper.objects.filter(kind="appeal_decision").count()
    assert (endings - {("upheld", "awaiting_review"), ("dismissed", "closed")}, letters) == (set(), turns)


def test_appealing_and_starting_another_case_at_once_leaves_one_of_the_two(office: Office):
    both = 0
    for _ in range(race_rounds(5)):
        case = refused(office)
        at_once(
            lambda c=case: filed(c),
            lambda c=case: cases.start(by=c.person.user, pk=uuid.uuid4()),
        )
        live = Application.objects.live().filter(person=case.person).count()
        both += live + Appeal.objects.open().filter(application=case).count() != 1
    assert both == 0
