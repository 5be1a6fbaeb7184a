from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.test import Client

from talent.accounts import actions
from talent.accounts.models import StaffRole
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.talent.accounts.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_revoking_a_role_signs_its_holder_out_everywhere():
    administrator, reviewer = make_user("administrator"), make_user("reviewer")
    for _device in range(2):
        sign_in(Client(), reviewer)
    actions.revoke_role(reviewer.role_grants.get(), by=administrator, reason="调离")
    event = AuditEvent.objects.get(verb="account.role_revoked")
    assert (UserSession.objects.count(), Session.objects.count()) == (0, 0)
    assert (event.reason, event.detail) == ("调离", {"role": "reviewer", "sessions_ended": 2})


def test_a_role_is_revoked_once():
    administrator, grant = make_user("administrator"), make_user("reviewer").role_grants.get()
    actions.revoke_role(grant, by=administrator, reason="调离")
    with pytest.raises(ActionRefused, match="已经停用"):
        actions.revoke_role(grant, by=administrator, reason="调离")


def test_a_reason_is_needed():
    with pytest.raises(ActionRefused, match="请填写停用原因"):
        actions.revoke_role(make_user("reviewer").role_grants.get(), by=make_user("administrator"), reason=" ")


def test_the_last_administrator_stays():
    administrator = make_user("administrator")
    with pytest.raises(ActionRefused, match="最后一名账号管理员"):
        actions.revoke_role(administrator.role_grants.get(), by=administrator, reason="离职")


def test_one_of_two_administrators_can_go():
    first, second = make_user("administrator"), make_user("administrator")
    actions.revoke_role(first.role_grants.get(), by=second, reason="离职")
    assert list(first.role_grants.in_force()) == []


def test_the_database_knows_a_role_without_employer_once():
    reviewer = make_user("reviewer")
    with pytest.raises(IntegrityError):
        StaffRole.objects.create(user=reviewer, role="reviewer")
