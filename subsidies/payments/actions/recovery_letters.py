"""Issuing the letters of recoveries and revocations, and reminding of what was not paid in time."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.kinds import Benefit
from subsidies.payments.actions.recovery_steps import record_recovery
from subsidies.payments.exports.recovery_letters import notice, reminder, revocation_letter
from subsidies.payments.kinds import RecoveryPaper
from subsidies.payments.models import Recovery, Revocation
from subsidies.payments.workflow import RecoveryStatus
from talent.accounts.models import User
from talent.calendars import clock
from talent.identifiers.masking import masked_name
from talent.notifications.messages import notify
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused


def issue_notice(recovery: Recovery, *, by: User | None) -> IssuedPaper:
    """The letter that asks for the money (追回通知书).

    Raises:
        ActionRefused: the recovery was never notified.
    """
    if recovery.notified_at is None:
        raise ActionRefused(_("追回确认后、发出通知时，才出具追回通知书。"))
    content = notice(recovery, on=clock.day_of(recovery.notified_at)).as_content()
    return _issue(RecoveryPaper.NOTICE, recovery, f"{recovery.number}-TZ", content, by=by)


def issue_revocation(revocation: Revocation, *, by: User | None) -> IssuedPaper:
    """The letter on an award that was revoked (撤销决定书), filed with the case."""
    application = revocation.award.decision.application
    order = list(Benefit).index(Benefit(revocation.award.benefit)) + 1
    return papers.issue(
        kind=RecoveryPaper.REVOCATION.value,
        number=f"{application.number}-CX{order}",
        about=revocation.pk,
        dossier=application.pk,
        holder=masked_name(revocation.award.person.name),
        content=revocation_letter(revocation, on=clock.today()).as_content(),
        by=by,
    )


def issue_missing_notice(dossier: UUID, by: User) -> IssuedPaper:
    """The letter of a recovery whose letter was not printed when the person was told."""
    return issue_notice(Recovery.objects.select_related("person", "award").get(pk=dossier), by=by)


def remind_overdue() -> int:
    """Remind everybody whose deadline has passed, once; returns how many were reminded now."""
    late = Recovery.objects.overdue(clock.today()).never_reminded().order_by("pay_until", "pk")
    return sum(_remind(key) for key in list(late.values_list("pk", flat=True)))


@transaction.atomic
def _remind(recovery_id: UUID) -> int:
    found = Recovery.objects.select_for_update(of=("self",)).select_related("person__user", "award")
    recovery = found.get(pk=recovery_id)
    if recovery.status != RecoveryStatus.NOTIFIED or recovery.reminded_at is not None:
        return 0
    recovery.reminded_at = clock.now()
    recovery.save(update_fields=["reminded_at"])
    content = reminder(recovery, on=clock.today()).as_content()
    _issue(RecoveryPaper.REMINDER, recovery, f"{recovery.number}-CJ", content, by=None)
    record_recovery("reminded", recovery, by=None)
    words = {"number": recovery.number, "left_yuan": recovery.left_yuan, "pay_until": recovery.pay_until}
    notify(recovery.person.user, "recovery_reminded", context=words, dedupe_key=f"recovery_reminded:{recovery.pk}")
    return 1


def _issue(
    kind: RecoveryPaper, recovery: Recovery, number: str, content: dict[str, object], *, by: User | None
) -> IssuedPaper:
    holder = masked_name(recovery.person.name)
    return papers.issue(kind=kind.value, number=number, about=recovery.pk, holder=holder, content=content, by=by)
