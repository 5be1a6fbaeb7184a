"""An award that counts no more, and the person's total."""

from __future__ import annotations

import pytest

from subsidies.applications import actions
from subsidies.applications.models import Award, LivingTotal
from subsidies.portal.queries.identity import identity_is_fixed
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.subsidies.applications.stages import Office


@pytest.fixture
def award(office: Office) -> Award:
    """What the shortest way from an application to a grant leads to."""
    return Award.objects.get(decision__application=office.at("closed"))


def test_a_revoked_award_leaves_the_total_as_a_whole(office: Office, award: Award):
    actions.revoke(award, by=office.reviewer, reason="材料不实")
    total = LivingTotal.objects.get(person=award.person)
    assert (total.granted_yuan, total.ceiling_yuan, Award.objects.live().count()) == (0, 0, 0)


def test_it_leaves_an_event_with_who_and_why(office: Office, award: Award):
    actions.revoke(award, by=office.reviewer, reason="材料不实")
    event = AuditEvent.objects.get(verb="award.revoked")
    assert (event.actor, event.reason, event.object_id) == (office.reviewer, "材料不实", str(award.pk))


def test_it_happens_once(office: Office, award: Award):
    actions.revoke(award, by=office.reviewer, reason="材料不实")
    with pytest.raises(ActionRefused, match="已经撤销"):
        actions.revoke(award, by=office.reviewer, reason="材料不实")


def test_the_person_may_apply_and_be_granted_again(office: Office, award: Award):
    actions.revoke(award, by=office.reviewer, reason="学位层次有误")
    again = office.at("closed", award.person)
    assert Award.objects.live().get().decision.application == again
    assert Award.objects.live().get().granted_on == clock.today()


def test_the_identity_of_whom_it_was_granted_to_stays_fixed(office: Office, award: Award):
    actions.revoke(award, by=office.reviewer, reason="材料不实")
    assert identity_is_fixed(award.person) is True
