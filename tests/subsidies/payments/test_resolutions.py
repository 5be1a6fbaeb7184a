"""Which resolution fits which exception."""

from __future__ import annotations

import itertools

import pytest

from subsidies.payments.kinds import ExceptionKind as K
from subsidies.payments.kinds import Resolution
from subsidies.payments.resolutions import NAMES_NO_LINE, RULES, fits, resolutions_for
from subsidies.payments.workflow import LineStatus as L

R = Resolution

COUNTED = {R.NO_EFFECT, R.COUNT_PAID, R.COUNT_FAILED, R.FIRST_COUNTS}
LATE = {R.NO_EFFECT, R.LATE_SUCCESS, R.PAID_TWICE}
BACK = {R.NO_EFFECT, R.REVERSE, R.FIRST_COUNTS}
TWICE_BACK = {R.NO_EFFECT, R.TWICE_BACK}
NOTHING = {R.NO_EFFECT}
UNANSWERED = {
    K.UNREADABLE_ROW: COUNTED, K.UNKNOWN_LINE: COUNTED, K.WRONG_AMOUNT: COUNTED, K.WRONG_ACCOUNT: COUNTED,
    K.WRONG_BATCH: NOTHING, K.DUPLICATE_ROW: NOTHING, K.CONTRADICTORY_ROWS: COUNTED, K.UNCLEAR_OUTCOME: COUNTED,
    K.AMBIGUOUS_REFERENCE: COUNTED, K.REVERSED_AFTER_PAID: NOTHING, K.LATE_SUCCESS: NOTHING,
    K.REPLACEMENT_FAILED: COUNTED - {R.COUNT_PAID},
}  # fmt: skip
TABLE = {
    L.UNANSWERED: UNANSWERED,
    L.PAID: dict.fromkeys(K, NOTHING) | {K.REVERSED_AFTER_PAID: BACK, K.UNCLEAR_OUTCOME: BACK},
    **{
        status: dict.fromkeys(K, NOTHING) | {K.LATE_SUCCESS: LATE, K.UNCLEAR_OUTCOME: LATE}
        for status in (L.FAILED, L.REVERSED, L.REFUNDED)
    },
    L.PAID_TWICE: dict.fromkeys(K, NOTHING) | {K.REVERSED_AFTER_PAID: TWICE_BACK, K.UNCLEAR_OUTCOME: TWICE_BACK},
    L.CANCELLED: dict.fromkeys(K, NOTHING),
}
"""Written out by hand: for each status of the line and each kind, what may be done."""


def test_the_table_here_knows_every_status_kind_and_resolution():
    assert (set(TABLE), {kind for row in TABLE.values() for kind in row}, set(RULES)) == (set(L), set(K), set(R))


@pytest.mark.parametrize(("status", "kind"), list(itertools.product(L, K)))
def test_these_resolutions_are_possible(status: L, kind: K):
    assert {resolution for resolution in R if fits(resolution, kind, status)} == TABLE[status][kind]


@pytest.mark.parametrize("kind", NAMES_NO_LINE)
def test_a_row_that_names_no_line_may_be_counted_once_the_officer_names_one(kind: K):
    assert (set(resolutions_for(kind, None)), fits(R.COUNT_PAID, kind, None)) == (COUNTED, False)


def test_that_the_earlier_payment_counts_is_asked_only_beside_one_that_was_made_twice():
    alone, beside = (resolutions_for(K.WRONG_AMOUNT, L.UNANSWERED, beside_twice=twice) for twice in (False, True))
    assert set(beside) - set(alone) == {R.FIRST_COUNTS}


def test_without_a_line_nothing_else_is_possible():
    assert [kind for kind in K if kind not in NAMES_NO_LINE and set(resolutions_for(kind, None)) != NOTHING] == []
