from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP

from talent.accounts import actions
from talent.accounts.actions.invitations import Issued
from talent.accounts.models import Invitation, NaturalPerson, User
from talent.accounts.separation import DutiesNotSeparated
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number, make_user

pytestmark = pytest.mark.django_db
NUMBER = make_identity_number(dt.date(1990, 3, 7), sequence=11)
PASSWORD = "Jingyue-2026"


def invite(by: User | None = None, **fields: object) -> Issued:
    given = {"name": "赵敏", "identity_number": NUMBER, "email": "zhao@example.com", "role": "reviewer"}
    return actions.invite(by=by or make_user("administrator"), **(given | fields))


def roles_of(user: User) -> list[str]:
    return sorted(user.role_grants.in_force().values_list("role", flat=True))


def test_accepting_makes_an_account_bound_to_the_person():
    issued = invite(email="Zhao@Example.com")
    user = actions.accept(issued.token, by=None, password=PASSWORD)
    assert (user.email, user.display_name, roles_of(user)) == ("zhao@example.com", "赵敏", ["reviewer"])
    assert (user.natural_person.identity_number, user.check_password(PASSWORD)) == (NUMBER, True)
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("zhao@example.com", True)]


def test_an_hr_officer_is_invited_for_an_employer():
    employer = make_employer()
    user = actions.accept(invite(role="hr_officer", employer=employer).token, by=None, password=PASSWORD)
    assert user.role_grants.get().employer == employer


def test_the_token_is_long_and_not_kept():
    issued = invite()
    row = Invitation.objects.values().get()
    assert (len(issued.token) >= 43, [v for v in row.values() if v == issued.token]) == (True, [])


@pytest.mark.parametrize("spoil", ["unknown", "used", "revoked", "expired", "renewed"])
def test_every_token_that_does_not_do_gets_one_answer(spoil: str):
    administrator = make_user("administrator")
    issued = invite(administrator)
    token, at = issued.token, dt.datetime.now(dt.UTC)
    match spoil:
        case "unknown":
            token = "x" * 43
        case "used":
            actions.accept(token, by=None, password=PASSWORD)
        case "revoked":
            actions.revoke_invitation(issued.invitation, by=administrator)
        case "expired":
            at += dt.timedelta(days=7, seconds=1)
        case "renewed":
            actions.renew_invitation(issued.invitation, by=administrator)
    with time_machine.travel(at), pytest.raises(actions.InvitationUnusable) as caught:
        actions.accept(token, by=None, password=PASSWORD)
    assert str(caught.value) == "邀请链接无效或已过期。请联系账号管理员重新发送。"


def test_a_renewed_invitation_has_a_link_that_does():
    administrator = make_user("administrator")
    renewed = actions.renew_invitation(invite(administrator).invitation, by=administrator)
    assert roles_of(actions.accept(renewed.token, by=None, password=PASSWORD)) == ["reviewer"]


def test_an_accepted_invitation_is_not_renewed_or_revoked():
    administrator = make_user("administrator")
    issued = invite(administrator)
    actions.accept(issued.token, by=None, password=PASSWORD)
    for action in (actions.renew_invitation, actions.revoke_invitation):
        with pytest.raises(ActionRefused, match="已被接受或已撤销"):
            action(issued.invitation, by=administrator)


def test_nobody_grants_a_role_to_themselves():
    administrator = make_user("administrator")
    own = administrator.natural_person
    with pytest.raises(DutiesNotSeparated, match="不能给自己授予角色"):
        invite(administrator, name=own.name, identity_number=own.identity_number)


def test_nobody_grants_a_role_to_themselves_by_another_account():
    first = make_user("administrator")
    second = make_user("administrator", natural_person=first.natural_person)
    own = first.natural_person
    with pytest.raises(DutiesNotSeparated, match="不能给自己授予角色"):
        invite(second, name=own.name, identity_number=own.identity_number.lower())


def test_nobody_accepts_what_they_sent_before_they_were_that_person():
    administrator = make_user("administrator")
    issued = invite(administrator)
    person = NaturalPerson.objects.create(name="赵敏", identity_number=NUMBER)
    User.objects.filter(pk=administrator.pk).update(natural_person=person)
    administrator.refresh_from_db()
    with pytest.raises(DutiesNotSeparated):
        actions.accept(issued.token, by=administrator)


def test_the_same_person_is_not_made_twice():
    reviewer = make_user("reviewer", name="赵敏")
    number = reviewer.natural_person.identity_number
    issued = invite(identity_number=number, role="auditor")
    user = actions.accept(issued.token, by=reviewer)
    assert (user, roles_of(user), NaturalPerson.objects.filter(name="赵敏").count()) == (
        reviewer,
        ["auditor", "reviewer"],
        1,
    )


def test_the_account_in_use_must_be_signed_in_to():
    reviewer = make_user("reviewer", name="赵敏")
    issued = invite(identity_number=reviewer.natural_person.identity_number, role="auditor")
    for someone in (None, make_user("reviewer"), make_user()):
        with pytest.raises(ActionRefused, match="用受邀人自己的账号登录"):
            actions.accept(issued.token, by=someone, password=PASSWORD)
    assert roles_of(reviewer) == ["reviewer"]


def test_an_applicant_who_is_signed_in_does_not_become_staff():
    issued, applicant = invite(), make_user()
    with pytest.raises(ActionRefused, match="请先退出当前账号"):
        actions.accept(issued.token, by=applicant, password=PASSWORD)
    assert roles_of(applicant) == []


def test_an_account_without_roles_starts_anew():
    administrator, reviewer = make_user("administrator"), make_user("reviewer", name="赵敏", password="Old-secret-1")
    TOTP.activate(reviewer, "JBSWY3DPEHPK3PXP")
    actions.revoke_role(reviewer.role_grants.get(), by=administrator, reason="调离")
    issued = invite(administrator, identity_number=reviewer.natural_person.identity_number)
    user = actions.accept(issued.token, by=None, password=PASSWORD)
    assert (user.pk, user.email, user.check_password("Old-secret-1")) == (reviewer.pk, "zhao@example.com", False)
    assert (roles_of(user), user.authenticator_set.count()) == (["reviewer"], 0)


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"role": "hr_officer"}, "人事人员须选择所属单位"),
        ({"email": "TAKEN@example.com"}, "已用于另一个账号"),
        ({"name": "钱多多", "identity_number": "known"}, "已登记在另一个姓名下"),
        ({"name": "孙立", "identity_number": "known", "role": "reviewer"}, "此人已有这个角色"),
    ],
)
def test_what_does_not_fit_is_refused(fields: dict[str, str], answer: str):
    make_user(email="taken@example.com")
    known = make_user("reviewer", name="孙立").natural_person
    if fields.get("identity_number"):
        fields = {**fields, "identity_number": known.identity_number}
    with pytest.raises(ActionRefused, match=answer):
        invite(**fields)


def test_two_clicks_send_one_invitation():
    administrator = make_user("administrator")
    invite(administrator)
    with pytest.raises(ActionRefused, match="尚未接受"):
        invite(administrator)
    assert Invitation.objects.count() == 1


def test_an_address_taken_meanwhile_is_told():
    issued = invite()
    make_user(email="zhao@example.com")
    with pytest.raises(ActionRefused, match="用另一个邮箱重新邀请"):
        actions.accept(issued.token, by=None, password=PASSWORD)
    assert NaturalPerson.objects.filter(name="赵敏").count() == 0
