from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from talent.accounts.models import Invitation, User
from talent.ui.formatting import moment
from tests.factories import make_employer, make_identity_number, make_user
from tests.talent.accounts.sessions import sign_in

pytestmark = pytest.mark.django_db
INVITE, LIST = "/accounts/invitations/new/", "/accounts/invitations/"
NUMBER = make_identity_number(dt.date(1990, 3, 7), sequence=12)
GIVEN = {"name": "赵 敏", "identity_number": f" {NUMBER.lower()} ", "email": "Zhao@Example.com", "role": "reviewer"}
PASSWORDS = {"password": "Jingyue-2026", "repeated": "Jingyue-2026"}


@pytest.fixture
def administrator(client: Client) -> User:
    user = make_user("administrator")
    sign_in(client, user)
    return user


def link() -> str:
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)


def test_an_invitation_goes_from_the_form_by_mail_to_an_account(client: Client, administrator: User):
    assert client.post(INVITE, GIVEN).headers["Location"] == LIST
    visitor = Client()
    page = visitor.get(link()).content.decode()
    answer = visitor.post(link(), PASSWORDS)
    visitor.post("/accounts/login/staff/", {"login": "zhao@example.com", "password": "Jingyue-2026"})
    assert ("人才办审核人员" in page, NUMBER in page, answer.headers["Location"]) == (
        True,
        False,
        "/accounts/login/staff/",
    )
    assert visitor.session["_auth_user_id"] == str(User.objects.get(email="zhao@example.com").pk)


def test_a_second_click_on_accept_gets_the_answer_of_a_used_link(client: Client, administrator: User):
    client.post(INVITE, GIVEN)
    address = link()
    answers = [Client().post(address, PASSWORDS).status_code for _click in range(2)]
    assert answers == [302, 404]


@pytest.mark.parametrize("token", ["x", "x" * 43, "王", "%00", "%ff"])
def test_unknown_links_look_like_used_ones(client: Client, administrator: User, token: str):
    client.post(INVITE, GIVEN)
    used = link()
    Client().post(used, PASSWORDS)
    unknown = Client().get(f"/accounts/invitation/{token}/")
    assert (unknown.status_code, without_csrf(unknown)) == (
        404,
        without_csrf(Client().get(used)).replace(used, f"/accounts/invitation/{token}/"),
    )


def without_csrf(response: object) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]+"', "", response.content.decode())


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"identity_number": "220102199003071230"}, "校验位不符"),
        ({"identity_number": ""}, "field--error"),
        ({"email": "zhao@"}, "请填写完整的电子邮箱"),
        ({"role": "hr_officer"}, "请选择人事人员所属的单位"),
        ({"role": "applicant"}, "field--error"),
        ({"name": "x" * 101}, "field--error"),
        ({"employer": "not-a-uuid"}, "field--error"),
    ],
)
def test_a_wrong_field_is_told_there_and_the_rest_stays(
    client: Client, administrator: User, changed: dict[str, str], message: str
):
    page = client.post(INVITE, {**GIVEN, "name": "赵 敏", **changed}).content.decode()
    assert (message in page, 'value="reviewer"' in page, Invitation.objects.count()) == (True, True, 0)


def test_what_the_action_refuses_is_told_in_the_form(client: Client, administrator: User):
    make_user(email="zhao@example.com")
    page = client.post(INVITE, GIVEN).content.decode()
    assert ("这个电子邮箱已用于另一个账号" in page, 'value="赵 敏"' in page) == (True, True)


def test_only_listed_employers_can_be_chosen(client: Client, administrator: User):
    listed, gone = make_employer(name="在册单位"), make_employer(name="移出单位", listed_until=dt.date(2025, 1, 1))
    page = client.get(INVITE).content.decode()
    assert (listed.name in page, gone.name in page) == (True, False)


