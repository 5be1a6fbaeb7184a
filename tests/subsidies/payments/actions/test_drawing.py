"""Drawing up, sealing and cancelling a batch."""

from __future__ import annotations

import uuid

import pytest

from subsidies.payments import actions
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import BatchYear, Instalment, PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import budget_line, make_user
from tests.subsidies.payments.stages import Desk, change_account, confirm, lines_of, make_due, make_payee, statuses


def test_a_batch_takes_its_instalments_and_their_payees(desk: Desk):
    due = make_due(make_payee(name="欧阳㛃"))
    batch = desk.drawn(due)
    due.refresh_from_db()
    line = lines_of(batch)[0]
    account = due.award.person.bank_accounts.get()
    assert (due.status, batch.line_count, batch.total_yuan) == ("batched", 1, 12_000)
    assert (line.payee_name, line.account_number, line.bank_name, line.amount_yuan, line.policy_version) == (
        "欧阳㛃",
        account.account_number,
        account.bank_name,
        12_000,
        "2021-01",
    )


def test_numbers_count_from_one_each_year(desk: Desk):
    year = clock.today().year
    numbers = [desk.drawn(make_due()).number for _ in range(3)]
    assert numbers == [f"FF{year}-000{n}" for n in (1, 2, 3)]


def test_a_refused_batch_leaves_no_gap_in_the_numbers(desk: Desk):
    desk.drawn(make_due())
    with pytest.raises(ActionRefused):
        desk.drawn(make_due(make_payee(confirmed_days_ago=None)))
    assert desk.drawn(make_due()).number.endswith("-0002")
    assert BatchYear.objects.get().last_number == 2


def test_the_same_form_sent_twice_makes_one_batch(desk: Desk):
    key, due = uuid.uuid4(), make_due()
    words = {"title": "批次", "charged_to": budget_line(), "instalment_ids": [due.pk]}
    first = actions.draw_up(by=desk.clerk, pk=key, **words)
    second = actions.draw_up(by=desk.clerk, pk=key, **words)
    assert (first.pk, second.number, PaymentBatch.objects.count()) == (key, first.number, 1)


def test_the_key_of_someone_elses_batch_is_refused(desk: Desk):
    batch = desk.drawn()
    with pytest.raises(ActionRefused):
        actions.draw_up(
            by=make_user("reviewer"), pk=batch.pk, title="批次", charged_to=budget_line(), instalment_ids=[]
        )


def test_an_instalment_in_one_batch_is_refused_by_another(desk: Desk):
    due = make_due()
    desk.drawn(due)
    with pytest.raises(ActionRefused):
        desk.drawn(due)
    assert PaymentLine.objects.filter(instalment=due).count() == 1


@pytest.mark.parametrize(
    ("payee", "words"),
    [
        ({"confirmed_days_ago": 91}, "在职确认缺失或已过期"),
        ({"confirmed_days_ago": None}, "在职确认缺失或已过期"),
        ({"account": False}, "没有银行账户"),
    ],
)
def test_what_cannot_be_paid_is_refused_with_the_reason_and_the_name(desk: Desk, payee, words):
    due = make_due(make_payee(name="钱有因", **payee))
    with pytest.raises(ActionRefused) as refused:
        desk.drawn(due)
    assert f"钱有因（{words}）" in str(refused.value)
    assert statuses(Instalment.objects.filter(pk=due.pk)) == ["due"]


def test_a_confirmation_90_days_old_still_counts(desk: Desk):
    assert desk.drawn(make_due(make_payee(confirmed_days_ago=90))).line_count == 1


def test_nobody_but_the_office_draws_up(desk: Desk):
    with pytest.raises(ActionRefused):
        desk.drawn(make_due(), by=desk.approver)


def test_nothing_selected_makes_no_batch(desk: Desk):
    with pytest.raises(ActionRefused):
        actions.draw_up(by=desk.clerk, pk=uuid.uuid4(), title="批次", charged_to=budget_line(), instalment_ids=[])
    assert PaymentBatch.objects.count() == 0


def test_lines_taken_out_of_a_draft_wait_for_another_batch(desk: Desk):
    batch = desk.drawn()
    first, *others = lines_of(batch)
    batch = actions.remove_lines(batch, by=desk.clerk, line_ids=[first.pk])
    assert [line.sequence for line in lines_of(batch)] == [1, 2]
    assert {line.instalment_id for line in lines_of(batch)} == {line.instalment_id for line in others}
    assert (batch.line_count, Instalment.objects.get(pk=first.instalment_id).status) == (2, "due")


def test_not_every_line_can_be_taken_out(desk: Desk):
    batch = desk.drawn()
    with pytest.raises(ActionRefused):
        actions.remove_lines(batch, by=desk.clerk, line_ids=[line.pk for line in lines_of(batch)])


def test_sealing_copies_what_is_paid_and_never_reads_it_again(desk: Desk):
    due = make_due(make_payee(name="吴不变"))
    batch = desk.sealed(due)
    sealed = [(line.payee_name, line.account_number, line.bank_name) for line in lines_of(batch)]
    change_account(due.award.person, holder_name="别人")
    assert [(line.payee_name, line.account_number, line.bank_name) for line in lines_of(batch)] == sealed
    assert digest_of(batch) == batch.digest


def test_an_account_that_another_let_pass_since_the_clerk_looked_is_not_sealed_unseen(desk: Desk):
    due = make_due()
    batch = desk.drawn(due)
    stamp = stamp_of(batch)
    change_account(due.award.person)
    desk.lets_the_account_pass(due.award.person)
    with pytest.raises(ActionRefused, match="账户在您核对之后变更了"):
        actions.seal(batch, by=desk.clerk, stamp=stamp, note="已电话核实")


