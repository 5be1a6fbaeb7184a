"""Granting and revoking staff roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.actions.accounts import end_sessions
from talent.accounts.models import StaffRole, User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

if TYPE_CHECKING:
    from talent.employers.models import Employer


def grant_role(user: User, role: str, *, by: User | None, employer: Employer | None = None) -> StaffRole:
    """Put a role in force, once. ``by`` is who invited; called inside a transaction that holds the account's row."""
    grant, created = StaffRole.objects.get_or_create(
        user=user, role=role, employer=employer, revoked_at=None, defaults={"granted_by": by}
    )
    if created:
        detail = {"role": role, "employer": employer.pk if employer else None}
        audit.record("account.role_granted", user, by=by, detail=detail)
    return grant


@transaction.atomic
def revoke_role(grant: StaffRole, *, by: User, reason: str) -> None:
    """Revoke a role at once: the account's sessions end, and the next request finds it without the role.

    Raises:
        ActionRefused: it was revoked before, no reason is given, or nobody could manage accounts afterwards.
    """
    grants = StaffRole.objects.select_for_update()
    locked = grants.get(pk=grant.pk)
    if locked.revoked_at:
        raise ActionRefused(_("这个角色已经停用，请刷新页面。"))
    if not reason.strip():
        raise ActionRefused(_("请填写停用原因。"))
    administrators = grants.in_force().filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if locked.role == Role.ADMINISTRATOR and len({each.user_id for each in administrators}) < 2:
        raise ActionRefused(_("这是最后一名账号管理员，不能停用。请先邀请另一名账号管理员。"))
    locked.revoked_by, locked.revoked_at = by, clock.now()
    locked.save(update_fields=["revoked_by", "revoked_at"])
    ended = end_sessions(locked.user)
    audit.record(
        "account.role_revoked", locked.user, by=by, reason=reason, detail={"role": locked.role, "sessions_ended": ended}
    )
