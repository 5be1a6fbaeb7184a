"""An answer that establishes nothing by itself is settled by an officer, who says on what grounds (已核实)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.actions.moving import locked, refuse_if_own
from subsidies.applications.models import Application
from subsidies.applications.workflow import ENDED, ApplicationStatus
from subsidies.crosschecks.models import SETTLING, CrossCheckRow
from subsidies.crosschecks.permissions import refuse_others, refuse_who_decided
from talent.accounts.models import User
from talent.audit import events as audit
from talent.audit.sensitive import looks_personal
from talent.calendars import clock
from talent.notifications import outbox
from talent.workflow.refusals import ActionRefused

GRANT_SETTLED = "subsidies.notices.tasks.grant_settled"


@transaction.atomic
def settle(row: CrossCheckRow, *, by: User, reason: str) -> CrossCheckRow:
    """Record that an answer otherwise than expected was looked into, and why the decision may stand beside it.

    A second click by the same person changes nothing. A later answer of the department starts anew.

    Raises:
        ActionRefused: nothing is to be settled, there are no grounds, it is the officer's own case, or they decided
            on it (``permissions.refuse_who_decided``).
    """
    refuse_others(by)
    row = _locked(row, by=by)
    if row.settled_at is not None and row.settled_by_id == by.pk:
        return row
    if not row.is_unsettled:
        raise ActionRefused(_("这条答复没有需要核实的内容，或者已经核实过，请刷新页面后再看。"))
    person = refuse_who_decided(row.application, by=by)
    if not reason.strip():
        raise ActionRefused(_("请写明核实情况。"))
    if looks_personal(reason):
        raise ActionRefused(_("核实情况里像是写了身份证号码、银行账号或手机号码，请删去。"))
    row.settled_by, row.settled_person, row.settled_at, row.settled_reason = by, person, clock.now(), reason.strip()
    row.save(update_fields=SETTLING)
    _record("answer_settled", row, by=by)
    go_on(row)
    return row


def go_on(row: CrossCheckRow) -> None:
    """What an unsettled answer held at the end of its notice is granted after commit, if nothing else holds it."""
    if row.application.status == ApplicationStatus.IN_NOTICE:
        outbox.enqueue(GRANT_SETTLED, application_id=row.application_id)


@transaction.atomic
def unsettle(row: CrossCheckRow, *, by: User) -> CrossCheckRow:
    """Take back that an answer was settled; a second click changes nothing.

    Raises:
        ActionRefused: the case is over, or is the officer's own.
    """
    refuse_others(by)
    row = _locked(row, by=by)
    if row.settled_at is None:
        return row
    if row.application.status in ENDED:
        raise ActionRefused(_("这件申请已经办结，不能撤销核实。"))
    row.forget_settling()
    row.save(update_fields=SETTLING)
    _record("answer_unsettled", row, by=by)
    return row


def _locked(row: CrossCheckRow, *, by: User) -> CrossCheckRow:
    """The row as it is now, behind the lock of its case, as answers are entered and cases granted."""
    application: Application = locked(row.application, by=by)
    refuse_if_own(application, by=by)
    found = CrossCheckRow.objects.select_for_update(of=("self",)).select_related("crosscheck").get(pk=row.pk)
    found.application = application
    return found


def _record(verb: str, row: CrossCheckRow, *, by: User) -> None:
    """At the case, so that its history tells; what was answered stays with the list."""
    detail = {"number": row.application.number, "list": row.crosscheck.number, "order": row.sequence}
    audit.record(f"crosscheck.{verb}", row.application, by=by, reason=row.settled_reason, detail=detail)
