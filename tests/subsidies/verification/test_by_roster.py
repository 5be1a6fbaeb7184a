"""Very many verified by one roster: the same as each alone, in a number of queries that does not grow with them."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from subsidies.applications.models import Application
from subsidies.verification import actions
from subsidies.verification.actions import by_roster
from subsidies.verification.models import EmploymentConfirmation, Verification
from talent.audit.models import AuditEvent
from talent.employers.models import Roster
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from tests.factories import make_employer, make_user
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.verification.claims import import_roster, proving_row, waiting
from tests.subsidies.verification.mergers import merge
from tests.talent.employers.rosters import preview

VERIFY_QUERIES = 34
"""For up to 500 people."""


def left_behind(case: Application) -> dict[str, object]:
    """All that an answer by a roster leaves in the tables, without keys."""
    event = AuditEvent.objects.about(case).order_by("-id").first()
    told = Message.objects.filter(recipient=case.person.user, template="application_verified").order_by("channel")
    assert event is not None
    answer = Verification.objects.get(submission__application=case)
    confirmed = EmploymentConfirmation.objects.get(person=case.person_id)
    assert answer.roster_entry_id == confirmed.roster_entry_id
    return {
        "case": Application.objects.values("status", "promised_on", "office_days_left").get(pk=case.pk),
        "event": {**event.content(), "object_id": "", "detail": event.detail | {"number": ""}, "at": ""},
        "answer": (answer.outcome, answer.reason, answer.answered_by, answer.roster_entry_id is not None),
        "confirmed": (confirmed.employer_id, confirmed.confirmed_on, confirmed.confirmed_by),
        "told": [(message.channel, message.context | {"number": ""}, message.language) for message in told],
    }


def test_each_of_many_ends_as_if_the_roster_had_proved_it_alone(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(by_roster, "AT_ONCE", 2)
    alone, together = waiting(office), waiting(office, 3)
    import_roster(office.employer, alone[0].person)
    assert actions.verify_by_roster(alone[0]) is not None
    roster = import_roster(office.employer, *(case.person for case in together))
    assert (actions.verify_all_by_roster(roster), actions.verify_all_by_roster(roster)) == (3, 0)
    assert [left_behind(fresh(case)) for case in together] == [left_behind(fresh(alone[0]))] * 3


def test_a_roster_that_was_not_committed_or_says_less_proves_nothing(office: Office):
    case = waiting(office)[0]
    less = import_roster(office.employer, case.person, months=None)
    before = preview(office.employer, proving_row(case.person))
    assert [actions.verify_all_by_roster(roster) for roster in (less, before)] == [0, 0]
    assert fresh(case).status == "awaiting_employer"


def test_a_unit_that_is_merged_before_its_cases_are_listed_leaves_nobody_unverified(office: Office):
    """The unit was read before the merger, as where one comes between the question and the list."""
    case, into = waiting(office)[0], make_employer()
    roster = import_roster(office.employer, case.person)
    read_before = Roster.objects.select_related("employer").get(pk=roster.pk)
    merge(office.employer, into, make_user("administrator"))
    assert (actions.verify_all_by_roster(read_before), fresh(case).status) == (1, "awaiting_review")


def test_as_many_queries_for_many_as_for_few(office: Office, django_assert_num_queries: DjangoAssertNumQueries):
    for count in (2, 9):
        roster = import_roster(office.employer, *(case.person for case in waiting(office, count)))
        actions.confirm_from_roster(roster)
        with django_assert_num_queries(VERIFY_QUERIES):
            assert actions.verify_all_by_roster(roster) == count
    run_outbox()
