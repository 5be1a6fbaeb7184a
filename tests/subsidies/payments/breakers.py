"""For each constraint of instalments, batches, returns and holds a row that breaks it."""

from __future__ import annotations

import uuid

from django.db.models import F

from subsidies.payments import actions
from subsidies.payments.kinds import ExceptionKind
from subsidies.payments.models import (
    BankReturn,
    BankReturnRow,
    BankTemplate,
    BatchFile,
    ConfirmationAsked,
    HeldLinesStatement,
    Hold,
    ManifestHead,
    PaymentLine,
    ReleaseManifest,
    ReturnException,
    TreasuryRefund,
)
from talent.calendars import clock
from tests.subsidies.payments.apart import enter, of_kind, payments_of, plain_return, propose
from tests.subsidies.payments.bank import Answer
from tests.subsidies.payments.breaking import Breaker, Write, copies, sets
from tests.subsidies.payments.stages import Desk, lines_of, make_due


def drawn_line() -> PaymentLine:
    return lines_of(Desk().drawn(make_due()))[0]


def another_line(**values: object) -> Write:
    """A second line in a batch, of an instalment that another pays unless it is cancelled."""
    line = drawn_line()
    return copies(line, **({"sequence": line.sequence + 1, "reference": "FF1999-0001-00001"} | values))


def template(**values: object) -> Write:
    return copies(BankTemplate.objects.order_by("pk")[0], **values)


def file_of_a_batch() -> BatchFile:
    words = {"name": "a.csv", "storage_name": "a.csv", "sha256": "0" * 64, "size": 1, "rendered_at": clock.now()}
    return BatchFile.objects.create(batch=Desk().drawn(make_due()), kind="csv", **words)


def previewed() -> BankReturn:
    desk = Desk()
    batch = desk.released(make_due())
    return desk.uploaded(batch, plain_return([Answer(payments_of(batch)[0])]))


def entered_row() -> BankReturnRow:
    desk = Desk()
    batch = desk.released(make_due())
    return enter(desk, batch, Answer(payments_of(batch)[0])).rows.get()


def entered_by_its_uploader() -> Write:
    kept = previewed()
    by = {"committed_by": kept.uploaded_by, "committed_person": kept.uploaded_person, "committed_at": clock.now()}
    return sets(kept, status="committed", needs_second=True, **by)


def set_apart(*, proposed: bool = False) -> ReturnException:
    desk = Desk()
    found = of_kind(desk, desk.released(), ExceptionKind.UNCLEAR_OUTCOME)
    return propose(desk, found, "count_paid") if proposed else found


def resolved_by_one() -> Write:
    found = set_apart(proposed=True)
    by = {"confirmed_by": found.proposed_by, "confirmed_person": found.proposed_person, "confirmed_at": clock.now()}
    return sets(found, status="resolved", **by)


def refund() -> TreasuryRefund:
    desk = Desk()
    person = {"recorded_by": desk.releaser, "recorded_person": desk.releaser.natural_person}
    words = {"voucher_number": "TK-1", "refunded_on": clock.today(), "line_count": 1, "total_yuan": 1}
    return TreasuryRefund.objects.create(batch=desk.released(make_due()), recorded_at=clock.now(), **words, **person)


def hold() -> Hold:
    person, desk = make_due().award.person, Desk()
    return actions.place_hold(person, by=desk.clerk, pk=uuid.uuid4(), kind="by_hand", reason="待核实")


def lifted_by_its_placer() -> Write:
    placed = hold()
    by = {"lifted_by": placed.placed_by, "lifted_person": placed.placed_person, "lifted_at": clock.now()}
    return sets(placed, status="lifted", lift_reason="已核实", **by)


def asked() -> ConfirmationAsked:
    instalment = make_due()
    employer = instalment.award.person.employment.employer
    return ConfirmationAsked.objects.create(
        instalment=instalment, employer=employer, kind="first", asked_on=clock.today()
    )


def statement() -> HeldLinesStatement:
    desk = Desk()
    by = {"stated_by": desk.approver, "stated_person": desk.approver.natural_person, "stated_at": clock.now()}
    batch = desk.sealed(make_due())
    return HeldLinesStatement.objects.create(batch=batch, step="approve", held_count=1, reason="已核实", **by)


