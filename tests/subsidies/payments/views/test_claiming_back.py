"""From where an officer finds that too much was paid to the recovery that claims it back."""

from __future__ import annotations

import re

import pytest

from subsidies.payments.kinds import Resolution
from subsidies.payments.models import PaymentLine, Recovery
from talent.calendars import clock
from tests.factories import make_user
from tests.subsidies.payments.apart import agree, propose
from tests.subsidies.payments.debts import Office, late_success, make_paid, make_paid_twice
from tests.subsidies.payments.views.test_recoveries import post, text

CANDIDATES = "/payments/recoveries/candidates/"


@pytest.fixture
def office(db: None) -> Office:
    return Office()


@pytest.fixture
def line(db: None) -> PaymentLine:
    """A payment of somebody whose instalment was paid otherwise too."""
    return make_paid_twice()


def test_what_was_paid_twice_goes_from_the_list_to_its_recovery_once(office: Office, line: PaymentLine, sign_in):
    browser, address = sign_in(office.drafter), f"/payments/recoveries/twice/{line.pk}/"
    listed = text(browser, CANDIDATES)
    assert ("重复发放 1 笔，应追回 12,000 元" in listed, address in listed) == (True, True)
    hidden = {field.name: field.value() for field in browser.get(address).context["form"].hidden_fields()}
    answers = [browser.post(address, {**hidden, "note": "两笔都已到账"}) for _twice in range(2)]
    recovery = Recovery.objects.get()
    assert [each.headers["Location"] for each in answers] == [f"/payments/recoveries/{recovery.pk}/"] * 2
    assert (recovery.reason, recovery.owed_yuan) == ("paid_twice", 12_000)
    assert ("重复发放 1 笔" in text(browser, CANDIDATES), "已有追回" in post(browser, address, note="再来")) == (
        False,
        True,
    )


def test_who_reads_is_offered_no_step(line: PaymentLine, sign_in):
    listed = text(sign_in(make_user("auditor")), CANDIDATES)
    assert ("重复发放 1 笔" in listed, "/recoveries/twice/" in listed) == (True, False)


def test_what_was_paid_once_has_no_page_to_claim_it_back(office: Office, sign_in):
    found = make_paid(paid_on=clock.today()).instalments.get(sequence=1).lines.get()
    text(sign_in(office.drafter), f"/payments/recoveries/twice/{found.pk}/", status=404)


def test_the_resolved_exception_leads_to_the_recovery(office: Office, sign_in):
    desk, found = late_success()
    address = f"/exceptions/{found.pk}/"
    propose(desk, found, Resolution.PAID_TWICE)
    reviewer, cashier = sign_in(office.drafter), sign_in(office.cashier)
    before = text(reviewer, f"/payments{address}")
    agree(desk, found)
    offered, waited = text(reviewer, f"/payments{address}"), text(cashier, f"/finance{address}")
    opening = f"/payments/recoveries/twice/{found.line_id}/"
    assert [opening in page for page in (before, offered, waited)] == [False, True, False]
    post(reviewer, opening, note="两笔都已到账")
    recovery = Recovery.objects.get()
    claimed, drafted = text(reviewer, f"/payments{address}"), text(cashier, f"/finance{address}")
    assert (recovery.number in claimed, recovery.number in drafted) == (True, False)
    assert "等待另一人确认" in drafted


def test_a_reviewer_finds_on_the_case_where_too_much_was_paid(office: Office, sign_in):
    award = make_paid(paid_on=clock.today())
    case = f"/review/cases/{award.decision.application_id}/"
    links = [
        re.findall(r"/payments/recoveries/overpaid/[0-9a-f-]+/", text(sign_in(user), case))
        for user in (office.drafter, make_user("auditor"))
    ]
    paid = award.instalments.get(sequence=1)
    assert links == [[f"/payments/recoveries/overpaid/{paid.pk}/"], []]
