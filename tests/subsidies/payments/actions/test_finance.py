"""Approval, release and return by the finance bureau."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from subsidies.payments import actions
from subsidies.payments.models import PaymentBatch, PaymentLine
from subsidies.payments.queries.copies import stamp_of
from talent.accounts.models import StaffRole
from talent.accounts.separation import DutiesNotSeparated
from talent.audit.models import AuditEvent
from talent.workflow.refusals import ActionRefused
from talent.workflow.table import TransitionRefused
from tests.factories import make_user
from tests.subsidies.payments.stages import Desk, make_due, make_payee


def finance_account_of(person):
    """A second log-in, of the finance bureau, for the same human being."""
    return make_user("finance_officer", natural_person=person)


def test_one_officer_approves_and_another_releases(desk: Desk):
    batch = desk.released()
    assert (batch.status, batch.approved_person, batch.released_person, batch.voucher_number) == (
        "released",
        desk.approver.natural_person,
        desk.releaser.natural_person,
        "ZF-2026-0031",
    )


def test_whoever_drew_up_never_approves_even_with_another_log_in(desk: Desk):
    batch = desk.sealed()
    with pytest.raises(DutiesNotSeparated):
        actions.approve(batch, by=finance_account_of(desk.clerk.natural_person), digest=batch.digest)


def test_whoever_sealed_never_approves(desk: Desk):
    batch = desk.drawn()
    sealer = make_user("reviewer")
    batch = actions.seal(batch, by=sealer, stamp=stamp_of(batch), note="已核")
    with pytest.raises(DutiesNotSeparated):
        actions.approve(batch, by=finance_account_of(sealer.natural_person), digest=batch.digest)


@pytest.mark.parametrize("who", ["approver", "clerk"])
def test_whoever_approved_or_drew_up_never_releases_even_with_another_log_in(desk: Desk, who: str):
    batch = desk.approved()
    officer = finance_account_of(getattr(desk, who).natural_person)
    with pytest.raises(DutiesNotSeparated):
        actions.release(batch, by=officer, voucher_number="1", digest=batch.digest)


def test_an_officer_without_a_natural_person_can_do_nothing(desk: Desk):
    batch = desk.sealed()
    officer = make_user("finance_officer", natural_person=None)
    with pytest.raises(DutiesNotSeparated):
        actions.approve(batch, by=officer, digest=batch.digest)


def test_the_database_itself_keeps_approver_and_releaser_apart(desk: Desk):
    batch = desk.approved()
    for values in (
        {"approved_person": desk.clerk.natural_person},
        {"released_person": desk.approver.natural_person},
        {"released_person": desk.clerk.natural_person},
        {"status": "released"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaymentBatch.objects.filter(pk=batch.pk).update(**values)


def test_whoever_is_paid_by_a_batch_neither_approves_nor_releases_it(desk: Desk):
    for officer, stage, act in (
        (desk.approver, desk.sealed, lambda b, o: actions.approve(b, by=o, digest=b.digest)),
        (desk.releaser, desk.approved, lambda b, o: actions.release(b, by=o, voucher_number="1", digest=b.digest)),
    ):
        payee = make_payee(identity_number=officer.natural_person.identity_number)
        batch = stage(make_due(payee))
        with pytest.raises(DutiesNotSeparated):
            act(batch, officer)


@pytest.mark.parametrize("role", ["reviewer", "auditor", "hr_officer", "policy_officer", "administrator", None])
def test_other_roles_neither_approve_nor_return(desk: Desk, role: str | None):
    batch, other = desk.sealed(), make_user(role)
    for act in (
        lambda: actions.approve(batch, by=other, digest=batch.digest),
        lambda: actions.return_to_office(batch, by=other, reason="x"),
    ):
        with pytest.raises(ActionRefused):
            act()


def test_a_revoked_role_ends_at_once(desk: Desk):
    batch = desk.sealed()
    StaffRole.objects.filter(user=desk.approver).update(revoked_at=batch.sealed_at)
    with pytest.raises(ActionRefused):
        actions.approve(batch, by=type(desk.approver).objects.get(pk=desk.approver.pk), digest=batch.digest)


@pytest.mark.parametrize("stage", ["drawn", "approved", "released"])
def test_only_a_sealed_batch_is_approved(desk: Desk, stage: str):
    batch = getattr(desk, stage)()
    with pytest.raises(TransitionRefused):
        actions.approve(batch, by=make_user("finance_officer"), digest=batch.digest)


def test_a_batch_is_not_released_before_it_is_approved(desk: Desk):
    batch = desk.sealed()
    with pytest.raises(TransitionRefused):
        actions.release(batch, by=desk.releaser, voucher_number="1", digest=batch.digest)


def test_release_needs_a_voucher(desk: Desk):
    batch = desk.approved()
    with pytest.raises(ActionRefused):
        actions.release(batch, by=desk.releaser, voucher_number=" ", digest=batch.digest)


def test_a_page_that_showed_another_digest_approves_nothing(desk: Desk):
    batch = desk.sealed()
    with pytest.raises(actions.SealBroken):
        actions.approve(batch, by=desk.approver, digest="0" * 64)


@pytest.mark.parametrize("column", ["payee_name", "bank_name", "amount_yuan", "policy_version", "reference"])
def test_content_altered_behind_our_back_stops_approval_and_release(desk: Desk, unguarded, column: str):
    sealed, approved = desk.sealed(), desk.approved()
    line = lambda batch: PaymentLine.objects.filter(batch=batch, sequence=1)  # noqa: E731 - one line says it
    for batch in (sealed, approved):
        line(batch).update(**{column: 1 if column == "amount_yuan" else f"x{batch.number}"})
    with pytest.raises(actions.SealBroken):
        actions.approve(sealed, by=desk.approver, digest=sealed.digest)
    with pytest.raises(actions.SealBroken):
        actions.release(approved, by=desk.releaser, voucher_number="1", digest=approved.digest)


def test_a_returned_batch_says_why_and_can_only_be_cancelled(desk: Desk):
    batch = actions.return_to_office(desk.approved(), by=desk.releaser, reason=" 指标文号不符 ")
    assert (batch.status, batch.return_reason, batch.returned_by) == ("returned", "指标文号不符", desk.releaser)
    with pytest.raises(TransitionRefused):
        actions.approve(batch, by=desk.approver, digest=batch.digest)
    assert actions.cancel(batch, by=desk.clerk, reason="按财政意见重拟").status == "cancelled"


def test_returning_needs_a_reason(desk: Desk):
    batch = desk.sealed()
    with pytest.raises(ActionRefused):
        actions.return_to_office(batch, by=desk.approver, reason="")


def test_a_released_batch_goes_neither_back_nor_away(desk: Desk):
    batch = desk.released()
    for act in (
        lambda: actions.return_to_office(batch, by=desk.approver, reason="x"),
        lambda: actions.cancel(batch, by=desk.clerk, reason="x"),
    ):
        with pytest.raises(TransitionRefused):
            act()


def test_each_step_of_a_batch_leaves_an_event_with_who_and_from_what_to_what(desk: Desk):
    batch = desk.released()
    events = AuditEvent.objects.about(batch).order_by("id")
    assert [(e.verb, e.from_status, e.to_status, e.actor) for e in events] == [
        ("batch.drawn_up", "", "draft", desk.clerk),
        ("batch.sealed", "draft", "sealed", desk.clerk),
        ("batch.approved", "sealed", "approved", desk.approver),
        ("batch.released", "approved", "released", desk.releaser),
    ]
