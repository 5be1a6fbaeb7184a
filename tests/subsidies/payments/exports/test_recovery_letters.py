"""The letters say all that is needed, in Chinese, and nothing that is too much."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.utils.translation import override

from subsidies.payments import actions
from subsidies.payments.models import Recovery
from talent.calendars import clock
from talent.papers.models import IssuedPaper
from talent.ui.formatting import day
from tests.subsidies.payments.debts import Office, leave, make_paid
from tests.subsidies.payments.stages import make_payee

DAY = dt.timedelta(days=1)


@pytest.fixture
def recovery(db: None) -> Recovery:
    """10,000 yuan of the first instalment."""
    award = make_paid(make_payee(name="欧阳静"), paid_on=clock.today() - 100 * DAY)
    leave(award.person, left_on=clock.today() - 50 * DAY)
    with override("en"):
        return Office().notified(award)


def content_of(kind: str) -> dict:
    return IssuedPaper.objects.get(kind=kind).content


def test_the_notice_says_how_much_why_until_when_and_where(recovery: Recovery):
    content = content_of("recovery_notice")
    facts = dict([*content["facts"], *content["long_facts"]])
    assert facts["应缴回金额"] == "人民币壹万元整（￥10,000.00）"
    assert facts["缴款截止"] == day(recovery.pay_until)
    assert facts["追回编号"] == recovery.number
    (table,) = [part for part in content["parts"] if part["rows"]]
    assert table["rows"][0][0] == "1"
    assert table["rows"][0][2:5] == ["12,000", "2 个月", "10/12"]
    assert table["rows"][0][6] == 10_000


def test_the_notice_tells_what_can_be_done_against_it(recovery: Recovery):
    said = json.dumps(content_of("recovery_notice"), ensure_ascii=False)
    assert ("60 日内依法申请行政复议" in said, "6 个月内依法向人民法院" in said) == (True, True)


def test_no_letter_holds_the_whole_identity_number_or_the_account(recovery: Recovery):
    Recovery.objects.update(pay_until=clock.today() - DAY)
    actions.remind_overdue()
    said = "".join(json.dumps(paper.content, ensure_ascii=False) for paper in IssuedPaper.objects.all())
    person = recovery.person
    assert person.identity_number not in said
    assert person.bank_accounts.get().account_number not in said


def test_the_account_of_the_treasury_is_printed_where_one_is_set(recovery: Recovery, settings: Any):
    said = json.dumps(content_of("recovery_notice"), ensure_ascii=False)
    assert "收款账户以缴款书所载为准。" in said
    settings.TREASURY_PAYEE = "长春市财政局，样例银行，样例账号"
    Recovery.objects.update(pay_until=clock.today() - DAY)
    actions.remind_overdue()
    said = json.dumps(content_of("recovery_reminder"), ensure_ascii=False)
    assert "收款账户：长春市财政局，样例银行，样例账号。" in said


def test_the_reminder_asks_for_what_is_left(recovery: Recovery):
    Office().receives(recovery, 4_000)
    Recovery.objects.update(pay_until=clock.today() - DAY)
    actions.remind_overdue()
    assert content_of("recovery_reminder")["long_facts"] == [["尚欠金额", "人民币陆仟元整（￥6,000.00）"]]


def test_the_letter_of_revocation_says_what_follows(db: None):
    office = Office()
    office.revokes(make_paid(paid_on=clock.today()))
    said = json.dumps(content_of("revocation_letter"), ensure_ascii=False)
    assert "已发放的人民币壹万贰仟元整（￥12,000.00）应予追回" in said
    assert "经核查，授予时不符合社保缴费条件。" in said
