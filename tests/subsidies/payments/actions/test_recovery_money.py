"""Money that comes back, entries that are reversed, set-offs and write-offs."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.payments import actions
from subsidies.payments.books import differences
from subsidies.payments.models import Instalment, Recovery, RecoveryReceipt
from talent.accounts.separation import DutiesNotSeparated
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments.debts import Office
from tests.subsidies.payments.stages import Desk, confirm, make_award

DAY = dt.timedelta(days=1)


@pytest.fixture
def office(db: None) -> Office:
    return Office()


@pytest.fixture(autouse=True)
def books_agree_afterwards(db: None):
    yield
    assert list(differences()) == []


@pytest.fixture
def recovery(office: Office) -> Recovery:
    """10,000 yuan are owed."""
    return office.notified()


def fresh(recovery: Recovery) -> Recovery:
    return Recovery.objects.get(pk=recovery.pk)


def make_set_off_target(recovery: Recovery) -> Instalment:
    """The person works again and is granted the difference for a master's degree: 8,000 yuan are due."""
    confirm(recovery.person)
    award = make_award(recovery.person, degree="master", amount_yuan=20_000)
    actions.schedule_instalments()
    actions.mark_due(on=clock.today())
    return award.instalments.get(sequence=1)


def test_a_part_leaves_the_rest_owed(office: Office, recovery: Recovery):
    office.receives(recovery, 4_000)
    assert (fresh(recovery).status, fresh(recovery).left_yuan) == ("notified", 6_000)


def test_the_last_part_settles(office: Office, recovery: Recovery):
    office.receives(recovery, 4_000), office.receives(recovery, 6_000)
    assert (fresh(recovery).status, fresh(recovery).left_yuan) == ("settled", 0)


@pytest.mark.parametrize("amount_yuan", [0, -1, 10_001])
def test_nothing_and_more_than_is_owed_are_refused(office: Office, recovery: Recovery, amount_yuan: int):
    with pytest.raises(ActionRefused, match="不超过尚欠的 10,000 元"):
        office.receives(recovery, amount_yuan)


def test_a_double_click_enters_one_receipt(office: Office, recovery: Recovery):
    words = {"pk": uuid.uuid4(), "voucher_number": "吉A0001"}
    first, second = office.receives(recovery, 4_000, **words), office.receives(recovery, 4_000, **words)
    assert (first, fresh(recovery).received_yuan) == (second, 4_000)


def test_a_voucher_is_entered_once(office: Office, recovery: Recovery):
    office.receives(recovery, 4_000, voucher_number="吉A0001")
    with pytest.raises(ActionRefused, match="已经登记过"):
        office.receives(recovery, 1_000, voucher_number=" 吉A0001 ")


def test_only_finance_enters_receipts(office: Office, recovery: Recovery):
    office.cashier = office.drafter
    with pytest.raises(ActionRefused, match="只有财政局经办人员"):
        office.receives(recovery, 1_000)


def test_a_day_to_come_is_no_day_of_payment(office: Office, recovery: Recovery):
    with pytest.raises(ActionRefused, match="不能晚于今天"):
        office.receives(recovery, 1_000, received_on=clock.today() + DAY)


def test_before_the_person_was_told_nothing_is_entered(office: Office):
    with pytest.raises(ActionRefused, match="不能登记缴款"):
        office.receives(office.confirmed(), 1_000)


def test_a_wrong_entry_is_reversed_and_its_voucher_can_be_entered_rightly(office: Office, recovery: Recovery):
    wrong = office.receives(recovery, 4_000, voucher_number="吉A0001")
    reversal = actions.reverse_receipt(wrong, by=office.second_cashier, pk=uuid.uuid4(), reason="金额录错")
    office.receives(recovery, 400, voucher_number="吉A0001")
    entries = list(RecoveryReceipt.objects.values_list("amount_yuan", "reverses"))
    assert sorted(entries, key=str) == sorted([(4_000, None), (4_000, wrong.pk), (400, None)], key=str)
    assert (reversal.reverses, fresh(recovery).received_yuan) == (wrong, 400)


