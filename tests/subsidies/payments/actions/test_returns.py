"""A bank's return: previewed, committed once, and nothing in it lost."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.payments import actions
from subsidies.payments.models import BankReturn, BankReturnRow, Instalment, PaymentLine
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.notifications.models import Message
from talent.notifications.outbox import run_outbox
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import make_user
from tests.faults.sizes import fuzz_inputs
from tests.subsidies.payments import bank
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.stages import Desk, lines_of, make_due, make_payee, statuses


def payments_of_file(batch, desk: Desk, kind: str = "csv") -> list[bank.Payment]:
    """What the bank reads in the file that finance downloaded."""
    actions.render_files(batch.pk)
    with actions.open_for_download(batch.files.get(kind=kind), by=desk.releaser) as file:
        content = file.read()
    return bank.read_csv(content) if kind == "csv" else bank.read_xlsx(content)


def results(bank_return: BankReturn) -> list[str]:
    return list(bank_return.rows.order_by("row_number").values_list("result", flat=True))


@pytest.fixture
def batch(desk: Desk):
    return desk.released()


@pytest.fixture
def payments(batch, desk: Desk):
    return payments_of_file(batch, desk)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_bank_reads_from_our_file_exactly_what_was_sealed(desk: Desk, batch, kind: str):
    assert [
        (p.sequence, p.name, p.account, p.bank, p.amount, p.remark) for p in payments_of_file(batch, desk, kind)
    ] == [
        (str(line.sequence), line.payee_name, line.account_number, line.bank_name, "12000.00", line.reference)
        for line in lines_of(batch)
    ]


@pytest.mark.parametrize(
    "encode", [bank.csv_return, bank.xlsx_return, lambda a: bank.csv_return(a, encoding="utf-8-sig")]
)
def test_when_all_are_paid_the_batch_is_settled(desk: Desk, batch, payments, encode):
    desk.committed(batch, encode(bank.answers(payments)))
    batch.refresh_from_db()
    paid_on = set(Instalment.objects.filter(lines__batch=batch).values_list("status", "paid_on"))
    assert (batch.status, statuses(batch.lines), paid_on) == ("settled", ["paid"] * 3, {("paid", clock.today())})


def test_a_preview_changes_nothing(desk: Desk, batch, payments):
    preview = desk.uploaded(batch, bank.csv_return(bank.answers(payments)))
    assert (preview.status, results(preview), statuses(batch.lines)) == ("preview", ["paid"] * 3, ["unanswered"] * 3)


def test_a_failed_line_keeps_the_banks_reason_and_the_account_it_refused(desk: Desk, batch, payments):
    desk.committed(batch, bank.csv_return(bank.answers(payments, bank.failing(2, "账户已销户"))))
    line = lines_of(batch)[1]
    assert (line.status, line.bank_reason, line.instalment.status) == ("failed", "账户已销户", "failed")
    assert line.instalment.failed_account == line.bank_account
    batch.refresh_from_db()
    assert batch.status == "settled"


def test_the_day_the_bank_states_is_the_day_of_payment(desk: Desk, batch, payments):
    today = clock.today()
    answers = bank.answers(payments, lambda p: Answer(p, day=today.strftime("%Y%m%d") if p.sequence == "1" else ""))
    desk.committed(batch, bank.csv_return(answers))
    assert {line.instalment.paid_on for line in lines_of(batch)} == {today}


def test_a_day_after_today_is_an_exception(desk: Desk, batch, payments):
    kept = desk.uploaded(batch, bank.csv_return(bank.answers(payments, lambda p: Answer(p, day="20991231"))))
    assert results(kept) == ["exception"] * 3


def test_without_our_reference_the_other_four_decide(desk: Desk, batch, payments):
    answers = bank.answers(payments, lambda p: Answer(p, keep_remark=False))
    assert results(desk.committed(batch, bank.csv_return(answers))) == ["paid"] * 3


def test_the_event_of_an_instalment_says_how_its_line_was_answered(desk: Desk, batch, payments):
    desk.committed(batch, bank.csv_return(bank.answers(payments, bank.failing(1))))
    told = [
        AuditEvent.objects.about(line.instalment).order_by("-id").values_list("verb", "detail").first()
        for line in lines_of(batch)
    ]
    paid = ("instalment.paid", {"batch": batch.number, "line_before": "unanswered", "line_after": "paid"})
    failed = ("instalment.failed", {"batch": batch.number, "line_before": "unanswered", "line_after": "failed"})
    assert told == [failed, paid, paid]


def test_lines_that_the_bank_does_not_mention_stay_unanswered(desk: Desk, batch, payments):
    desk.committed(batch, bank.csv_return(bank.answers(payments[:2])))
    batch.refresh_from_db()
    assert (batch.status, statuses(batch.lines)) == ("released", ["paid", "paid", "unanswered"])


def test_a_batch_may_be_answered_in_several_files(desk: Desk, batch, payments):
    for payment in payments:
        desk.committed(batch, bank.csv_return(bank.answers([payment])))
    batch.refresh_from_db()
    assert (batch.status, statuses(batch.lines)) == ("settled", ["paid"] * 3)


def test_the_same_file_twice_changes_nothing(desk: Desk, batch, payments):
    content = bank.csv_return(bank.answers(payments, bank.failing(1)))
    first, events = desk.committed(batch, content), AuditEvent.objects.count()
    second = actions.commit_return(desk.uploaded(batch, content), by=desk.approver)
    assert (second.pk, BankReturn.objects.count(), AuditEvent.objects.count()) == (first.pk, 1, events)


def test_the_same_answers_in_another_file_change_nothing(desk: Desk, batch, payments):
    answers = bank.answers(payments, bank.failing(1))
    desk.committed(batch, bank.csv_return(answers))
    before = list(PaymentLine.objects.values())
    again = desk.committed(batch, bank.xlsx_return(answers))
    assert (results(again), list(PaymentLine.objects.values())) == (["unchanged"] * 3, before)


def test_a_late_success_after_a_failure_is_an_exception_and_never_paid_twice(desk: Desk, batch, payments):
    desk.committed(batch, bank.csv_return(bank.answers(payments, bank.failing(1))))
    late = desk.committed(batch, bank.csv_return(bank.answers(payments[:1])))
    assert (results(late), lines_of(batch)[0].status) == (["exception"], "failed")


def test_another_batchs_file_is_refused_whole(desk: Desk, batch, payments):
    other = desk.released(make_due(make_payee(name="别批")))
    with pytest.raises(ActionRefused) as refused:
        desk.uploaded(other, bank.csv_return(bank.answers(payments)))
    assert (f"不是批次 {other.number} 的回盘" in str(refused.value), BankReturn.objects.count()) == (True, 0)


def test_another_batchs_file_without_references_is_refused_whole(desk: Desk, payments):
    other = desk.released(make_due(make_payee(name="别批")))
    with pytest.raises(ActionRefused):
        desk.uploaded(other, bank.csv_return(bank.answers(payments, lambda p: Answer(p, keep_remark=False))))


def test_exceptions_are_kept_with_their_reason_and_change_no_line(desk: Desk, batch, payments):
    stranger = bank.Payment("9", "路人", "6222021234567890128", "行", "1.00", f"{batch.number}-00099")
    answers = [
        Answer(payments[0], amount="12000.01"),
        Answer(payments[1], "处理中"),
        Answer(stranger),
        Answer(payments[2]),
    ]
    kept = desk.committed(batch, bank.csv_return(answers))
    assert results(kept) == ["exception", "exception", "exception", "paid"]
    assert statuses(batch.lines) == ["paid", "unanswered", "unanswered"]
    assert kept.rows.filter(result="exception", problem="").count() == 0


def test_every_row_of_the_file_is_kept_as_the_bank_wrote_it(desk: Desk, batch, payments):
    kept = desk.uploaded(batch, bank.csv_return(bank.answers(payments)))
    assert [row.raw["cells"] for row in kept.rows.order_by("row_number")] == [
        Answer(payment).cells()[:6] for payment in payments
    ]


@pytest.mark.parametrize("stage", ["drawn", "sealed", "approved"])
def test_a_batch_that_is_not_at_the_bank_takes_no_return(desk: Desk, payments, stage: str):
    with pytest.raises(ActionRefused):
        desk.uploaded(getattr(desk, stage)(), bank.csv_return(bank.answers(payments)))


def test_a_discarded_preview_changes_nothing_and_the_file_may_come_again(desk: Desk, batch, payments):
    content = bank.csv_return(bank.answers(payments))
    dropped = actions.discard_return(desk.uploaded(batch, content), by=desk.clerk)
    with pytest.raises(TransitionRefused):
        actions.commit_return(dropped, by=desk.clerk)
    assert statuses(batch.lines) == ["unanswered"] * 3
    assert desk.committed(batch, content).status == "committed"


def test_of_two_previews_of_the_same_lines_the_second_enters_nothing(desk: Desk, batch, payments):
    answers = bank.answers(payments)
    first, second = desk.uploaded(batch, bank.csv_return(answers)), desk.uploaded(batch, bank.xlsx_return(answers[:1]))
    actions.commit_return(first, by=desk.releaser)
    with pytest.raises(ActionRefused):
        actions.commit_return(second, by=desk.releaser)
    second.refresh_from_db()
    assert second.status == "preview"


def test_the_same_form_sent_twice_makes_one_return(desk: Desk, batch, payments):
    key, content = uuid.uuid4(), bank.csv_return(bank.answers(payments))
    made = [
        actions.upload_return(batch, by=desk.clerk, pk=key, file_name="r.csv", content=content).pk for _ in range(2)
    ]
    assert (made, BankReturn.objects.count()) == ([key, key], 1)


@pytest.mark.parametrize("role", ["hr_officer", "auditor", "policy_officer", "administrator", None])
def test_other_roles_neither_upload_nor_commit(desk: Desk, batch, payments, role: str | None):
    other, content = make_user(role), bank.csv_return(bank.answers(payments))
    kept = desk.uploaded(batch, content)
    for act in (lambda: desk.uploaded(batch, content + b"\n", by=other), lambda: actions.commit_return(kept, by=other)):
        with pytest.raises(ActionRefused):
            act()


def test_whoever_is_paid_by_a_batch_does_not_enter_its_return(desk: Desk):
    officer = make_user("finance_officer")
    batch = desk.released(make_due(make_payee(identity_number=officer.natural_person.identity_number)))
    kept = desk.uploaded(batch, bank.csv_return(bank.answers(payments_of_file(batch, desk))))
    with pytest.raises(DutiesNotSeparated):
        actions.commit_return(kept, by=officer)


def test_everyone_is_told_once_what_became_of_their_payment(desk: Desk, batch, payments):
    desk.committed(batch, bank.csv_return(bank.answers(payments, bank.failing(1))))
    run_outbox()
    told = Message.objects.filter(channel="portal", template__startswith="payment_").values_list("template", flat=True)
    assert sorted(told) == ["payment_failed", "payment_paid", "payment_paid"]


HOSTILE = {
    "empty": b"",
    "random": bytes(range(256)) * 8,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "a cut workbook": b"PK\x03\x04" + bytes(40),
    "headings alone": "序号,户名,账号,金额,备注,处理结果\r\n".encode(),
    "no headings": "1,张三,6222021234567890128,12000,,成功\r\n".encode(),
    "no result": "序号,户名,账号,金额,备注\r\n1,张三,6222021234567890128,12000,x\r\n".encode(),
    "half a character": "序号,户名,账号,金额,备注,处理结果\r\n1,张".encode("gb18030")[:-1],
    "null characters": "序号,户名,账号,金额,处理结果\r\n1,张\x00三,6222021234567890128,1,成功\r\n".encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_return_is_refused_in_words(desk: Desk, batch, name: str):
    with pytest.raises(ActionRefused) as refused:
        desk.uploaded(batch, HOSTILE[name])
    assert (bool(str(refused.value)), BankReturn.objects.count()) == (True, 0)


@settings(max_examples=fuzz_inputs(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_return_is_refused_or_every_row_of_it_is_shown(desk: Desk, batch, payments, data):
    whole = bytearray(bank.csv_return(bank.answers(payments)))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    refusal, silent = "", 0
    try:
        kept = desk.uploaded(batch, bytes(whole))
    except ActionRefused as refused:
        refusal = str(refused)
    else:
        silent = BankReturnRow.objects.filter(bank_return=kept, result="exception", problem="").count()
        actions.discard_return(kept, by=desk.clerk)
        refusal = "shown instead"
    assert (bool(refusal), silent, statuses(batch.lines)) == (True, 0, ["unanswered"] * 3)


def test_another_file_by_the_key_of_an_earlier_upload_is_refused(desk: Desk, batch, payments):
    first = desk.uploaded(batch, bank.csv_return(bank.answers(payments)))
    other = bank.csv_return(bank.answers(payments, bank.failing(2, "账户已销户")))
    with pytest.raises(ActionRefused):
        actions.upload_return(batch, by=desk.releaser, pk=first.pk, file_name="回盘2.csv", content=other)
    assert list(BankReturn.objects.values_list("pk", flat=True)) == [first.pk]


def test_no_account_number_of_the_banks_words_is_kept_readable(desk: Desk, batch, payments):
    account = lines_of(batch)[1].account_number
    content = bank.csv_return(bank.answers(payments, bank.failing(2, f"账号{account}不存在")))
    bank_return = actions.upload_return(
        batch, by=desk.releaser, pk=uuid.uuid4(), file_name=f"{account}.csv", content=content
    )
    readable = [bank_return.file_name, *bank_return.rows.values_list("bank_reason", flat=True)]
    assert [text for text in readable if account in text] == []
