from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress

from talent.accounts import actions
from talent.accounts.contact import Contact
from talent.accounts.models import User
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PHONE = "+8613800138001"


def test_an_account_that_nobody_confirmed_is_removed_after_a_day():
    with time_machine.travel(dt.datetime(2026, 11, 20, tzinfo=dt.UTC)):
        actions.open_account(Contact(phone=PHONE), language="zh-hans")
        actions.open_account(Contact(email="li@example.com"), language="zh-hans")
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)):
        early = actions.prune_never_confirmed()
    with time_machine.travel(dt.datetime(2026, 11, 22, tzinfo=dt.UTC)):
        assert (early, actions.prune_never_confirmed(), User.objects.count()) == (0, 2, 0)


def test_accounts_that_are_anybodys_stay():
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)):
        kept = [
            make_user("reviewer", name=""),
            make_user(name="", phone=PHONE, phone_verified=True, email=None),
            make_user(name="", last_login=dt.datetime(2026, 1, 2, tzinfo=dt.UTC)),
            make_user(name="王小明"),
        ]
        EmailAddress.objects.create(
            user=make_user(name="", email="li@example.com"), email="li@example.com", verified=True
        )
    actions.prune_never_confirmed()
    assert User.objects.count() == len(kept) + 1


def test_a_language_that_the_portal_does_not_speak_becomes_chinese():
    assert actions.open_account(Contact(phone=PHONE), language="fr").language == "zh-hans"


def test_a_phone_of_another_account_is_refused():
    make_user(email=None, phone=PHONE, phone_verified=True)
    user = make_user()
    with pytest.raises(ActionRefused, match="已用于另一个账号"):
        actions.change_phone(user, by=user, phone=PHONE)


def test_staff_bear_their_own_name():
    user = make_user("reviewer", name="张建国")
    actions.save_settings(user, by=user, language="en", display_name="别人")
    user.refresh_from_db()
    assert (user.display_name, user.language) == ("张建国", "en")
