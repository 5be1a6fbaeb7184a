"""The transition table, tried by every role from every status."""

from __future__ import annotations

import pytest

from subsidies.applications import actions
from subsidies.applications.models import Application
from subsidies.applications.workflow import APPLICATION, ApplicationStatus
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import make_application, make_natural_person, make_person, make_submission, make_user
from tests.subsidies.applications.stages import CALLS, GRANT_LIVING, ROLES, Office, call, fresh, ready_person

TARGETS = {
    "submit": "awaiting_employer",
    "verify": "awaiting_review",
    "dispute": "disputed",
    "settle_dispute": "awaiting_review",
    "answer_dispute": "awaiting_employer",
    "return": "returned",
    "correct": "awaiting_review",
    "correct_employment": "awaiting_employer",
    "review": "awaiting_recheck",
    "send_back": "awaiting_review",
    "confirm_grant": "awaiting_notice",
    "publish": "in_notice",
    "grant": "closed",
    "object": "objected",
    "dismiss_objection": "in_notice",
    "uphold_objection": "awaiting_review",
    "recall": "awaiting_review",
    "reopen": "awaiting_review",
    "withdraw": "withdrawn",
}
SOURCES = {row.action: [str(status) for status in row.sources] for row in APPLICATION.transitions}
BY_PEOPLE = sorted(action for action in TARGETS if ROLES[action] != ("system",))
STRANGERS = {role: sorted(action for action in BY_PEOPLE if role not in ROLES[action]) for role in Role.values}
CALLS_WITH = {
    "verify": lambda a, by, read: actions.mark_verified(a, by=by, submission=read),
    "dispute": lambda a, by, read: actions.mark_disputed(a, by=by, submission=read, reason="已离职"),
    "return": lambda a, by, read: actions.mark_returned(a, by=by, submission=read),
    "review": lambda a, by, read: actions.propose(a, GRANT_LIVING, by=by, submission=read),
    "send_back": lambda a, by, read: actions.mark_sent_back(a, by=by, submission=read),
    "confirm_grant": lambda a, by, read: actions.confirm(a, by=by, submission=read),
}


def test_the_table_names_the_roles_that_the_tests_expect():
    table = {row.action: {str(role) for role in row.roles} for row in APPLICATION.transitions}
    assert table == {action: {str(r) for r in roles} for action, roles in ROLES.items() if action in table}


@pytest.mark.parametrize("action", sorted(TARGETS))
def test_each_action_leads_to_its_status_and_leaves_one_event(office: Office, action: str):
    application = office.at(SOURCES[action][0])
    actor = office.actor(action, application)
    call(action, application, by=actor)
    event = AuditEvent.objects.filter(object_id=str(application.pk)).latest("id")
    assert (fresh(application).status, event.verb, event.from_status, event.to_status, event.actor) == (
        TARGETS[action],
        f"application.{action}",
        SOURCES[action][0],
        TARGETS[action],
        actor,
    )


@pytest.mark.parametrize("action", sorted(action for action in CALLS if action in SOURCES))
def test_each_action_is_refused_from_every_other_status(office: Office, action: str):
    allowed = set(SOURCES[action])
    if action.startswith("correct"):
        allowed = {"returned"}
    moved = []
    for status in ApplicationStatus.values:
        if status in allowed:
            continue
        application = make_application(ready_person(office.employer), status=status)
        make_submission(application)
        with pytest.raises(ActionRefused):
            call(action, application, by=office.actor(action, application))
        if fresh(application).status != status:
            moved.append(status)
    assert moved == []


@pytest.mark.parametrize(("role", "action"), [(role, action) for role in STRANGERS for action in STRANGERS[role]])
def test_other_roles_are_refused(office: Office, role: str, action: str):
    source = SOURCES[action][0]
    application = make_application(ready_person(office.employer), status=source)
    make_submission(application)
    stranger = make_user(role, employer=office.employer if role == Role.HR_OFFICER else None)
    with pytest.raises(ActionRefused):
        call(action, application, by=stranger)
    assert fresh(application).status == source


@pytest.mark.parametrize("action", ["submit", "answer_dispute", "correct", "withdraw"])
def test_one_applicant_cannot_act_on_the_case_of_another(office: Office, action: str):
    application = office.at(SOURCES[action][0])
    with pytest.raises(ActionRefused, match="无权办理"):
        call(action, application, by=make_user())
    assert fresh(application).status == SOURCES[action][0]


@pytest.mark.parametrize("action", ["verify", "dispute"])
def test_an_hr_officer_cannot_act_on_the_case_of_another_employer(office: Office, action: str):
    application = office.at("awaiting_employer")
    with pytest.raises(ActionRefused, match="无权办理"):
        call(action, application, by=make_user(Role.HR_OFFICER))
    assert fresh(application).status == "awaiting_employer"


@pytest.mark.parametrize("action", ["verify", "dispute", "return", "review", "send_back", "confirm_grant"])
def test_nobody_acts_on_their_own_case(office: Office, action: str):
    application = office.at(SOURCES[action][0])
    official = make_natural_person()
    official.identity_number = application.person.identity_number
    official.save()
    employer = office.employer if action in ("verify", "dispute") else None
    role = Role.HR_OFFICER if employer else Role.REVIEWER
    with pytest.raises(DutiesNotSeparated, match="本人的申请"):
        call(action, application, by=make_user(role, employer=employer, natural_person=official))
    assert fresh(application).status == SOURCES[action][0]


@pytest.mark.parametrize("action", ["verify", "dispute", "return", "review", "send_back", "confirm_grant"])
def test_what_is_not_the_latest_submission_any_more_is_refused(office: Office, action: str):
    application = office.at(SOURCES[action][0])
    old = application.submissions.get()
    make_submission(application, submitted_by=application.person.user)
    with pytest.raises(ActionRefused, match="申请人在您打开页面之后提交了新的内容"):
        CALLS_WITH[action](application, office.actor(action, application), old)
    assert fresh(application).status == SOURCES[action][0]


def test_a_refusal_says_the_status_and_the_action(office: Office):
    application = office.at("awaiting_review")
    with pytest.raises(TransitionRefused) as refused:
        call("submit", application, by=application.person.user)
    assert str(refused.value) == "当前状态为“待初审”，不能办理“提交申请”。请刷新页面后再看。"


def test_a_case_that_is_gone_is_refused(db: None):
    application = Application(person=make_person())
    with pytest.raises(ActionRefused, match="没有找到这件申请"):
        call("withdraw", application, by=application.person.user)
