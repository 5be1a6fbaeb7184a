"""The account: one's own, in digits, and as the bank has it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from talent.profiles.forms.bank_account import BankAccountForm
from tests.factories import make_bank_account, make_person

pytestmark = pytest.mark.django_db


def form(**changes: Any) -> BankAccountForm:
    usual = {"key": str(uuid.uuid4()), "account_number": "6222 0212 3456 7890 128", "bank_name": "中国银行长春分行"}
    return BankAccountForm(usual | changes, person=make_person(name="李明"))


def test_the_holder_is_the_person_where_nothing_else_is_said():
    filled = form()
    assert filled.is_valid()
    assert filled.values() == {
        "holder_name": "李明",
        "account_number": "6222021234567890128",
        "bank_name": "中国银行长春分行",
    }


def test_the_bank_may_spell_the_holder_otherwise():
    filled = form(holder_name="LI MING")
    assert (filled.is_valid(), filled.values()["holder_name"]) == (True, "LI MING")


@pytest.mark.parametrize("typed", ["６２２２021234567890128", "6222-0212-3456-7890-128", "6222021234567890128\u200b"])
def test_an_account_is_read_however_it_is_written(typed: str):
    filled = form(account_number=typed)
    assert (filled.is_valid(), filled.cleaned_data.get("account_number")) == (True, "6222021234567890128")


@pytest.mark.parametrize("typed", ["6.22202E+18", "1234", "622202123456789012X", "\x006222021234567890128"])
def test_what_is_no_account_is_refused_at_the_field(typed: str):
    assert list(form(account_number=typed).errors) == ["account_number"]


def test_the_number_is_never_shown_back():
    person = make_person()
    account = make_bank_account(person)
    unbound = BankAccountForm(person=person, current=account)
    assert (unbound["account_number"].value(), unbound["bank_name"].value()) == (None, account.bank_name)
