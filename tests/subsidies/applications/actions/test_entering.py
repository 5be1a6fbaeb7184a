"""Starting a case and choosing what to apply for."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from subsidies.applications import actions
from subsidies.applications.models import Application
from subsidies.applications.refusals import AnotherCaseIsLive, CaseOutOfReach
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_application, make_user
from tests.subsidies.applications.stages import Office, fresh, ready_person


def test_the_same_key_twice_makes_one_case(office: Office):
    person, key = ready_person(office.employer), uuid.uuid4()
    first = actions.start(by=person.user, pk=key)
    second = actions.start(by=person.user, pk=key, housing=True)
    assert (second, list(Application.objects.all()), fresh(first).housing_requested) == (first, [first], False)


def test_a_second_live_case_is_refused_and_named(office: Office):
    application = office.draft()
    with pytest.raises(AnotherCaseIsLive) as refused:
        actions.start(by=application.person.user, pk=uuid.uuid4())
    assert (refused.value.application, application.number in str(refused.value)) == (application, True)


def test_the_database_holds_one_live_case_a_person(office: Office):
    application = office.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_application(application.person)
    assert Application.objects.count() == 1


@pytest.mark.parametrize("status", ["closed", "withdrawn", "lapsed"])
def test_when_a_case_is_over_another_may_be_started(office: Office, status: str):
    person = ready_person(office.employer)
    make_application(person, status=status)
    application = actions.start(by=person.user, pk=uuid.uuid4())
    assert application.status == "draft"


def test_the_key_of_another_persons_case_gives_nothing_away(office: Office):
    other = office.draft()
    with pytest.raises(CaseOutOfReach, match="没有找到这件申请，或者您无权办理"):
        actions.start(by=ready_person(office.employer).user, pk=other.pk)


def test_who_has_not_said_who_they_are_is_asked_to(db: None):
    with pytest.raises(ActionRefused, match="请先填写身份信息"):
        actions.start(by=make_user(), pk=uuid.uuid4())


def test_a_staff_account_does_not_apply(db: None):
    with pytest.raises(CaseOutOfReach, match="工作人员账号不能提出申请"):
        actions.start(by=make_user(Role.REVIEWER), pk=uuid.uuid4())


def test_something_must_be_applied_for(office: Office):
    person = ready_person(office.employer)
    with pytest.raises(ActionRefused, match="请至少选择一个申请事项"):
        actions.start(by=person.user, pk=uuid.uuid4(), living=False)
    assert Application.objects.count() == 0


def test_choices_and_the_declaration_are_kept_with_an_event(office: Office):
    application = office.draft()
    chosen = actions.choose(
        application, by=application.person.user, living=False, housing=True, schooling=True, claimed_elsewhere=True
    )
    event = AuditEvent.objects.filter(verb="application.choose").latest("id")
    assert ([str(b) for b in fresh(chosen).benefits], fresh(chosen).claimed_elsewhere, event.detail) == (
        ["housing", "schooling"],
        True,
        {"benefits": ["housing", "schooling"], "claimed": True},
    )


@pytest.mark.parametrize("status", ["awaiting_employer", "awaiting_review", "awaiting_recheck", "in_notice", "closed"])
def test_what_was_submitted_is_not_chosen_anew(office: Office, status: str):
    application = office.at(status)
    with pytest.raises(ActionRefused, match="申请已经提交"):
        actions.choose(
            application, by=application.person.user, living=True, housing=True, schooling=False, claimed_elsewhere=False
        )
    assert fresh(application).housing_requested is False
