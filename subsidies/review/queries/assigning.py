"""Who deals with which case, and how much each officer has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet

from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.crosschecks.models import CrossCheckRow
from subsidies.crosschecks.queries import judged_by_hand
from subsidies.review.models import Assignment, Review
from talent.accounts.models import NaturalPerson, StaffRole, User
from talent.accounts.roles import Role
from talent.accounts.separation import about_kept_out
from talent.calendars import clock, working_days

AT_OFFICE = (ApplicationStatus.AWAITING_REVIEW, ApplicationStatus.AWAITING_RECHECK)
"""Statuses in which a case can be assigned."""
SOON_WORKING_DAYS = 2
"""A promise is soon late when its day is today or one of so many working days after today (our own default)."""


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Load:
    """What one officer has; ``officer`` is None for the cases that nobody has."""

    officer: User | None
    waiting: int
    late: int
    soon: int


def soon_until(today: dt.date) -> dt.date:
    """The last day that counts as soon."""
    return working_days.add_working_days(today, SOON_WORKING_DAYS)


def standing_one() -> FilteredRelation:
    """To join to cases: the one assignment of each that stands, if any."""
    return FilteredRelation("assignments", condition=Q(assignments__ended_at=None))


def officers() -> QuerySet[User]:
    """Accounts that review, and those that still have a case although they no longer do."""
    # Looked up by their keys: asked of each account, the few officers would be looked for among all applicants.
    reviewing = StaffRole.objects.in_force().filter(role=Role.REVIEWER, user__is_active=True).values("user")
    holding = Assignment.objects.standing().filter(application__status__in=AT_OFFICE).values("officer")
    return User.objects.filter(pk__in=reviewing.order_by().union(holding.order_by())).order_by("display_name", "pk")


def colleagues() -> QuerySet[User]:
    """Accounts to which a case may be handed over."""
    reviewing = StaffRole.objects.in_force().filter(role=Role.REVIEWER).values("user")
    return User.objects.filter(pk__in=reviewing, is_active=True).order_by("display_name", "pk")


def assignment_of(application: Application) -> Assignment | None:
    """Who has the case now; None where nobody has, or where it is no longer at the office."""
    if application.status not in AT_OFFICE:
        return None
    return application.assignments.standing().select_related("officer", "assigned_by").first()


def decidable_by(cases: QuerySet[Application, Row], person: NaturalPerson) -> QuerySet[Application, Row]:
    """Those of these cases that the separation of duties lets this person decide, as far as they wait at the office.

    Not their own or that of somebody they filed for, not to recheck what they reviewed themselves, now or before, or
    judged a fact or an answer in, and not to review again what was reopened against a decision of theirs.
    """
    reviewed = Review.objects.filter(application=OuterRef("pk"), reviewer_person=person)
    judged = judged_by_hand().filter(application=OuterRef("pk"), established_person=person)
    settled = CrossCheckRow.objects.settled().filter(application=OuterRef("pk"), settled_person=person)
    took_part = Q(reviewer_person=person) | Q(rechecker_person=person)
    decided = Review.objects.filter(took_part, application=OuterRef("pk"), reviewed_at__lte=OuterRef("reopened_at"))
    return (
        cases.exclude(about_kept_out(person, index="person__identity_index"))
        .exclude(Q(Exists(reviewed), status=ApplicationStatus.AWAITING_RECHECK))
        .exclude(Q(Exists(judged) | Exists(settled), status=ApplicationStatus.AWAITING_RECHECK))
        .exclude(Q(Exists(decided), status=ApplicationStatus.AWAITING_REVIEW))
    )


def free_for(user: User, person: NaturalPerson) -> QuerySet[Application]:
    """Cases that nobody has and that this person may decide, the nearest promise first."""
    cases = Application.objects.visible_to(user).filter(status__in=AT_OFFICE)
    held = Exists(Assignment.objects.standing().filter(application=OuterRef("pk")))
    return decidable_by(cases, person).exclude(held).order_by("promised_on", "pk")


def loads(user: User) -> list[Load]:
    """What each officer has, and last what nobody has (two queries, and the clock's)."""
    today = clock.today()
    counted = {
        "waiting": Count("pk"),
        "late": Count("pk", filter=Q(promised_on__lt=today)),
        "soon": Count("pk", filter=Q(promised_on__range=(today, soon_until(today)))),
    }
    cases = Application.objects.visible_to(user).filter(status__in=AT_OFFICE).alias(held=standing_one())
    rows = cases.order_by().values("held__officer").annotate(**counted)
    found: dict[UUID | None, dict[str, int]] = {
        row["held__officer"]: {name: row[name] for name in counted}  # type: ignore[literal-required]
        for row in rows
    }
    nothing = dict.fromkeys(counted, 0)
    return [
        *(Load(officer, **found.get(officer.pk, nothing)) for officer in officers()),
        Load(None, **found.get(None, nothing)),
    ]
