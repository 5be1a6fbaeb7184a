"""The pages of the list of employers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.identifiers.credit_code import with_check_digit
from tests.factories import make_employer, make_user

pytestmark = pytest.mark.django_db
LIST, NEW = "/employers/", "/employers/new/"
CODE = with_check_digit("91220101MA9100001")
KEEPERS = (Role.ADMINISTRATOR, Role.POLICY_OFFICER)
READERS = (*KEEPERS, Role.REVIEWER, Role.AUDITOR)


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(make_user(Role.ADMINISTRATOR))
    return client


def form(**changes: Any) -> dict[str, Any]:
    usual = {"name": "一汽某某有限公司", "short_name": "", "credit_code": CODE, "listed_from": "2021-01-01"}
    return usual | {"parent": "", "in_city": "on", "listed_until": ""} | changes


def errors(client: Client, address: str = NEW, **changes: Any) -> dict[str, list[str]]:
    return dict(client.post(address, form(**changes)).context["form"].errors)


def test_an_employer_is_entered_and_stands_on_the_list(keeper: Client):
    answer = keeper.post(NEW, form(), follow=True)
    text = answer.content.decode()
    assert (answer.redirect_chain, "已把“一汽某某有限公司”列入名单。" in text, CODE in text) == (
        [(LIST, 302)],
        True,
        True,
    )


def test_an_employer_is_changed_and_taken_off_by_a_last_day(keeper: Client):
    employer = make_employer(credit_code=CODE)
    keeper.post(f"{LIST}{employer.pk}/", form(name="新名称有限公司", listed_until="2026-06-30"))
    employer.refresh_from_db()
    assert (employer.name, employer.listed_until) == ("新名称有限公司", dt.date(2026, 6, 30))


def test_each_wrong_field_is_told_in_chinese_and_what_was_typed_stays(keeper: Client):
    make_employer(name="重名有限公司")
    answer = keeper.post(NEW, form(name="重名有限公司", credit_code=CODE[:-1] + "9", listed_until="2020-01-01"))
    assert answer.context["form"].errors == {
        "name": ["名单上已有这个单位名称。"],
        "credit_code": ["统一社会信用代码与校验位不符，请对照营业执照逐位核对。"],
        "listed_until": ["移出日期不能早于列入日期。"],
    }
    assert 'value="重名有限公司"' in answer.content.decode()


def test_a_code_of_the_wrong_length_says_how_long_it_is(keeper: Client):
    assert errors(keeper, credit_code="9122010")["credit_code"] == ["统一社会信用代码应为 18 位，现在是 7 位，请核对。"]


def test_a_code_typed_in_small_letters_with_blanks_is_mended(keeper: Client):
    keeper.post(NEW, form(credit_code=f"{CODE[:8].lower()} {CODE[8:].lower()}"))
    assert Employer.objects.get(name="一汽某某有限公司").credit_code == CODE


def test_an_employer_cannot_be_put_below_its_own_subsidiary(keeper: Client):
    head = make_employer(credit_code=CODE)
    below = make_employer(parent=head)
    wrong = errors(keeper, f"{LIST}{head.pk}/", parent=str(below.pk))
    head.refresh_from_db()
    assert (list(wrong), head.parent) == (["parent"], None)


@pytest.mark.parametrize("role", list(Role))
def test_readers_read_keepers_write_and_others_do_neither(client: Client, role: str):
    employer = make_employer()
    client.force_login(make_user(role))
    edit = reverse("employer:employer_edit", args=[employer.pk])
    expected = [200 if role in READERS else 403, *[200 if role in KEEPERS else 403] * 2]
    assert [client.get(address).status_code for address in (LIST, NEW, edit)] == expected


def test_readers_see_no_buttons_that_they_may_not_press(client: Client):
    make_employer()
    client.force_login(make_user(Role.REVIEWER))
    text = client.get(LIST).content.decode()
    assert [words in text for words in ("新增用人单位", "修改")] == [False, False]


def test_the_list_takes_the_same_queries_for_one_employer_and_for_thirty(
    keeper: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    parent = make_employer()
    for count in (1, 29):
        for _ in range(count):
            make_employer(parent=parent)
        keeper.get(LIST)
        with django_assert_num_queries(LIST_QUERIES):
            keeper.get(LIST)


LIST_QUERIES = 6
