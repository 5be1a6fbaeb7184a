"""What every action on a recovery does the same way: lock its row, ask the table, leave an event."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.payments.actions.steps import next_status
from subsidies.payments.models import Recovery, RecoveryItem, RecoveryYear
from subsidies.payments.queries.recoveries import ItemDraft
from subsidies.payments.recovery_querysets import OPEN
from subsidies.payments.references import recovery_number
from subsidies.payments.workflow import RECOVERY, RecoveryStatus
from talent.accounts.models import NaturalPerson, User
from talent.accounts.separation import natural_person_of, refuse_own_case
from talent.audit import events as audit
from talent.calendars import clock
from talent.papers import actions as papers
from talent.workflow.refusals import ActionRefused


def locked_recovery(recovery: Recovery, *, by: User) -> tuple[Recovery, NaturalPerson]:
    """The recovery as it is now, its row locked until the transaction ends, and the human being who acts on it.

    Raises:
        DutiesNotSeparated: it is the officer's own, or the account is bound to nobody.
    """
    found = Recovery.objects.select_for_update(of=("self",)).select_related("person__user", "award", "departure")
    locked = found.get(pk=recovery.pk)
    refuse_own_case(by, locked.person.identity_index)
    return locked, natural_person_of(by)


def written(recovery: Recovery, items: Iterable[ItemDraft]) -> Recovery:
    """Give a new recovery the next number of the year, and store it with its items."""
    drafts = list(items)
    RecoveryYear.objects.get_or_create(year=clock.today().year)
    year = RecoveryYear.objects.select_for_update().get(year=clock.today().year)
    year.last_number += 1
    year.save(update_fields=["last_number"])
    recovery.number = recovery_number(year.year, year.last_number)
    recovery.paid_yuan = sum(draft.paid_yuan for draft in drafts)
    recovery.owed_yuan = sum(draft.amount_yuan for draft in drafts)
    recovery.save(force_insert=True)
    RecoveryItem.objects.bulk_create(
        RecoveryItem(
            recovery=recovery,
            instalment=draft.instalment,
            line=draft.line,
            paid_on=draft.paid_on,
            paid_yuan=draft.paid_yuan,
            clause=draft.clause,
            months_served=draft.months_served,
            months_bound=draft.months_bound,
            earlier_yuan=draft.earlier_yuan,
            amount_yuan=draft.amount_yuan,
            basis=draft.basis,
            citation=draft.citation,
        )
        for draft in drafts
    )
    return recovery


def move(recovery: Recovery, action: str, *, by: User, reason: str = "", **fields: object) -> None:
    """Write the status that an action leads to, with other fields, and record the event."""
    before, recovery.status = recovery.status, next_status(RECOVERY, action, recovery.status, by=by)
    was_open = before in OPEN
    if recovery.status not in OPEN:
        fields["ended_at"] = clock.now()
    elif not was_open:
        fields["ended_at"] = None
    for name, value in fields.items():
        setattr(recovery, name, value)
    recovery.save(update_fields=["status", *fields])
    if was_open != (recovery.status in OPEN):
        recovery.items.update(is_open=not was_open)
    record_recovery(EVENTS[action], recovery, by=by, before=before, reason=reason)


EVENTS = {
    "confirm": "confirmed",
    "notify": "notified",
    "settle": "settled",
    "reopen": "reopened",
    "write_off": "written_off",
    "cancel": "cancelled",
}


def settle_at_nought(recovery: Recovery, *, by: User) -> None:
    """Settle a locked recovery of which nothing is left."""
    if recovery.left_yuan == 0 and recovery.status != RecoveryStatus.SETTLED:
        move(recovery, "settle", by=by)


def refuse_repeated(pk: UUID, by: User) -> Recovery | None:
    """The recovery that a form made before (a double click makes one).

    Raises:
        ActionRefused: somebody else's form has used the key.
    """
    made = Recovery.objects.filter(pk=pk).first()
    if made is not None and made.drafted_by_id != by.pk:
        raise ActionRefused(_("这个页面已经办理过，请重新打开后再试。"))
    return made


def withdraw_papers(recovery: Recovery, *, kinds: Iterable[str], by: User, reason: str) -> None:
    """Let the letters of a recovery count no more."""
    for kind in kinds:
        papers.withdraw_of(kind, recovery.pk, by=by, reason=reason)


def record_recovery(
    verb: str, recovery: Recovery, *, by: User | None, before: str = "", reason: str = "", **detail: object
) -> None:
    """The event of something that happened to a recovery, with its totals."""
    totals = {"owed_yuan": recovery.owed_yuan, "left_yuan": recovery.left_yuan}
    audit.record(
        f"recovery.{verb}",
        recovery,
        by=by,
        from_status=before,
        to_status=recovery.status if before or verb == "drafted" else "",
        reason=reason,
        detail={"number": recovery.number, **totals, **detail},
    )
