from __future__ import annotations

import pytest
from django.test import Client

from talent.accounts.models import User
from tests.factories import make_employer, make_user
from tests.talent.accounts.sessions import sign_in

pytestmark = pytest.mark.django_db
LIST = "/accounts/staff/"


@pytest.fixture
def administrator(client: Client) -> User:
    user = make_user("administrator", name="管理员")
    sign_in(client, user)
    return user


def names(client: Client, query: str = "") -> list[str]:
    return sorted(grant.user.display_name for grant in client.get(LIST + query).context["page"])


def test_the_list_shows_roles_in_force(client: Client, administrator: User):
    make_user("hr_officer", name="人事甲", employer=make_employer())
    make_user("reviewer", name="离任者").role_grants.update(revoked_at="2026-01-01T00:00:00Z")
    make_user(name="申请人")
    assert names(client) == ["人事甲", "管理员"]


def test_the_list_can_be_narrowed_to_a_role(client: Client, administrator: User):
    make_user("reviewer", name="审核甲")
    assert [names(client, "?role=reviewer"), names(client, "?role=nonsense")] == [["审核甲"], ["审核甲", "管理员"]]


def test_a_name_is_searched_for_without_standing_in_the_address(client: Client, administrator: User):
    make_user("reviewer", name="审核甲")
    answer = client.post(f"{LIST}search/", {"term": "审核"})
    found = answer.headers["Location"]
    assert (found, names(client, "?searched=1"), names(client)) == (
        f"{LIST}?searched=1",
        ["审核甲"],
        ["审核甲", "管理员"],
    )


@pytest.mark.parametrize("term", ["", "x" * 200])
def test_an_empty_or_impossible_search_shows_all(client: Client, administrator: User, term: str):
    client.post(f"{LIST}search/", {"term": term})
    assert names(client) == ["管理员"]


def test_a_role_is_revoked_with_a_reason(client: Client, administrator: User):
    grant = make_user("reviewer", name="审核甲").role_grants.get()
    answer = client.post(f"{LIST}{grant.pk}/revoke/", {"reason": "调离"})
    assert (answer.headers["Location"], names(client)) == (LIST, ["管理员"])


def test_without_a_reason_nothing_is_revoked(client: Client, administrator: User):
    grant = make_user("reviewer", name="审核甲").role_grants.get()
    page = client.post(f"{LIST}{grant.pk}/revoke/", {"reason": " "}).content.decode()
    assert ("field--error" in page, names(client)) == (True, ["审核甲", "管理员"])


def test_revoking_what_is_revoked_is_not_found(client: Client, administrator: User):
    grant = make_user("reviewer").role_grants.get()
    answers = [client.post(f"{LIST}{grant.pk}/revoke/", {"reason": "调离"}).status_code for _click in range(2)]
    assert answers == [302, 404]


def test_the_refusal_of_the_last_administrator_is_told(client: Client, administrator: User):
    grant = administrator.role_grants.get()
    page = client.post(f"{LIST}{grant.pk}/revoke/", {"reason": "离职"}, follow=True).content.decode()
    assert "这是最后一名账号管理员，不能停用。" in page


def test_a_stale_session_revokes_nothing(client: Client):
    grant = make_user("reviewer").role_grants.get()
    sign_in(client, make_user("administrator", password="Jingyue-2026"), seconds_ago=700)
    client.post(f"{LIST}{grant.pk}/revoke/", {"reason": "调离"})
    grant.refresh_from_db()
    assert grant.revoked_at is None