def test_reversing_opens_what_was_settled(office: Office, recovery: Recovery):
    receipt = office.receives(recovery, 10_000)
    actions.reverse_receipt(receipt, by=office.cashier, pk=uuid.uuid4(), reason="记到了别人名下")
    assert (fresh(recovery).status, fresh(recovery).left_yuan, fresh(recovery).ended_at) == ("notified", 10_000, None)


def test_what_was_settled_is_not_opened_again_beside_another_recovery_of_the_same_payment(
    office: Office, recovery: Recovery
):
    receipt = office.receives(recovery, 10_000)
    paid = recovery.items.get().instalment
    words = {"amount_yuan": 1_000, "note": "首期按整额发放，与核定标准不符。"}
    other = actions.open_overpayment(paid, by=office.drafter, pk=uuid.uuid4(), **words)
    with pytest.raises(ActionRefused, match="之后又有追回"):
        actions.reverse_receipt(receipt, by=office.cashier, pk=uuid.uuid4(), reason="记到了别人名下")
    assert (fresh(recovery).status, fresh(other).status) == ("settled", "drafted")


def test_an_entry_is_reversed_once_and_a_reversal_never(office: Office, recovery: Recovery):
    receipt = office.receives(recovery, 4_000)
    key = uuid.uuid4()
    reversal = actions.reverse_receipt(receipt, by=office.cashier, pk=key, reason="录错")
    assert actions.reverse_receipt(receipt, by=office.cashier, pk=key, reason="录错") == reversal
    for entry in (receipt, reversal):
        with pytest.raises(ActionRefused, match="已经冲正"):
            actions.reverse_receipt(entry, by=office.cashier, pk=uuid.uuid4(), reason="再冲")


def test_a_recovery_with_money_in_it_is_not_cancelled(office: Office, recovery: Recovery):
    office.receives(recovery, 1_000)
    proposal = actions.propose_cancel(recovery, by=office.drafter, pk=uuid.uuid4(), reason="算错了")
    with pytest.raises(ActionRefused, match="已有缴款或抵扣"):
        actions.confirm_proposal(proposal, by=office.confirmer)


def test_two_people_cancel_what_the_person_knows_of(office: Office, recovery: Recovery):
    proposal = actions.propose_cancel(recovery, by=office.drafter, pk=uuid.uuid4(), reason="单位更正离职日期")
    with pytest.raises(DutiesNotSeparated):
        actions.confirm_proposal(proposal, by=office.drafter)
    actions.confirm_proposal(proposal, by=office.confirmer)
    assert (fresh(recovery).status, fresh(recovery).cancel_reason) == ("cancelled", "单位更正离职日期")


def test_two_finance_officers_write_off_what_is_left(office: Office, recovery: Recovery):
    office.receives(recovery, 4_000)
    words = {"document_number": "长财核〔2026〕7号", "reason": "本人失联，经公安机关查找未果"}
    proposal = actions.propose_write_off(recovery, by=office.cashier, pk=uuid.uuid4(), **words)
    with pytest.raises(DutiesNotSeparated, match="须由另一名人员确认"):
        actions.confirm_proposal(proposal, by=office.cashier)
    with pytest.raises(ActionRefused, match="提出一方的另一名人员"):
        actions.confirm_proposal(proposal, by=office.drafter)
    actions.confirm_proposal(proposal, by=office.second_cashier)
    assert (fresh(recovery).status, fresh(recovery).written_off_yuan, fresh(recovery).left_yuan) == (
        "written_off", 6_000, 0,
    )  # fmt: skip


def test_a_write_off_of_an_amount_that_has_changed_is_refused(office: Office, recovery: Recovery):
    words = {"document_number": "长财核〔2026〕7号", "reason": "失联"}
    proposal = actions.propose_write_off(recovery, by=office.cashier, pk=uuid.uuid4(), **words)
    office.receives(recovery, 4_000)
    with pytest.raises(ActionRefused, match="尚欠金额已变化"):
        actions.confirm_proposal(proposal, by=office.second_cashier)
    assert actions.drop_proposal(proposal, by=office.second_cashier, reason="又有缴款").status == "dropped"


