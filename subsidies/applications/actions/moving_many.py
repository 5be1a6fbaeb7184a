"""How many cases move by one action: locked in the order of their keys, checked each, written together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications.actions.moving import check, refuse_if_own
from subsidies.applications.models import Application, Submission
from subsidies.applications.refusals import CaseOutOfReach, SubmissionChanged
from subsidies.applications.workflow import APPLICATION
from talent.accounts.models import User
from talent.accounts.separation import kept_out_of, natural_person_of
from talent.audit.bulk import record_with_details
from talent.bulk.keys import among
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused


class MovedUnderLock(RuntimeError):
    """A locked case is not as it was read: nothing may be written."""


@dataclass(frozen=True, slots=True)
class ManyAnswered:
    """What an answer to many did: the submissions answered, each with its case, and the cases that refused and why."""

    answered: list[Submission]
    refused: list[tuple[Application, ActionRefused]]

    @property
    def cases(self) -> list[Application]:
        """The cases that were answered."""
        return [submission.application for submission in self.answered]


def checked_many(read: Mapping[UUID, UUID], action: str, *, by: User | None, within: Collection[UUID]) -> ManyAnswered:
    """Lock the cases and say which may move: each by the same refusals as when it is answered alone.

    Locks are taken in the order of the keys, so that two officers with the same list wait and do not deadlock. What
    ``by`` may not see is passed over in silence.

    Args:
        read: the submission that was read of each case.
        by: who acts; None for the portal itself.
        within: the employers for which ``by`` may answer.
    """
    cases_seen = Application.objects.all() if by is None else Application.objects.visible_to(by)
    visible = cases_seen.filter(pk__in=among(read))
    locked = visible.select_for_update(of=("self",)).select_related("person__user", "employer").order_by("pk")
    cases = list(locked)
    submissions = Submission.objects.filter(application__in=among(case.pk for case in cases)).order_by("sequence")
    latest = {submission.application_id: submission for submission in submissions.defer("facts", "assessment")}
    kept_out = kept_out_of(by, [case.person.identity_index for case in cases]) if by is not None else set()
    answered, refused = [], []
    for case in cases:
        submission = latest.get(case.pk)
        try:
            if by is not None:
                natural_person_of(by)
            check(case, action, by=by)
            if submission is None or submission.pk != read[case.pk]:
                raise SubmissionChanged
            if case.person.identity_index in kept_out:
                refuse_if_own(case, by=by)
            if case.employer_id not in within:
                raise CaseOutOfReach(_("没有找到这件申请，或者您无权办理。"))
        except ActionRefused as refusal:
            refused.append((case, refusal))
        else:
            submission.application = case
            answered.append(submission)
    return ManyAnswered(answered, refused)


def move_many(
    submissions: Sequence[Submission], action: str, *, by: User | None, reason: str = "", **fields: Any
) -> None:
    """Write the status that ``action`` leads to, with other columns of the cases, and record the events.

    Args:
        submissions: those that were answered, with their locked cases, as ``checked_many`` gave them.

    Raises:
        MovedUnderLock: fewer cases than were checked still have their status.
    """
    for source, few in _by_status(submissions).items():
        target, at = APPLICATION.target(action, source), clock.now()
        keys = [submission.application_id for submission in few]
        rows = Application.objects.filter(pk__in=among(keys), status=source)
        if rows.update(status=target, status_changed_at=at, **fields) != len(keys):
            raise MovedUnderLock(f"{action}: not all of {len(keys)} cases were {source} still")
        for submission in few:
            submission.application.status, submission.application.status_changed_at = target, at
        details = {
            submission.application_id: {"number": submission.application.number, "submission": submission.sequence}
            for submission in few
        }
        record_with_details(
            f"application.{action}",
            Application,
            details,
            by=by,
            from_status=source,
            to_status=target,
            reason=reason,
        )


def _by_status(submissions: Iterable[Submission]) -> dict[str, list[Submission]]:
    found: dict[str, list[Submission]] = {}
    for submission in submissions:
        found.setdefault(submission.application.status, []).append(submission)
    return found
