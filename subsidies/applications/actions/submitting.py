"""The applicant submits, answers the employer's dispute, or corrects: each time a new submission, never an edit."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from subsidies.applications import promises
from subsidies.applications.actions.issuing import issue_receipt
from subsidies.applications.actions.moving import check, locked, move
from subsidies.applications.actions.telling import tell, verify_later
from subsidies.applications.assessments import assess_line, granted_yuan
from subsidies.applications.completeness import missing
from subsidies.applications.facts import wire_facts
from subsidies.applications.intake import round_for
from subsidies.applications.models import Application, Submission
from subsidies.applications.refusals import Incomplete
from subsidies.applications.snapshots import digest_of, entered_by
from talent.accounts.models import User
from talent.accounts.representation import hand_of
from talent.calendars import clock
from talent.profiles.models import Employment


@transaction.atomic
def submit(application: Application, *, by: User) -> Submission:
    """Hand the case in for the first time: the employer verifies it next.

    Raises:
        Incomplete: something has still to be entered.
        NotTaken: applications are taken in rounds, and none is open today or this person belongs in a later one.
    """
    application = _locked(application, by=by)
    check(application, "submit", by=by)
    application.round = round_for(application, on=clock.today())
    submission = _new_submission(application, by=by)
    _to_employer(application, "submit", submission, by=by)
    return submission


@transaction.atomic
def answer_dispute(application: Application, *, by: User) -> Submission:
    """Hand the case in again after the employer disputed it."""
    application = _locked(application, by=by)
    check(application, "answer_dispute", by=by)
    submission = _new_submission(application, by=by)
    _to_employer(application, "answer_dispute", submission, by=by)
    return submission


@transaction.atomic
def correct(application: Application, *, by: User) -> Submission:
    """Hand the case in again after it was returned: to the employer where its answer was about something else, else to
    the office.

    The office's clock goes on from where it stopped.
    """
    application = _locked(application, by=by)
    check(application, "correct", by=by)
    before = application.submissions.order_by("-sequence").first()
    submission = _new_submission(application, by=by)
    if before is None or _answered_for(before) != _answered_for(submission):
        _to_employer(application, "correct_employment", submission, by=by)
        return submission
    promised_on = promises.office_decides_by(clock.today(), days_left=application.office_days_left)
    move(
        application,
        "correct",
        by=by,
        detail={"submission": submission.sequence},
        promised_on=promised_on,
        corrections_due_on=None,
        office_days_left=None,
    )
    tell(application, "corrected", promised_on=promised_on)
    return submission


def _locked(application: Application, *, by: User) -> Application:
    """The case, locked after the employment: a merger of the unit passes on both, in this order."""
    list(Employment.objects.select_for_update().filter(person=application.person_id).values_list("pk"))
    return locked(application, by=by)


def _answered_for(submission: Submission) -> tuple[str, str, dict[str, Any]]:
    """Whose employment, and which: an employer's answer about one person or contract is none about another."""
    person = submission.entered["person"]
    return person["name"], person["identity_number"], submission.entered["employment"]


def _to_employer(application: Application, action: str, submission: Submission, *, by: User) -> None:
    employment = Employment.objects.select_related("employer").get(person_id=application.person_id)
    promised_on = promises.employer_answers_by(clock.today())
    move(
        application,
        action,
        by=by,
        detail={"submission": submission.sequence},
        employer=employment.employer,
        round=application.round,
        submitted_at=application.submitted_at or submission.submitted_at,
        promised_on=promised_on,
        corrections_due_on=None,
    )
    tell(application, "submitted", promised_on=promised_on, employer=employment.employer.name)
    verify_later(application)


def _new_submission(application: Application, *, by: User) -> Submission:
    lacking = missing(application)
    if lacking:
        raise Incomplete(lacking)
    now, today = clock.now(), clock.today()
    entered = entered_by(application, applied_on=application.applied_on or today)
    granted = granted_yuan(application.person_id)
    facts = wire_facts(entered, granted_yuan=granted, number=application.number)
    assessment = assess_line(facts, on=today)
    evidence = list(application.person.evidence.in_use())
    submission = Submission.objects.create(
        application=application,
        sequence=application.submissions.count() + 1,
        submitted_at=now,
        submitted_by=hand_of(by),
        entered=entered,
        facts=facts,
        assessment=assessment,
        digest=digest_of(entered, [file.sha256 for file in evidence]),
        policy_version=assessment["policy_version"],
    )
    submission.evidence.set(evidence)
    issue_receipt(submission, by=by)
    return submission
