"""Holds placed after sealing: finance looks at them and says so, twice, or sends the batch back."""

from __future__ import annotations

import uuid

import pytest

from subsidies.payments import actions
from subsidies.payments.kinds import HoldKind
from subsidies.payments.manifest import digest_of
from subsidies.payments.models import HeldLinesStatement, Hold, PaymentBatch
from subsidies.payments.queries.held import held_lines
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from tests.factories import make_user
from tests.subsidies.payments.stages import Desk, lines_of

pytestmark = pytest.mark.django_db
SAID = "已电话核实，本人仍在职"


def hold_line(batch: PaymentBatch, place: int, *, by=None) -> Hold:
    person = lines_of(batch)[place].instalment.award.person
    by = by or make_user("reviewer")
    return actions.place_hold(person, by=by, pk=uuid.uuid4(), kind=HoldKind.DISPUTE_OPEN, reason="群众举报")


def release(desk: Desk, batch: PaymentBatch, **words: str) -> PaymentBatch:
    return actions.release(batch, by=desk.releaser, voucher_number="ZF-1", digest=batch.digest, **words)


def test_without_a_hold_nothing_is_asked(desk: Desk):
    batch = release(desk, desk.approved())
    assert (batch.status, HeldLinesStatement.objects.count()) == ("released", 0)


@pytest.mark.parametrize("words", [{}, {"held_seen": "seen"}, {"held_seen": "seen", "held_reason": " \n"}])
def test_held_lines_are_approved_only_when_seen_and_with_a_reason(desk: Desk, words: dict[str, str]):
    batch = desk.sealed()
    hold_line(batch, 0)
    words = {name: held_lines(batch).token if value == "seen" else value for name, value in words.items()}
    with pytest.raises(ActionRefused, match="1 笔的收款人"):
        actions.approve(batch, by=desk.approver, digest=batch.digest, **words)
    assert (PaymentBatch.objects.get().status, HeldLinesStatement.objects.count()) == ("sealed", 0)


def test_both_officers_say_for_themselves_and_what_was_sealed_is_released(desk: Desk):
    batch = desk.sealed()
    hold_line(batch, 0)
    seen = held_lines(batch).token
    actions.approve(batch, by=desk.approver, digest=batch.digest, held_seen=seen, held_reason=f" {SAID} ")
    with pytest.raises(ActionRefused):
        release(desk, batch)
    batch = release(desk, batch, held_seen=seen, held_reason="同意继续")
    stated = list(HeldLinesStatement.objects.values_list("step", "held_count", "reason", "stated_by"))
    assert stated == [("approve", 1, SAID, desk.approver.pk), ("release", 1, "同意继续", desk.releaser.pk)]
    assert (batch.status, len(lines_of(batch)), digest_of(batch)) == ("released", 3, batch.digest)
    events = AuditEvent.objects.filter(verb__in=["batch.approved", "batch.released"]).order_by("pk")
    assert [(event.reason.strip(), event.detail["held"]) for event in events] == [(SAID, 1), ("同意继续", 1)]


@pytest.mark.parametrize("seen_before", [0, 1])
def test_a_hold_that_comes_between_page_and_answer_is_refused(desk: Desk, seen_before: int):
    batch = desk.sealed()
    for place in range(seen_before):
        hold_line(batch, place)
    seen = held_lines(batch).token
    hold_line(batch, 2)
    with pytest.raises(ActionRefused, match=f"现在有 {seen_before + 1} 笔"):
        actions.approve(batch, by=desk.approver, digest=batch.digest, held_seen=seen, held_reason=SAID)
    assert PaymentBatch.objects.get().status == "sealed"


def test_another_hold_in_place_of_the_one_that_was_seen_is_refused_too(desk: Desk):
    batch = desk.sealed()
    first = hold_line(batch, 0)
    seen = held_lines(batch).token
    actions.lift_hold(first, by=make_user("reviewer"), reason="已查清")
    hold_line(batch, 1)
    with pytest.raises(ActionRefused):
        actions.approve(batch, by=desk.approver, digest=batch.digest, held_seen=seen, held_reason=SAID)


def test_when_every_hold_was_lifted_meanwhile_nothing_is_asked_any_more(desk: Desk):
    batch = desk.sealed()
    hold = hold_line(batch, 0)
    seen = held_lines(batch).token
    actions.lift_hold(hold, by=make_user("reviewer"), reason="已查清")
    batch = actions.approve(batch, by=desk.approver, digest=batch.digest, held_seen=seen)
    assert (batch.status, HeldLinesStatement.objects.count()) == ("approved", 0)
