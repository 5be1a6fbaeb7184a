"""Staff accounts by invitation: each is for one natural person, known by the identity number."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.actions.accounts import end_sessions
from talent.accounts.actions.roles import grant_role
from talent.accounts.models import Invitation, NaturalPerson, User
from talent.accounts.queries import account_in_use, person_with
from talent.accounts.roles import Role
from talent.accounts.separation import refuse_same_person
from talent.audit import events as audit
from talent.calendars import clock
from talent.encryption.blind_index import blind_index
from talent.workflow.refusals import ActionRefused

if TYPE_CHECKING:
    from talent.employers.models import Employer

VALID_FOR = dt.timedelta(days=7)
TOKEN_BYTES = 32


class InvitationUnusable(ActionRefused):
    """Unknown, used, revoked and expired invitations all get this one answer."""

    def __init__(self) -> None:
        super().__init__(_("邀请链接无效或已过期。请联系账号管理员重新发送。"))


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation with the token of its link, which is nowhere kept and cannot be shown again."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    *, by: User, name: str, identity_number: str, email: str, role: str, employer: Employer | None = None
) -> Issued:
    """Invite a person to a staff role.

    Args:
        identity_number: a valid one, in its normal spelling.
        email: where the link goes; a new account will sign in with it.
        employer: for HR officers, and only for them.

    Raises:
        ActionRefused: see the sentences; DutiesNotSeparated for oneself.
    """
    person = person_with(identity_number)
    refuse_same_person(by, person, message=_("不能给自己授予角色。请由另一名账号管理员办理。"))
    _refuse_unfit(person, name=name, email=email, role=role, employer=employer)
    index = blind_index(identity_number, "identity_number")
    if Invitation.objects.open().filter(identity_index=index, role=role, employer=employer).exists():
        raise ActionRefused(_("已向此人发出同一角色的邀请，尚未接受。需要时请在邀请列表中重新发送。"))
    return _issue(by=by, name=name, identity_number=identity_number, email=email, role=role, employer=employer)


@transaction.atomic
def invite_first_administrator(*, name: str, identity_number: str, email: str) -> Issued:
    """Invite the first administrator of a new machine; there is nobody yet who could.

    Raises:
        ActionRefused: there is an administrator already, or the e-mail address or number is somebody else's.
    """
    if User.objects.filter(is_active=True, role_grants__role=Role.ADMINISTRATOR, role_grants__revoked_at=None).exists():
        raise ActionRefused(_("已有账号管理员，请由其在“账号与角色”页面邀请。"))
    role = Role.ADMINISTRATOR.value
    _refuse_unfit(person_with(identity_number), name=name, email=email, role=role, employer=None)
    return _issue(by=None, name=name, identity_number=identity_number, email=email, role=role, employer=None)


@transaction.atomic
def renew_invitation(invitation: Invitation, *, by: User) -> Issued:
    """Give an invitation that was not accepted a new link and a new term; the old link is void.

    Raises:
        ActionRefused: it was accepted or revoked.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.revoked_at:
        raise ActionRefused(_("这份邀请已被接受或已撤销，请刷新页面。"))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    locked.token_digest, locked.expires_at = digest_of(token), clock.now() + VALID_FOR
    locked.save(update_fields=["token_digest", "expires_at"])
    audit.record("invitation.renewed", locked, by=by)
    return Issued(locked, token)


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Make an invitation void.

    Raises:
        ActionRefused: it was accepted or revoked.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.revoked_at:
        raise ActionRefused(_("这份邀请已被接受或已撤销，请刷新页面。"))
    locked.revoked_at = clock.now()
    locked.save(update_fields=["revoked_at"])
    audit.record("invitation.revoked", locked, by=by)


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a link while it can be accepted; None for every other token."""
    return Invitation.objects.open().filter(token_digest=digest_of(token)).select_related("employer").first()


@transaction.atomic
def accept(token: str, *, by: User | None, password: str = "") -> User:
    """Accept an invitation: an account in use gets the role, otherwise one is made (or woken) with the password.

    Args:
        by: who is signed in, if anybody.
        password: a checked one; needed where no account of the person is in use.

    Raises:
        InvitationUnusable: unknown, used, revoked or expired.
        ActionRefused: somebody else is signed in, or the e-mail address was taken meanwhile.
    """
    invitation = Invitation.objects.open().select_for_update(of=("self",)).filter(token_digest=digest_of(token)).first()
    if invitation is None:
        raise InvitationUnusable
    person = _person_of(invitation)
    if invitation.invited_by:
        refuse_same_person(invitation.invited_by, person, message=_("不能给自己授予角色。请由另一名账号管理员办理。"))
    user = account_in_use(person)
    if by != user:
        raise ActionRefused(_("请先退出当前账号，用受邀人自己的账号登录后再接受。"))
    if user is None:
        user = _wake_or_make(person, invitation, password)
    grant_role(user, invitation.role, by=invitation.invited_by, employer=invitation.employer)
    invitation.accepted_by, invitation.accepted_at = user, clock.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    audit.record("invitation.accepted", invitation, by=user)
    return user


def digest_of(token: str) -> str:
    """What is kept of a link's token: SHA-256, 64 hexadecimal characters."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _issue(*, by: User | None, email: str, **fields: object) -> Issued:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        invited_by=by,
        email=email.lower(),
        token_digest=digest_of(token),
        invited_at=clock.now(),
        expires_at=clock.now() + VALID_FOR,
        **fields,
    )
    employer = invitation.employer_id
    audit.record("invitation.sent", invitation, by=by, detail={"role": invitation.role, "employer": employer})
    return Issued(invitation, token)


