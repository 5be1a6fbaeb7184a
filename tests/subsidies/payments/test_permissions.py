"""Which buttons a batch offers to whom."""

from __future__ import annotations

import pytest

from subsidies.payments.permissions import may_upload_return, offers
from tests.factories import make_user
from tests.subsidies.payments.stages import Desk


@pytest.mark.parametrize(
    ("stage", "office", "finance"),
    [
        ("drawn", ["seal", "cancel"], []),
        ("sealed", ["cancel"], ["approve", "return"]),
        ("approved", [], ["release", "return"]),
        ("released", [], []),
    ],
)
def test_each_side_is_offered_what_the_table_allows(desk: Desk, stage: str, office: list[str], finance: list[str]):
    batch, auditor = getattr(desk, stage)(), make_user("auditor")
    offered = [[offer.action for offer in offers(batch, user)] for user in (desk.clerk, desk.releaser, auditor)]
    assert offered == [office, finance, []]


def test_whoever_may_not_press_a_button_reads_why(desk: Desk):
    batch = desk.approved()
    assert [bool(offer.why_not) for offer in offers(batch, desk.approver)] == [True, False]
    assert [bool(offer.why_not) for offer in offers(batch, desk.releaser)] == [False, False]


def test_returns_are_uploaded_once_the_batch_is_at_the_bank(desk: Desk):
    batches = [desk.approved(), desk.released()]
    assert [may_upload_return(batch, desk.clerk) for batch in batches] == [False, True]