def test_one_proposal_waits_at_a_time(office: Office, recovery: Recovery):
    actions.propose_cancel(recovery, by=office.drafter, pk=uuid.uuid4(), reason="算错了")
    with pytest.raises(ActionRefused, match="已有一项处理意见"):
        actions.propose_cancel(recovery, by=office.confirmer, pk=uuid.uuid4(), reason="算错了")


def test_a_whole_instalment_is_set_off_and_not_paid(office: Office, recovery: Recovery):
    instalment = make_set_off_target(recovery)
    words = {"instalment": instalment, "reason": "本人书面申请抵扣"}
    proposal = actions.propose_set_off(recovery, by=office.drafter, pk=uuid.uuid4(), **words)
    actions.confirm_proposal(proposal, by=office.confirmer)
    instalment.refresh_from_db()
    assert (instalment.status, instalment.amount_yuan, fresh(recovery).set_off_yuan) == ("set_off", 8_000, 8_000)
    assert instalment not in Instalment.objects.drawable(clock.today())


def test_an_instalment_above_what_is_owed_is_paid_as_usual(office: Office, recovery: Recovery):
    instalment = make_set_off_target(recovery)
    office.receives(recovery, 3_000)
    with pytest.raises(ActionRefused, match="抵扣以整期为限"):
        actions.propose_set_off(recovery, by=office.drafter, pk=uuid.uuid4(), instalment=instalment, reason="抵扣")


def test_an_instalment_that_went_into_a_batch_meanwhile_is_not_set_off(office: Office, recovery: Recovery):
    instalment = make_set_off_target(recovery)
    words = {"instalment": instalment, "reason": "抵扣"}
    proposal = actions.propose_set_off(recovery, by=office.drafter, pk=uuid.uuid4(), **words)
    Desk().drawn(instalment)
    with pytest.raises(ActionRefused, match="未列入批次"):
        actions.confirm_proposal(proposal, by=office.confirmer)


def test_nothing_is_set_off_against_an_instalment_to_which_the_person_is_not_entitled(
    office: Office, recovery: Recovery
):
    instalment = make_set_off_target(recovery)
    recovery.person.employment_confirmations.update(withdrawn_at=clock.now())
    with pytest.raises(ActionRefused, match="在职确认缺失或已过期"):
        actions.propose_set_off(recovery, by=office.drafter, pk=uuid.uuid4(), instalment=instalment, reason="抵扣")


def test_the_instalment_of_somebody_else_is_not_set_off(office: Office, recovery: Recovery):
    other = make_award()
    actions.schedule_instalments(), actions.mark_due(on=clock.today())
    instalment = other.instalments.get(sequence=1)
    with pytest.raises(ActionRefused, match="只能抵扣本人"):
        actions.propose_set_off(recovery, by=office.drafter, pk=uuid.uuid4(), instalment=instalment, reason="抵扣")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(1, 6_000), st.booleans()), min_size=1, max_size=8))
def test_whatever_is_entered_and_reversed_the_totals_are_those_of_a_plain_account(
    office: Office, recovery: Recovery, steps: list[tuple[int, bool]]
):
    with transaction.atomic():
        entries, left = [], 10_000
        for amount, back in steps:
            if back and entries:
                entry, yuan = entries.pop()
                actions.reverse_receipt(entry, by=office.cashier, pk=uuid.uuid4(), reason="冲正")
                left += yuan
            elif amount <= left:
                entries.append((office.receives(recovery, amount), amount))
                left -= amount
            now = fresh(recovery)
            assert (now.left_yuan, now.status) == (left, "settled" if left == 0 else "notified")
        assert list(differences()) == []
        transaction.set_rollback(True)


def test_an_auditor_enters_and_proposes_nothing(office: Office, recovery: Recovery):
    auditor = make_user("auditor")
    with pytest.raises(ActionRefused):
        actions.propose_cancel(recovery, by=auditor, pk=uuid.uuid4(), reason="算错了")
    office.cashier = auditor
    with pytest.raises(ActionRefused):
        office.receives(recovery, 1_000)
