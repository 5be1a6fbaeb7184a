"""How much of a payment comes back, in a sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from subsidies.payments.kinds import RecoveryClause
from subsidies.payments.models import Instalment
from subsidies.payments.queries.recoveries import ItemDraft
from subsidies.payments.recovery_words import fraction_of, reckoning_of, served_of

DAY = dt.date(2026, 3, 2)


def item(clause: RecoveryClause, amount_yuan: int, **fields: int) -> ItemDraft:
    return ItemDraft(Instalment(sequence=1), DAY, 12_000, clause, amount_yuan, **fields)


SENTENCES = [
    (
        item(RecoveryClause.PRO_RATA, 7_000, months_served=5, months_bound=12),
        ("5 个月", "7/12", "发放后任职按 5 个月计，未满约定的 12 个月：12,000 元 × 7/12，元以下舍去"),
    ),
    (item(RecoveryClause.LEFT_BY_PAYMENT, 12_000), ("—", "全额", "离职不晚于发放日，全额追回：12,000 元")),
    (item(RecoveryClause.EXEMPT, 0), ("—", "0", "离职原因属于政策规定不予追回的情形")),
    (item(RecoveryClause.PERIOD_OVER, 0), ("—", "0", "离职时已超过追回期限")),
    (item(RecoveryClause.AS_FOUND, 2_000), ("—", "核定", "核定多发 2,000 元")),
    (
        item(RecoveryClause.WHOLE, 2_000, earlier_yuan=10_000),
        ("—", "全额", "发放没有依据，全额追回：12,000 元，减去此前已追回 10,000 元"),
    ),
]


@pytest.mark.parametrize(("given", "said"), SENTENCES, ids=[str(given.clause) for given, _said in SENTENCES])
def test_each_clause_says_how_it_reckons(given: ItemDraft, said: tuple[str, str, str]):
    assert (served_of(given), fraction_of(given), reckoning_of(given)) == said
