"""Letters that follow from what happened to a case. A letter once issued is never written anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications import letter_contents
from subsidies.applications.kinds import Letter, Outcome
from subsidies.applications.models import Application, Decision, Submission
from subsidies.applications.promises import appeal_by
from subsidies.applications.wording import Words
from subsidies.applications.workflow import ApplicationStatus
from talent.accounts.models import User
from talent.calendars import clock
from talent.identifiers.masking import masked_name
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper
from talent.workflow.refusals import ActionRefused


def issue_receipt(submission: Submission, *, by: User | None) -> IssuedPaper:
    """The receipt for a submission (受理回执)."""
    number = f"{submission.application.number}-HZ{submission.sequence}"
    content = letter_contents.receipt(submission, number=number)
    return _issue(Letter.RECEIPT, submission, about=submission.pk, number=number, content=content, by=by)


def issue_decision(application: Application, *, by: User | None) -> IssuedPaper:
    """The letter on everything that was decided (审核结果通知书), once the case is closed.

    Raises:
        ActionRefused: nothing was decided, or the case is not closed yet.
    """
    decisions = list(application.decisions.exclude(outcome=Outcome.PENDING).select_related("submission"))
    submission = decisions[0].submission if decisions else None
    if application.status != ApplicationStatus.CLOSED or submission is None:
        raise ActionRefused(_("申请还没有办结，不能出具审核结果通知书。"))
    if application.reopened_at is not None:  # the letter from before may still stand, for what was granted then
        withdraw_decision(application, by=by, reason=_("重新审核后另行出具"))
    _keep_last_day_to_appeal(application, last_day_to_appeal(decisions, on=clock.day_of(application.status_changed_at)))
    number = f"{application.number}-JG"
    content = letter_contents.decision(application, decisions, number=number, on=application.status_changed_at)
    return _issue(Letter.DECISION, submission, about=application.pk, number=number, content=content, by=by)


def last_day_to_appeal(decisions: Iterable[Decision], *, on: dt.date) -> dt.date | None:
    """Until when one may appeal against what became final on that day; None where nothing was refused."""
    return appeal_by(on) if any(each.outcome == Outcome.REFUSED for each in decisions) else None


def _keep_last_day_to_appeal(application: Application, until: dt.date | None) -> None:
    """What the letter says is what counts: a change of the calendar takes no day from who was told."""
    if until and application.appeal_until:  # told before: the letter is issued afterwards
        until = max(until, application.appeal_until)
    if until != application.appeal_until:
        application.appeal_until = until
        application.save(update_fields=["appeal_until"])


def withdraw_decision(application: Application, *, by: User | None, reason: str) -> None:
    """Let the letter on what was decided count no more, where there is one."""
    papers.withdraw_of(Letter.DECISION.value, application.pk, by=by, reason=reason)


def issue_correction(
    submission: Submission, items: Iterable[tuple[Words, str]], *, about: UUID, due_on: dt.date, by: User
) -> IssuedPaper:
    """The letter that asks for corrections (补正通知书); ``about`` is the key of the review that named them."""
    number = f"{submission.application.number}-BZ{submission.sequence}"
    content = letter_contents.correction(submission, items, due_on=due_on, number=number, on=clock.now())
    return _issue(Letter.CORRECTION, submission, about=about, number=number, content=content, by=by)


def issue_missing_receipt(dossier: UUID, by: User) -> IssuedPaper:
    """The receipt for the latest submission of a case from before letters were issued."""
    submission = Submission.objects.select_related("application").filter(application=dossier).last()
    if submission is None:
        raise ActionRefused(_("申请还没有提交，没有回执。"))
    return issue_receipt(submission, by=by)


def issue_missing_decision(dossier: UUID, by: User) -> IssuedPaper:
    """The letter on a case that was closed before letters were issued."""
    return issue_decision(Application.objects.get(pk=dossier), by=by)


def _issue(
    kind: Letter, submission: Submission, *, about: UUID, number: str, content: letter_contents.Content, by: User | None
) -> IssuedPaper:
    return papers.issue(
        kind=kind.value,
        number=number,
        about=about,
        dossier=submission.application_id,
        holder=masked_name(content["recipient"]),
        content=content,
        by=by,
    )