def _refuse_unfit(person: NaturalPerson | None, *, name: str, email: str, role: str, employer: Employer | None) -> None:
    if (role == Role.HR_OFFICER) != (employer is not None):
        raise ActionRefused(_("人事人员须选择所属单位，其他角色不选。"))
    if person is not None and person.name != name:
        raise ActionRefused(_("这个身份证号码已登记在另一个姓名下，请核对姓名和号码。"))
    owner = User.objects.with_email(email).first()
    if owner is not None and (person is None or owner.natural_person_id != person.pk):
        raise ActionRefused(_("这个电子邮箱已用于另一个账号，请改用工作邮箱。"))
    in_force = person and person.users.filter(
        is_active=True, role_grants__role=role, role_grants__employer=employer, role_grants__revoked_at=None
    )
    if in_force and in_force.exists():
        raise ActionRefused(_("此人已有这个角色，不需要邀请。"))


def _person_of(invitation: Invitation) -> NaturalPerson:
    person = NaturalPerson.objects.select_for_update().filter(identity_index=invitation.identity_index).first()
    if person is not None:
        return person
    return NaturalPerson.objects.create(name=invitation.name, identity_number=invitation.identity_number)


def _wake_or_make(person: NaturalPerson, invitation: Invitation, password: str) -> User:
    """The person's account that no role is in force for, given a new start; or a new one."""
    user = person.users.order_by("joined_at").first() or User(natural_person=person)
    taken = User.objects.with_email(invitation.email).exclude(pk=user.pk).exists()
    if taken or EmailAddress.objects.filter(email=invitation.email, verified=True).exclude(user=user.pk).exists():
        raise ActionRefused(_("这个电子邮箱已用于另一个账号。请联系账号管理员，用另一个邮箱重新邀请。"))
    woken = not user._state.adding
    user.email, user.display_name, user.is_active = invitation.email, person.name, True
    user.set_password(password)
    user.save()
    if woken:  # whoever had the old password, device or second factor must not get the new role with it
        end_sessions(user)
        Authenticator.objects.filter(user=user).delete()
        EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=invitation.email, verified=True, primary=True)
    audit.record("account.woken" if woken else "account.opened", user, by=None)
    return user
