"""The employer's word on what an applicant states: by an officer, or by a roster that proves it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.models import Application, Submission
from subsidies.applications.refusals import CaseOutOfReach
from subsidies.verification.actions import departures
from subsidies.verification.kinds import DisputeReason, VerificationOutcome
from subsidies.verification.matching import proves
from subsidies.verification.models import EmploymentConfirmation, Verification
from subsidies.verification.queries import counts_since
from talent.accounts.models import User
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.employers import actions as rosters
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import RosterStatus
from talent.mandates.models import Mandate
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused

NOT_EMPLOYED = (DisputeReason.NOT_EMPLOYED, DisputeReason.HAS_LEFT)


@transaction.atomic
def verify(application: Application, *, by: User, submission: Submission) -> Verification:
    """An HR officer confirms the employment facts of a submission; that also counts as «employed today».

    Raises:
        ActionRefused: it is the officer's own case or another employer's, it moved on, or another submission came.
    """
    natural_person_of(by)
    cases.mark_verified(application, by=by, submission=submission)
    employer = _served_employer(application, by=by)
    if not (submission.entered.get("employment") or {}).get("left_on"):
        EmploymentConfirmation.objects.create(
            person_id=application.person_id, employer=employer, confirmed_on=clock.today(), confirmed_by=by
        )
    return Verification.objects.create(
        submission=submission, outcome=VerificationOutcome.VERIFIED, answered_by=by, answered_at=clock.now()
    )


@transaction.atomic
def dispute(application: Application, *, by: User, submission: Submission, reason: str, comment: str) -> Verification:
    """An HR officer does not confirm, by a coded reason and a comment that the applicant reads.

    Who is said to have left, or never to have been there, is not counted as employed by this employer any more.

    Raises:
        ActionRefused: no comment to «other», the officer's own case or another employer's, or the case moved on.
    """
    natural_person_of(by)
    comment = comment.strip()
    told = reason_told(reason, comment)
    cases.mark_disputed(application, by=by, submission=submission, reason=told)
    employer = _served_employer(application, by=by)
    if reason in NOT_EMPLOYED:
        confirmed = EmploymentConfirmation.objects.filter(person=application.person_id, employer=employer)
        if departures.take_back(confirmed):
            departures.note(application.person_id, employer, by=by, left_on=None)
    return Verification.objects.create(
        submission=submission,
        outcome=VerificationOutcome.DISPUTED,
        reason=reason,
        comment=comment,
        answered_by=by,
        answered_at=clock.now(),
    )


@transaction.atomic
def verify_by_roster(application: Application) -> Verification | None:
    """Verify a case that a roster row in force proves; None where no row does, or where it may not count.

    A row that the applicant, or who filed for them, uploaded or committed proves nothing, and neither does one so old
    that an employer's confirmation of that day would not count any more. The row confirms the employment on its own
    day; its roster is locked, so that nobody takes it back meanwhile.

    Raises:
        ActionRefused: the case moved on.
    """
    units = rosters.lock_standing({application.employer_id} if application.employer_id else ())
    submission = application.submissions.order_by("-sequence").first()
    entry = _entry_in_force(application, units.values())
    if submission is None or entry is None or entry.effective_at is None or _is_own(entry, application):
        return None
    stated_on = clock.day_of(entry.effective_at)
    if stated_on < counts_since(clock.today()) or not proves(submission.entered, entry):
        return None
    cases.mark_verified(application, by=None, submission=submission)
    if entry.left_on is None:
        EmploymentConfirmation.objects.get_or_create(
            person_id=application.person_id,
            roster_entry=entry,
            defaults={"employer_id": entry.employer_id, "confirmed_on": stated_on},
        )
    return Verification.objects.create(
        submission=submission, outcome=VerificationOutcome.VERIFIED, roster_entry=entry, answered_at=clock.now()
    )


@transaction.atomic
def confirm_from_roster(roster: Roster) -> int:
    """Note for everybody known that the roster lists them as employed; returns how many are noted now.

    What the employer had confirmed of those whom the roster says to have left, or to work in another city, is taken
    back. May run again: a row confirms once. Nobody confirms their own employment. A roster that does not count, or
    was taken back before this ran, confirms nobody.
    """
    counts = Roster.objects.committed().filter(pk=roster.pk).select_for_update(no_key=True).exists()
    if not counts or roster.committed_at is None:
        return 0
    stated_on = clock.day_of(roster.committed_at)
    entries = RosterEntry.objects.in_force().filter(roster=roster)
    known = Person.objects.filter(identity_index__in=entries.values("identity_index"))
    people = dict(known.exclude(identity_index__in=officers_of(roster)).values_list("identity_index", "pk"))
    employed = entries.filter(left_on=None)
    here = employed.exclude(works_in_city=False)
    listed = [row for row in here.values_list("identity_index", "pk") if row[0] in people]
    before = EmploymentConfirmation.objects.filter(roster_entry__roster=roster).count()
    EmploymentConfirmation.objects.bulk_create(
        [
            EmploymentConfirmation(
                person_id=people[index], employer_id=roster.employer_id, confirmed_on=stated_on, roster_entry_id=entry
            )
            for index, entry in listed
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    confirmed = EmploymentConfirmation.objects.filter(roster_entry__roster=roster).count() - before
    taken_back = departures.note_from_roster(roster, entries, dict(known.values_list("identity_index", "pk")))
    elsewhere = known.filter(identity_index__in=employed.filter(works_in_city=False).values("identity_index"))
    taken_back += departures.take_back(
        EmploymentConfirmation.objects.filter(
            person__in=elsewhere, employer=roster.employer_id, confirmed_on__lte=stated_on
        ),
        roster=roster,
    )
    if confirmed or taken_back:
        audit.record("roster.confirmed", roster, by=None, detail={"confirmed": confirmed, "taken_back": taken_back})
    return confirmed


def reason_told(reason: str, comment: str) -> str:
    """What the applicant is told. Raises ActionRefused: another reason needs words."""
    if reason == DisputeReason.OTHER and not comment:
        raise ActionRefused(_("选择“其他原因”时请写明情况。"))
    label = str(DisputeReason(reason).label)
    return _("%(reason)s：%(comment)s") % {"reason": label, "comment": comment} if comment else label


def _served_employer(application: Application, *, by: User) -> Employer:
    """The employer of the case as it is now. Raises CaseOutOfReach where ``by`` is not its HR officer."""
    served = Employer.objects.served_by(by).filter(applications=application.pk).first()
    if served is None:
        raise CaseOutOfReach(_("没有找到这件申请，或者您无权办理。"))
    return served


def _entry_in_force(application: Application, units: Iterable[Employer]) -> RosterEntry | None:
    """The row of a roster that counts, which is locked: rows left in force of one that was taken back prove nothing."""
    entries = RosterEntry.objects.in_force().about(application.person.identity_index)
    officers = ("roster__uploaded_by__natural_person", "roster__committed_by__natural_person")
    counting = entries.filter(employer__in=units, roster__status=RosterStatus.COMMITTED)
    return counting.select_for_update(of=("roster",), no_key=True).select_related(*officers).first()


def _is_own(entry: RosterEntry, application: Application) -> bool:
    return application.person.identity_index in officers_of(entry.roster)


def officers_of(roster: Roster) -> list[str]:
    """The blind indexes of who uploaded and who committed a roster, and of those for whom they filed."""
    users = [user for user in (roster.uploaded_by, roster.committed_by) if user is not None]
    people = [user.natural_person for user in users if user.natural_person]
    filed_for = Mandate.objects.filed_by(*people).values_list("identity_index", flat=True)
    return [*(person.identity_index for person in people), *filed_for]
