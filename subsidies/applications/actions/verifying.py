"""What the employer's answer does to a case; called by the verification feature only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Case, DateField, Value, When

from subsidies.applications import promises
from subsidies.applications.actions.moving import check, locked, move, refuse_if_own, require_latest
from subsidies.applications.actions.moving_many import ManyAnswered, checked_many, move_many
from subsidies.applications.actions.telling import tell, tell_each
from subsidies.applications.models import Application, Submission
from talent.accounts.models import User
from talent.calendars import clock


@transaction.atomic
def mark_verified(application: Application, *, by: User | None, submission: Submission) -> None:
    """The employer confirms the employment (``by`` None: a roster row proves it): the office is next."""
    application = locked(application, by=by)
    check(application, "verify", by=by)
    require_latest(application, submission)
    refuse_if_own(application, by=by)
    promised_on = promises.office_decides_by(clock.today(), days_left=application.office_days_left)
    move(
        application,
        "verify",
        by=by,
        detail={"submission": submission.sequence},
        promised_on=promised_on,
        office_days_left=None,
    )
    tell(application, "verified", promised_on=promised_on)


@transaction.atomic
def mark_disputed(application: Application, *, by: User, submission: Submission, reason: str) -> None:
    """The employer does not confirm; ``reason`` is what the applicant is told. The clock stands until the answer."""
    application = locked(application, by=by)
    check(application, "dispute", by=by)
    require_latest(application, submission)
    refuse_if_own(application, by=by)
    move(
        application,
        "dispute",
        by=by,
        reason=reason,
        detail={"submission": submission.sequence},
        promised_on=None,
    )
    tell(application, "disputed", reason=reason)


@transaction.atomic
def mark_many_verified(read: Mapping[UUID, UUID], *, by: User | None, within: Collection[UUID]) -> ManyAnswered:
    """The employer confirms the employment of many at once; each case that refuses is left as it is.

    Args:
        read: the submission that was read of each case.
        by: None where a roster proves it.
        within: the employers for which ``by`` may answer.
    """
    return _many_to_the_office(read, "verify", by=by, within=within)


@transaction.atomic
def mark_many_settled(read: Mapping[UUID, UUID], *, by: User | None, within: Collection[UUID]) -> ManyAnswered:
    """A later roster proves what the employer had disputed: the office is next; as ``mark_many_verified``."""
    return _many_to_the_office(read, "settle_dispute", by=by, within=within)


@transaction.atomic
def mark_many_disputed(read: Mapping[UUID, UUID], *, by: User, within: Collection[UUID], reason: str) -> ManyAnswered:
    """The employer does not confirm many, for one reason that each applicant is told; as ``mark_many_verified``."""
    answer = checked_many(read, "dispute", by=by, within=within)
    move_many(answer.answered, "dispute", by=by, reason=reason, promised_on=None)
    tell_each("disputed", [(case, {"reason": reason}) for case in answer.cases])
    return answer


def _many_to_the_office(
    read: Mapping[UUID, UUID], action: str, *, by: User | None, within: Collection[UUID]
) -> ManyAnswered:
    answer = checked_many(read, action, by=by, within=within)
    left, today = {case.pk: case.office_days_left for case in answer.cases}, clock.today()
    promised = {days: promises.office_decides_by(today, days_left=days) for days in {*left.values(), None}}
    kept = [When(office_days_left=days, then=Value(day)) for days, day in promised.items() if days is not None]
    promised_on = Case(*kept, default=Value(promised[None]), output_field=DateField())
    move_many(answer.answered, action, by=by, promised_on=promised_on, office_days_left=None)
    tell_each("verified", [(case, {"promised_on": promised[left[case.pk]]}) for case in answer.cases])
    return answer
