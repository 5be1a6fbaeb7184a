"""Which line a row of the bank's return answers."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.payments.kinds import ExceptionKind
from subsidies.payments.kinds import ReturnRowResult as R
from subsidies.payments.matching import ANSWERS, ReturnedRow, SealedLine, is_of_another_batch, match_rows
from subsidies.payments.workflow import LineStatus

NUMBER = "FF2026-0001"


def sealed(sequence: int, **fields) -> SealedLine:
    values = {
        "key": f"line-{sequence}",
        "reference": f"{NUMBER}-{sequence:05d}",
        "sequence": sequence,
        "account_number": f"0222{sequence:015d}",
        "payee_name": "欧阳·㛃",
        "amount_yuan": 12_000,
        "status": LineStatus.UNANSWERED,
    }
    return SealedLine(**(values | fields))


def answering(line: SealedLine, row_number: int = 2, **fields) -> ReturnedRow:
    values = {
        "row_number": row_number,
        "remark": line.reference,
        "sequence": line.sequence,
        "account_number": line.account_number,
        "payee_name": line.payee_name,
        "amount_yuan": line.amount_yuan,
        "outcome": R.PAID,
    }
    return ReturnedRow(**(values | fields))


def judged(*rows: ReturnedRow, lines=None):
    found = match_rows(rows, lines or [sealed(1), sealed(2), sealed(3)], batch_number=NUMBER)
    return [(match.result, match.line.key if match.line else None) for match in found]


ONE = sealed(1)


def test_our_reference_with_account_and_amount_answers_the_line():
    rows = answering(ONE), answering(sealed(2), outcome=R.FAILED)
    assert judged(*rows) == [(R.PAID, "line-1"), (R.FAILED, "line-2")]


@pytest.mark.parametrize(
    "remark",
    [
        "代发 FF2026-0001-00001 生活补贴",
        "ｆｆ２０２６－０００１－００００１",
        "FF2026–0001–00001",
        "（ff2026-0001-00001）",
    ],
)
def test_the_reference_is_found_in_any_dress(remark: str):
    assert judged(answering(ONE, remark=remark)) == [(R.PAID, "line-1")]


@pytest.mark.parametrize(
    "wrong",
    [{"amount_yuan": 12_001}, {"amount_yuan": None}, {"account_number": "0222000000000000002"}, {"account_number": ""}],
)
def test_our_reference_with_a_wrong_amount_or_account_is_an_exception(wrong):
    assert judged(answering(ONE, **wrong)) == [(R.EXCEPTION, "line-1")]


def test_a_name_that_differs_does_not_matter_when_reference_account_and_amount_agree():
    assert judged(answering(ONE, payee_name="欧阳?")) == [(R.PAID, "line-1")]


def test_without_reference_sequence_account_name_and_amount_together_answer_the_line():
    assert judged(answering(ONE, remark="生活补贴", payee_name=" 欧阳·㛃 ")) == [(R.PAID, "line-1")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"sequence": 2},
        {"sequence": None},
        {"payee_name": "欧阳"},
        {"amount_yuan": 1},
        {"account_number": "0222000000000000009"},
    ],
)
def test_without_reference_one_difference_is_enough_for_an_exception(wrong):
    assert judged(answering(ONE, remark="", **wrong)) == [(R.EXCEPTION, None)]


def test_a_reference_we_never_gave_is_an_exception_although_the_rest_would_fit():
    assert judged(answering(ONE, remark=f"{NUMBER}-00099")) == [(R.EXCEPTION, None)]


def test_a_row_of_another_batch_is_an_exception():
    assert judged(answering(ONE, remark="FF2026-0002-00001")) == [(R.EXCEPTION, None)]


def test_two_references_in_one_remark_are_an_exception():
    assert judged(answering(ONE, remark=f"{ONE.reference} {sealed(2).reference}")) == [(R.EXCEPTION, None)]


def test_a_result_that_is_neither_paid_nor_failed_is_an_exception():
    assert judged(answering(ONE, outcome=None)) == [(R.EXCEPTION, "line-1")]


def test_a_row_with_an_unreadable_cell_is_an_exception():
    assert judged(answering(ONE, problem="D2 “一万”这不是可以识别的金额。")) == [(R.EXCEPTION, None)]


def test_a_second_row_for_a_line_is_an_exception_and_the_first_counts():
    assert judged(answering(ONE, 2), answering(ONE, 3)) == [(R.PAID, "line-1"), (R.EXCEPTION, "line-1")]


def test_two_rows_that_contradict_each_other_are_both_exceptions():
    rows = answering(ONE, 2), answering(ONE, 3, outcome=R.FAILED), answering(ONE, 4)
    assert judged(*rows) == [(R.EXCEPTION, "line-1")] * 3


@pytest.mark.parametrize(
    ("status", "outcome", "result"),
    [
        (LineStatus.PAID, R.PAID, R.UNCHANGED),
        (LineStatus.FAILED, R.FAILED, R.UNCHANGED),
        (LineStatus.PAID, R.FAILED, R.EXCEPTION),
        (LineStatus.FAILED, R.PAID, R.EXCEPTION),
    ],
)
def test_a_line_that_was_answered_is_never_answered_otherwise(status, outcome, result):
    line = sealed(1, status=status)
    assert judged(answering(line, outcome=outcome), lines=[line]) == [(result, "line-1")]


def test_a_failure_beside_a_payment_made_twice_is_an_exception_of_its_own():
    line = sealed(1, beside_twice=True)
    (found,) = match_rows([answering(line, outcome=R.FAILED)], [line], batch_number=NUMBER)
    assert (found.result, found.kind) == (R.EXCEPTION, ExceptionKind.REPLACEMENT_FAILED)


def test_what_is_said_both_ways_beside_a_payment_made_twice_is_contradictory():
    line = sealed(1, beside_twice=True)
    rows = [answering(line, 2), answering(line, 3, outcome=R.FAILED)]
    kinds = {found.kind for found in match_rows(rows, [line], batch_number=NUMBER)}
    assert kinds == {ExceptionKind.CONTRADICTORY_ROWS}


def test_a_file_that_names_only_another_batch_is_of_another_batch():
    rows = [answering(ONE, remark="FF2026-0002-00001")]
    assert is_of_another_batch(rows, [ONE], batch_number=NUMBER) is True


def test_a_file_without_references_belongs_here_when_a_payee_with_its_account_does():
    ours, foreign = answering(ONE, remark="", amount_yuan=1), answering(ONE, remark="", account_number="9" * 19)
    answers = [is_of_another_batch([row], [ONE], batch_number=NUMBER) for row in (ours, foreign)]
    assert answers == [False, True]


LINES = tuple(
    sealed(
        n, payee_name=f"人{n % 3}", account_number=f"0222{n % 4:015d}", amount_yuan=1000 * (n % 2 + 1), status=status
    )
    for n, status in enumerate([*[LineStatus.UNANSWERED] * 6, LineStatus.PAID, LineStatus.FAILED], start=1)
)
rows_of_a_return = st.lists(
    st.builds(
        ReturnedRow,
        row_number=st.just(0),
        remark=st.sampled_from(
            ["", "补贴", *[line.reference for line in LINES], f"{NUMBER}-00077", "FF2025-0009-00001"]
        ),
        sequence=st.none() | st.integers(0, 9),
        account_number=st.sampled_from([*{line.account_number for line in LINES}, "", "9" * 19]),
        payee_name=st.sampled_from(["人0", "人1", "人2", "人 1", ""]),
        amount_yuan=st.sampled_from([None, 0, 1000, 2000, 12_000]),
        outcome=st.sampled_from([None, R.PAID, R.FAILED]),
        problem=st.sampled_from(["", "", "", "C2 账号有误"]),
    ),
    max_size=25,
).map(lambda rows: [dataclasses.replace(row, row_number=n) for n, row in enumerate(rows, start=2)])


@given(rows_of_a_return)
def test_no_row_is_ever_lost(rows):
    assert [match.row for match in match_rows(rows, LINES, batch_number=NUMBER)] == rows


@given(rows_of_a_return)
def test_every_exception_says_why_and_nothing_else_does(rows):
    found = match_rows(rows, LINES, batch_number=NUMBER)
    assert [bool(match.problem) for match in found] == [match.result == R.EXCEPTION for match in found]


@given(rows_of_a_return)
def test_no_line_is_answered_twice_and_none_that_was_answered_before(rows):
    answered = [m.line for m in match_rows(rows, LINES, batch_number=NUMBER) if m.result in ANSWERS]
    assert max(Counter(line.key for line in answered).values(), default=1) == 1
    assert {line.status for line in answered} <= {LineStatus.UNANSWERED}


@given(rows_of_a_return)
def test_whatever_is_answered_agrees_in_account_and_amount(rows):
    for match in match_rows(rows, LINES, batch_number=NUMBER):
        if match.result in (R.PAID, R.FAILED, R.UNCHANGED):
            row, line = match.row, match.line
            assert (row.account_number, row.amount_yuan) == (line.account_number, line.amount_yuan)


@given(rows_of_a_return, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_changes_which_lines_are_paid(rows, random):
    shuffled = random.sample(rows, len(rows))
    paid = [
        {
            (m.line.key, m.result)
            for m in match_rows(order, LINES, batch_number=NUMBER)
            if m.result in (R.PAID, R.FAILED)
        }
        for order in (rows, shuffled)
    ]
    assert paid[0] == paid[1]
