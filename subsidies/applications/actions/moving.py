"""How a case moves: under its lock, by the table, with an event."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from subsidies.applications.models import Application, Submission
from subsidies.applications.refusals import CaseOutOfReach, SubmissionChanged
from subsidies.applications.workflow import APPLICATION, ENDED
from talent.accounts.models import User
from talent.accounts.roles import SYSTEM
from talent.accounts.separation import refuse_own_case
from talent.audit import events as audit
from talent.calendars import clock
from talent.mandates.actions import end_with_case


def locked(application: Application, *, by: User | None) -> Application:
    """The case as it is now, its row locked until the transaction ends.

    Args:
        by: who acts; None for the portal itself.

    Raises:
        CaseOutOfReach: ``by`` may not see the case.
    """
    cases = Application.objects.all() if by is None else Application.objects.visible_to(by)
    found = (
        cases.select_for_update(of=("self",))
        .select_related("person__user", "employer")
        .filter(pk=application.pk)
        .first()
    )
    if found is None:
        raise CaseOutOfReach(_("没有找到这件申请，或者您无权办理。"))
    return found


def check(application: Application, action: str, *, by: User | None) -> str:
    """The status that ``action`` leads to.

    Raises:
        TransitionRefused: it is not possible from the present status.
        CaseOutOfReach: no role of ``by`` may do it.
    """
    target = APPLICATION.target(action, application.status)
    roles = {SYSTEM} if by is None else by.roles
    if not any(row.action == action for role in roles for row in APPLICATION.actions_from(application.status, role)):
        raise CaseOutOfReach(_("您没有办理“%(action)s”的权限。") % {"action": APPLICATION.action_label(action)})
    return target


def move(
    application: Application,
    action: str,
    *,
    by: User | None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Write the status that ``action`` leads to, with other fields of the case, and record the event."""
    source, target = application.status, check(application, action, by=by)
    application.status = target
    application.status_changed_at = clock.now()
    for name, value in fields.items():
        setattr(application, name, value)
    application.save(update_fields=["status", "status_changed_at", *fields])
    audit.record(
        f"application.{action}",
        application,
        by=by,
        from_status=source,
        to_status=target,
        reason=reason,
        detail={"number": application.number} | (detail or {}),
    )
    if target in ENDED:
        end_with_case(application.person, by=by)


def require_latest(application: Application, submission: Submission) -> Submission:
    """The submission that was read, with the locked case behind it.

    Raises:
        SubmissionChanged: the applicant has submitted another one since.
    """
    latest = application.submissions.order_by("-sequence").first()
    if latest is None or latest.pk != submission.pk:
        raise SubmissionChanged
    latest.application = application
    return latest


def refuse_if_own(application: Application, *, by: User | None) -> None:
    """Nobody acts on their own case in any role (DutiesNotSeparated)."""
    if by is not None:
        refuse_own_case(by, application.person.identity_index)