@pytest.mark.parametrize(
    ("passwords", "message"),
    [
        ({"password": "Jingyue-2026", "repeated": "Jingyue-2027"}, "两次输入的密码不一致"),
        ({"password": "12345678901", "repeated": "12345678901"}, "field--error"),
        ({"password": "short", "repeated": "short"}, "field--error"),
        ({"password": "zhao@example.com", "repeated": "zhao@example.com"}, "field--error"),
    ],
)
def test_a_weak_password_is_refused(client: Client, administrator: User, passwords: dict[str, str], message: str):
    client.post(INVITE, GIVEN)
    page = Client().post(link(), passwords).content.decode()
    assert (message in page, User.objects.filter(email="zhao@example.com").count()) == (True, 0)


def test_who_has_an_account_is_led_to_sign_in_and_back(client: Client, administrator: User):
    reviewer = make_user("reviewer", name="赵 敏")
    client.post(INVITE, {**GIVEN, "identity_number": reviewer.natural_person.identity_number, "role": "auditor"})
    visitor = Client()
    assert f"/accounts/login/staff/?next={link()}" in visitor.get(link()).content.decode()
    sign_in(visitor, reviewer)
    assert visitor.post(link()).headers["Location"] == "/home/"
    assert sorted(reviewer.role_grants.values_list("role", flat=True)) == ["auditor", "reviewer"]


def test_somebody_else_who_is_signed_in_is_asked_to_sign_out(client: Client, administrator: User):
    client.post(INVITE, GIVEN)
    page = client.get(link()).content.decode()
    answer = client.post(link(), PASSWORDS, follow=True).content.decode()
    assert ("现在登录的是另一个账号" in page, "请先退出当前账号" in answer) == (True, True)


def test_renewing_makes_the_old_link_void(client: Client, administrator: User):
    client.post(INVITE, GIVEN)
    old = link()
    client.post(f"/accounts/invitations/{Invitation.objects.get().pk}/renew/")
    assert [Client().get(address).status_code for address in (old, link())] == [404, 200]


def test_a_revoked_invitation_leaves_the_list_and_its_link_is_void(client: Client, administrator: User):
    client.post(INVITE, GIVEN)
    listed = "赵 敏" in client.get(LIST).content.decode()
    client.post(f"/accounts/invitations/{Invitation.objects.get().pk}/revoke/")
    assert (listed, "赵 敏" in client.get(LIST).content.decode(), Client().get(link()).status_code) == (
        True,
        False,
        404,
    )


def test_a_mail_that_fails_is_told_and_the_invitation_is_kept(
    client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
):
    def fail(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("talent.accounts.invitation_mail.EmailMessage.send", fail)
    page = client.post(INVITE, GIVEN, follow=True).content.decode()
    assert ("邮件没有发出去" in page, Invitation.objects.count()) == (True, 1)


def test_an_auditor_sees_the_list_and_can_change_nothing(client: Client):
    administrator = make_user("administrator")
    other = Client()
    sign_in(other, administrator)
    other.post(INVITE, GIVEN)
    sign_in(client, make_user("auditor"))
    pk = Invitation.objects.get().pk
    answers = [client.get(LIST), client.get(INVITE), client.post(f"/accounts/invitations/{pk}/revoke/")]
    assert [answer.status_code for answer in answers] == [200, 403, 403]


def test_the_link_says_for_whom_it_is_until_when_and_that_no_sign_up_is_needed(client: Client, administrator: User):
    client.post(INVITE, GIVEN)
    page = Client().get(link()).content.decode()
    until = moment(Invitation.objects.get().expires_at)
    assert ("z***@example.com" in page, "zhao@example.com" in page, until in page) == (True, False, True)
    assert ("您还没有工作账号，不用另外注册" in page, "您已有工作账号" in page) == (True, False)


def test_who_has_an_account_is_told_which_one(client: Client, administrator: User):
    reviewer = make_user("reviewer", name="赵 敏", email="min@work.example.com")
    client.post(INVITE, {**GIVEN, "identity_number": reviewer.natural_person.identity_number, "role": "auditor"})
    page = Client().get(link()).content.decode()
    assert ("您已有工作账号（m***@work.example.com）" in page, "不用另外注册" in page) == (True, False)