def test_an_account_changed_before_sealing_must_be_looked_at_first(desk: Desk):
    due = make_due()
    batch = desk.drawn(due)
    stamp = stamp_of(batch)
    change_account(due.award.person)
    with pytest.raises(ActionRefused):
        actions.seal(batch, by=desk.clerk, stamp=stamp, note="")
    desk.lets_the_account_pass(due.award.person)
    batch = actions.refresh_lines(batch, by=desk.clerk)
    sealed = actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已电话核实")
    assert [line.account_number for line in lines_of(sealed)] == ["0333000000000000001"]


def test_sealing_needs_a_note_when_the_checks_have_remarks(desk: Desk):
    batch = desk.drawn(make_due(make_payee(bank={"holder_name": "另一个人"})))
    with pytest.raises(ActionRefused):
        actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="  ")
    assert (
        actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="户名为曾用名，已核").seal_note
        == "户名为曾用名，已核"
    )


@pytest.mark.parametrize(
    "bank",
    [
        {"holder_name": "=HYPERLINK(1)"},
        {"holder_name": "+张三"},
        {"holder_name": "-张三"},
        {"holder_name": "@张三"},
        {"holder_name": "＝张三"},
        {"holder_name": "张,三"},
        {"holder_name": "张\u202e三"},
        {"bank_name": "=1+1"},
        {"account_number": "6222 0212 3456 7890 128"},
        {"account_number": "12345"},
        {"account_number": "62220212345678A0128"},
    ],
)
def test_what_a_bank_file_cannot_hold_is_refused_before_anything_is_written(desk: Desk, bank):
    batch = desk.drawn(make_due(), make_due(make_payee(name="张三", bank=bank)))
    with pytest.raises(ActionRefused) as refused:
        actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="已核")
    batch.refresh_from_db()
    assert (batch.status, batch.digest, batch.files.count()) == ("draft", "", 0)
    assert "有 1 笔无法写入银行文件" in str(refused.value)


def test_sealing_looks_again_whether_everyone_can_be_paid(desk: Desk):
    due = make_due(make_payee(confirmed_days_ago=89))
    batch = desk.drawn(due)
    due.award.person.employment_confirmations.all().delete()
    with pytest.raises(ActionRefused):
        actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="")
    confirm(due.award.person)
    assert actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch)).status == "sealed"


def test_a_sealed_batch_takes_no_more_changes(desk: Desk):
    batch = desk.sealed()
    for change in (
        lambda: actions.seal(batch, by=desk.clerk, stamp=stamp_of(batch), note="x"),
        lambda: actions.refresh_lines(batch, by=desk.clerk),
        lambda: actions.remove_lines(batch, by=desk.clerk, line_ids=[lines_of(batch)[0].pk]),
    ):
        with pytest.raises(TransitionRefused):
            change()
    assert digest_of(batch) == batch.digest


def test_whoever_is_paid_by_a_batch_neither_draws_it_up_nor_seals_it(desk: Desk):
    payee = make_payee(identity_number=desk.clerk.natural_person.identity_number)
    with pytest.raises(DutiesNotSeparated):
        desk.drawn(make_due(payee))


def test_cancelling_frees_the_instalments_for_another_batch(desk: Desk):
    due = make_due()
    batch = actions.cancel(desk.sealed(due), by=desk.clerk, reason="指标文号有误")
    again = desk.drawn(due)
    assert (batch.status, statuses(batch.lines), again.line_count) == ("cancelled", ["cancelled"], 1)


def test_an_approved_batch_cannot_be_cancelled(desk: Desk):
    batch = desk.approved()
    with pytest.raises(TransitionRefused):
        actions.cancel(batch, by=desk.clerk, reason="想改")


def test_cancelling_needs_a_reason(desk: Desk):
    batch = desk.drawn()
    with pytest.raises(ActionRefused):
        actions.cancel(batch, by=desk.clerk, reason=" ")


def test_every_change_of_status_leaves_an_event(desk: Desk):
    due = make_due()
    batch = actions.cancel(desk.sealed(due), by=desk.clerk, reason="重复")
    about = lambda obj: [  # noqa: E731 - one line says it
        (event.verb, event.from_status, event.to_status, event.actor_id)
        for event in AuditEvent.objects.about(obj).order_by("id")
    ]
    clerk = desk.clerk.pk
    assert about(batch) == [
        ("batch.drawn_up", "", "draft", clerk),
        ("batch.sealed", "draft", "sealed", clerk),
        ("batch.cancelled", "sealed", "cancelled", clerk),
    ]
    assert about(due) == [
        ("instalment.fell_due", "scheduled", "due", None),
        ("instalment.drawn", "due", "batched", clerk),
        ("instalment.freed", "batched", "due", clerk),
    ]
    freed = AuditEvent.objects.about(due).get(verb="instalment.freed")
    assert freed.detail == {"batch": batch.number, "line_before": "unanswered", "line_after": "cancelled"}


def test_a_batch_larger_than_one_query_takes_everyone_once(desk: Desk):
    award = make_due(make_payee()).award
    Instalment.objects.bulk_create(
        Instalment(
            award=award, sequence=n, due_on=clock.today(), amount_yuan=1, status="due", budget_line=award.budget_line
        )
        for n in range(4, 1204)
    )
    batch = desk.drawn(*Instalment.objects.filter(status="due"))
    assert (batch.line_count, batch.total_yuan) == (1201, 13_200)
    assert [line.sequence for line in lines_of(batch)] == list(range(1, 1202))
