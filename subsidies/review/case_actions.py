"""What officers do on a case beside deciding it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.actions.moving import locked, refuse_if_own, require_latest
from subsidies.applications.models import Application, EstablishedFact, Submission
from subsidies.applications.refusals import CaseOutOfReach
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review import permissions
from subsidies.review.codes import code_of
from subsidies.review.kinds import OPENED, CodeKind, CodeResult
from subsidies.review.models import CaseNote, CodeCheck
from subsidies.review.queries.rechecking import last_change
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit import events as audit
from talent.audit.models import AuditEvent
from talent.audit.sensitive import looks_personal
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

SAME_READING = dt.timedelta(minutes=10)
"""Opening a case again within this time, unchanged, is the same reading: turning a page back and forth is one event."""


@transaction.atomic
def record_opened(application: Application, *, by: User) -> None:
    """Record that an officer reads the personal data of a case, once for each reading.

    What awaits a recheck is locked for it, so that a change that is under way comes before this reading in the log or
    after it, as it does on the page: the sample of a bulk recheck rests on that order.
    """
    if application.status == ApplicationStatus.AWAITING_RECHECK:
        Application.objects.select_for_update().only("pk").get(pk=application.pk)
    lately = AuditEvent.objects.about(application).by(by.pk).filter(
        verb=OPENED, occurred_at__gt=clock.now() - SAME_READING, pk__gt=last_change(application)
    )  # fmt: skip
    if not lately.exists():
        audit.record(OPENED, application, by=by, detail={"number": application.number})


@transaction.atomic
def establish(application: Application, path: str, value: Any, *, by: User, **given: Any) -> EstablishedFact:
    """Establish a fact (``applications.actions.establish``); of a reopened case, who decided it before may not.

    Raises:
        ActionRefused: as there, or this person took part in the decision of which nothing was made.
    """
    permissions.refuse_earlier_deciders(locked(application, by=by), by=by)
    return cases.establish(application, path, value, by=by, **given)


@transaction.atomic
def add_note(application: Application, text: str, *, pk: UUID, by: User) -> CaseNote:
    """Keep what an officer tells colleagues about a case; the log names the writer, not the words.

    Args:
        pk: the key that came with the form: the same one again finds the note that it made.

    Raises:
        ActionRefused: nothing was written, or it holds a number of a person, or it is the officer's own case.
    """
    application = _desk_case(application, by=by)
    known = application.office_notes.filter(pk=pk, written_by=by).first()
    if known:
        return known
    text = _words(text)
    if not text:
        raise ActionRefused(_("请写下要记的内容。"))
    note = CaseNote.objects.create(pk=pk, application=application, text=text, written_by=by, written_at=clock.now())
    audit.record("application.note_added", application, by=by, detail={"number": application.number})
    return note


@transaction.atomic
def record_check(
    application: Application,
    kind: CodeKind,
    degree: UUID | None,
    result: CodeResult,
    *,
    pk: UUID,
    by: User,
    submission: Submission,
    comment: str = "",
) -> CodeCheck:
    """Record what an official page answered about a code of the submission that was read.

    Args:
        degree: which of the submission's degrees; None for social insurance.
        pk: the key that came with the form.

    Raises:
        SubmissionChanged: the applicant has submitted again.
        ActionRefused: the submission has no such code, or a difference is not explained.
    """
    application = _desk_case(application, by=by)
    known = CodeCheck.objects.filter(pk=pk, submission__application=application, checked_by=by).first()
    if known:
        return known
    submission = require_latest(application, submission)
    comment = _words(comment)
    if result == CodeResult.DIFFERS and not comment:
        raise ActionRefused(_("请写明哪里不一致。"))
    check = CodeCheck.objects.create(
        pk=pk,
        submission=submission,
        kind=kind,
        degree=degree,
        code=code_of(submission.entered, kind, degree),
        result=result,
        comment=comment,
        checked_by=by,
        checked_at=clock.now(),
    )
    audit.record(
        "application.code_checked",
        application,
        by=by,
        reason=f"{check.get_kind_display()}{_('：')}{check.get_result_display()}",
        detail={"number": application.number, "submission": submission.sequence, "kind": kind, "result": result},
    )
    return check


def _desk_case(application: Application, *, by: User) -> Application:
    """The locked case, where this officer may work on it."""
    application = locked(application, by=by)
    if not by.has_role(Role.REVIEWER):
        raise CaseOutOfReach(_("没有找到这件申请，或者您无权办理。"))
    refuse_if_own(application, by=by)
    return application


def _words(text: str) -> str:
    """What was typed, without blanks around it; notes are not encrypted, so numbers of people have no place in them."""
    if looks_personal(text):
        raise ActionRefused(_("这里像是写了身份证号码、银行账号或手机号码，请删去。"))
    return text.strip()