def manifest() -> ReleaseManifest:
    batch = Desk().released(make_due())
    actions.render_files(batch.pk)
    return ReleaseManifest.objects.get(batch=batch)


def another_manifest(**values: object) -> Write:
    return copies(manifest(), batch_id=Desk().drawn(make_due()).pk, **values)


BREAKERS: dict[str, Breaker] = {
    "instalment_sequence_once": lambda: copies(make_due()),
    "instalment_pays_something": lambda: sets(make_due(), amount_yuan=0),
    "paid_on_a_day": lambda: sets(make_due(), status="paid"),
    "stopped_for_a_cause": lambda: sets(make_due(), status="cancelled"),
    "bank_template_version_once": template,
    "bank_template_changed_by_someone": lambda: template(version=99, changed_by=None, changed_at=clock.now()),
    "maker_never_approves": lambda: sets(Desk().sealed(make_due()), approved_person=F("drawn_up_person")),
    "approver_never_releases": lambda: sets(Desk().approved(make_due()), released_person=F("approved_person")),
    "sealed_batch_is_complete": lambda: sets(Desk().drawn(make_due()), status="sealed"),
    "released_by_two": lambda: sets(Desk().approved(make_due()), status="released"),
    "approved_by_someone": lambda: sets(Desk().sealed(make_due()), status="approved"),
    "returned_with_reason": lambda: sets(Desk().sealed(make_due()), status="returned"),
    "line_sequence_once": lambda: another_line(sequence=1, status="cancelled"),
    "one_live_line_per_instalment": another_line,
    "line_pays_something": lambda: another_line(amount_yuan=0, status="cancelled"),
    "line_answered_at_an_instant": lambda: sets(drawn_line(), answered_at=clock.now()),
    "line_refunded_by_voucher": lambda: sets(drawn_line(), status="refunded", answered_at=clock.now()),
    "batch_file_once": lambda: copies(file_of_a_batch(), storage_name="b.csv"),
    "return_file_once": lambda: copies(previewed()),
    "return_committed_by_someone": lambda: sets(previewed(), status="committed"),
    "unusual_return_entered_by_two": entered_by_its_uploader,
    "contradicting_return_accepted_by_two": lambda: sets(previewed(), contradiction="合计不符"),
    "return_row_once": lambda: copies(entered_row(), line_id=None),
    "line_answered_once_per_return": lambda: copies(entered_row(), row_number=99),
    "exception_row_says_why": lambda: sets(entered_row(), result="exception"),
    "exception_resolved_step_by_step": lambda: sets(set_apart(), status="resolved"),
    "exception_resolved_by_two": resolved_by_one,
    "refund_voucher_once_per_batch": lambda: copies(refund()),
    "refund_of_something": lambda: sets(refund(), total_yuan=0),
    "asked_to_confirm_once_a_day": lambda: copies(asked()),
    "one_live_hold_of_a_kind": lambda: copies(hold()),
    "hold_lifted_with_reason": lambda: sets(hold(), status="lifted"),
    "placer_never_lifts": lifted_by_its_placer,
    "hold_says_why": lambda: sets(hold(), reason=""),
    "held_lines_stated_once_a_step": lambda: copies(statement()),
    "held_lines_stated_with_reason": lambda: copies(statement(), step="release", reason=""),
    "one_manifest_head": lambda: lambda: ManifestHead.objects.create(pk=2),
    # Keys of a single column, as PostgreSQL names them
    "payments_paymentbatch_number_key": lambda: copies(Desk().drawn(make_due())),
    "payments_paymentline_reference_key": lambda: copies(drawn_line(), sequence=2, status="cancelled"),
    "payments_batchfile_storage_name_key": lambda: copies(file_of_a_batch(), part=2),
    "payments_returnexception_row_id_key": lambda: copies(set_apart()),
    "payments_releasemanifest_batch_id_key": lambda: copies(manifest(), sequence=2, digest="1" * 64),
    "payments_releasemanifest_sequence_key": lambda: another_manifest(digest="1" * 64),
    "payments_releasemanifest_digest_key": lambda: another_manifest(sequence=2),
}
