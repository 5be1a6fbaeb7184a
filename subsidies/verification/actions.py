"""The employer's word on what an applicant states: by an officer, or by a roster that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.models import Application, Submission
from subsidies.verification.kinds import DisputeReason, VerificationOutcome
from subsidies.verification.matching import proves
from subsidies.verification.models import EmploymentConfirmation, Verification
from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.calendars import clock
from talent.employers.models import Roster, RosterEntry
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def verify(application: Application, *, by: User, submission: Submission) -> Verification:
    """An HR officer confirms the employment facts of a submission; that also counts as «employed today».

    Raises:
        ActionRefused: it is the officer's own case, it moved on, or another submission came.
    """
    natural_person_of(by)
    cases.mark_verified(application, by=by, submission=submission)
    _confirm_employment(application, by=by)
    return Verification.objects.create(
        submission=submission, outcome=VerificationOutcome.VERIFIED, answered_by=by, answered_at=clock.now()
    )


@transaction.atomic
def dispute(application: Application, *, by: User, submission: Submission, reason: str, comment: str) -> Verification:
    """An HR officer does not confirm, by a coded reason and a comment that the applicant reads.

    Raises:
        ActionRefused: no comment to «other», the officer's own case, or the case moved on.
    """
    natural_person_of(by)
    if reason == DisputeReason.OTHER and not comment.strip():
        raise ActionRefused(_("选择“其他原因”时请写明情况。"))
    told = f"{DisputeReason(reason).label}：{comment}" if comment.strip() else str(DisputeReason(reason).label)
    cases.mark_disputed(application, by=by, submission=submission, reason=told)
    return Verification.objects.create(
        submission=submission,
        outcome=VerificationOutcome.DISPUTED,
        reason=reason,
        comment=comment.strip(),
        answered_by=by,
        answered_at=clock.now(),
    )


def verify_many(read: Sequence[tuple[UUID, UUID]], *, by: User) -> tuple[int, list[tuple[str, str]]]:
    """Confirm several cases, each by itself; ``read`` pairs each case with the submission that was on the page.

    Returns:
        How many were confirmed, and (number, reason) of each that was not: nothing that changed is overwritten.
    """
    submissions = dict(read)
    done, refused = 0, []
    for application in Application.objects.visible_to(by).filter(pk__in=list(submissions)).order_by("number"):
        submission = application.submissions.filter(pk=submissions[application.pk]).first()
        try:
            if submission is None:
                raise ActionRefused(_("申请人提交了新的内容，请刷新后重新核实。"))
            verify(application, by=by, submission=submission)
            done += 1
        except ActionRefused as refusal:
            refused.append((application.number, str(refusal)))
    return done, refused


@transaction.atomic
def verify_by_roster(application: Application) -> Verification | None:
    """Verify a case that a roster row in force proves; None where no row does, or where it may not count.

    A row that the applicant uploaded or committed themself proves nothing.
    """
    submission = application.submissions.last()
    entry = _entry_in_force(application) if submission else None
    if submission is None or entry is None or not proves(submission.entered, entry) or _is_own(entry, application):
        return None
    cases.mark_verified(application, by=None, submission=submission)
    _confirm_employment(application, entry=entry)
    return Verification.objects.create(
        submission=submission,
        outcome=VerificationOutcome.VERIFIED,
        roster_entry=entry,
        answered_at=clock.now(),
    )


@transaction.atomic
def confirm_from_roster(roster: Roster) -> int:
    """Note for everybody known that the roster lists them as employed; returns how many."""
    entries = roster.entries.filter(left_on=None).values_list("identity_index", "pk", "employer")
    known = dict(Person.objects.filter(identity_index__in=[e[0] for e in entries]).values_list("identity_index", "pk"))
    own = roster.uploaded_by.natural_person.identity_index if roster.uploaded_by.natural_person else None
    confirmed_on = clock.day_of(roster.committed_at) if roster.committed_at else clock.today()
    EmploymentConfirmation.objects.filter(roster_entry__roster=roster).delete()
    confirmations = EmploymentConfirmation.objects.bulk_create(
        EmploymentConfirmation(
            person_id=known[index], employer_id=employer, confirmed_on=confirmed_on, roster_entry_id=entry
        )
        for index, entry, employer in entries
        if index in known and index != own
    )
    return len(confirmations)


def _entry_in_force(application: Application) -> RosterEntry | None:
    entries = RosterEntry.objects.in_force().about(application.person.identity_index)
    return entries.filter(employer=application.employer).select_related("roster__uploaded_by__natural_person").last()


def _is_own(entry: RosterEntry, application: Application) -> bool:
    people = {user.natural_person for user in (entry.roster.uploaded_by, entry.roster.committed_by) if user}
    return any(person and person.identity_index == application.person.identity_index for person in people)


def _confirm_employment(application: Application, *, by: User | None = None, entry: RosterEntry | None = None) -> None:
    if application.employer is None:
        return
    EmploymentConfirmation.objects.create(
        person=application.person,
        employer=application.employer,
        confirmed_on=clock.today(),
        confirmed_by=by,
        roster_entry=entry,
    )
