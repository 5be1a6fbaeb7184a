from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from talent.accounts.models import User
from tests.factories import make_identity_number, make_user

pytestmark = pytest.mark.django_db
NUMBER = make_identity_number(dt.date(1980, 1, 2), sequence=13)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is typed when the command asks."""
    answers = {"身份证号码: ": NUMBER}
    monkeypatch.setattr("builtins.input", answers.__getitem__)
    return answers


def run() -> str:
    out = StringIO()
    call_command(
        "create_administrator", name="王 建国", email="Wang@Example.com", site="https://rencai.example.cn/", stdout=out
    )
    return out.getvalue().strip()


def test_the_printed_link_opens_the_first_administrators_account(client: Client, typed: dict[str, str]):
    site, path = run().split(".cn")
    client.post(path, {"password": "Jingyue-2026", "repeated": "Jingyue-2026"})
    user = User.objects.get()
    assert (site, user.email, user.roles) == (
        "https://rencai.example",
        "wang@example.com",
        frozenset({"administrator"}),
    )


def test_a_second_first_administrator_is_refused(typed: dict[str, str]):
    make_user("administrator")
    with pytest.raises(CommandError, match="已有账号管理员"):
        run()


def test_a_wrong_identity_number_is_refused(typed: dict[str, str]):
    typed["身份证号码: "] = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    with pytest.raises(CommandError, match="校验位"):
        run()


def test_the_link_leads_to_where_the_public_finds_the_portal(typed: dict[str, str], settings: object):
    settings.PORTAL_ADDRESS = "https://rencai.example.cn"
    out = StringIO()
    call_command("create_administrator", name="王建国", email="wang@example.com", stdout=out)
    assert out.getvalue().partition("/accounts/invitation/")[0] == "https://rencai.example.cn"
