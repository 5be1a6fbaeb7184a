"""What an applicant and the unit that disputed their claim say to each other, as long as the objection is open."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications.actions.moving import locked
from subsidies.applications.models import Application, Submission
from subsidies.applications.refusals import CaseOutOfReach
from subsidies.applications.workflow import ApplicationStatus
from subsidies.verification.kinds import Side
from subsidies.verification.models import DisputeMessage
from subsidies.verification.responsible import responsible_officers
from talent.accounts.models import User
from talent.accounts.separation import refuse_own_case
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers.models import Employer
from talent.notifications.messages import Told, notify, notify_each
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def write_message(application: Application, *, by: User, pk: UUID, text: str) -> DisputeMessage:
    """Say something to the other side; the same key again is the same message. The other side is told.

    Raises:
        ActionRefused: no objection is open, nothing is said, or it is the officer's own case.
        CaseOutOfReach: ``by`` is neither the applicant nor an officer of the unit.
    """
    application = locked(application, by=by)
    side = _side_of(by, application)
    written = DisputeMessage.objects.filter(pk=pk, application=application, written_by=by).first()
    if written is not None:
        return written
    if application.status != ApplicationStatus.DISPUTED:
        raise ActionRefused(_("这件申请现在没有待处理的异议，不能留言。"))
    message = _write(application, side, text, by=by, pk=pk, to=_unit(application))
    if side == Side.APPLICANT:
        _tell_unit(application)
    else:
        context, key = {"number": application.number}, f"application_dispute_written:{message.pk}"
        notify(application.person.user, "application_dispute_written", context=context, dedupe_key=key)
    return message


@transaction.atomic
def answer_with(submission: Submission, *, by: User, text: str, to: Employer) -> DisputeMessage:
    """What the applicant says to the unit that disputed, handed in together with the submission.

    Args:
        to: the unit that disputed the submission before; the person may be with another one now.
    """
    application = submission.application
    return _write(application, Side.APPLICANT, text, by=by, to=to, submission=submission)


def _unit(application: Application) -> Employer:
    assert application.employer is not None  # by constraint: it was submitted
    return application.employer


def _side_of(by: User, application: Application) -> Side:
    if application.person.user_id == by.pk:
        return Side.APPLICANT
    if not Employer.objects.served_by(by).filter(applications=application.pk).exists():
        raise CaseOutOfReach(_("没有找到这件申请，或者您无权办理。"))
    refuse_own_case(by, application.person.identity_index)
    return Side.UNIT


def _write(
    application: Application,
    side: Side,
    text: str,
    *,
    by: User,
    to: Employer,
    pk: UUID | None = None,
    submission: Submission | None = None,
) -> DisputeMessage:
    text = text.strip()
    if not text:
        raise ActionRefused(_("请写下要说的话。"))
    message = DisputeMessage(
        id=pk or uuid4(),
        application=application,
        employer=to,
        submission=submission,
        side=side,
        text=text,
        written_by=by,
        written_at=clock.now(),
    )
    message.save(force_insert=True)
    detail = {"number": application.number, "side": side.value}
    audit.record("application.message_written", application, by=by, detail=detail)
    return message


def _tell_unit(application: Application) -> None:
    """Tell the unit's officers, once a day of each case."""
    officers = responsible_officers().of(application.employer_id, application.person.identity_index)
    key, day = f"dispute_written:{application.pk}", clock.today().isoformat()
    told = [Told(officer, {"number": application.number}, f"{key}:{officer.pk}:{day}") for officer in officers]
    if told:
        notify_each(told, "dispute_written")
