"""The queue: cases by the day promised, and the counts that lead to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application, Decision
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review.models import Review
from subsidies.review.queries.assigning import AT_OFFICE, soon_until, standing_one
from subsidies.review.queries.clean import decisions_on, obstacles_of
from talent.accounts.models import User
from talent.calendars import clock

PROMISED_IN = frozenset(
    {ApplicationStatus.AWAITING_EMPLOYER, ApplicationStatus.AWAITING_REVIEW, ApplicationStatus.AWAITING_RECHECK}
)
"""Statuses in which somebody has promised a day; in the others there is none to sort by."""
LATE, TODAY, SOON = "late", "today", "soon"
MINE, NOBODYS = "mine", "nobody"
ROW = (
    "id",
    "number",
    "status",
    "person__name",
    "employer__name",
    "submitted_at",
    "promised_on",
    "living_requested",
    "housing_requested",
    "schooling_requested",
    "held__officer",
)


@dataclass(frozen=True, slots=True)
class Recheck:
    """What a row of the recheck queue says of the proposal that waits in it."""

    review_id: UUID
    reviewed_by: str
    decisions: list[Decision]
    obstacles: list[str]
    mine: bool
    """Whether it was made by whoever looks at the queue: then somebody else rechecks it."""

    @property
    def selectable(self) -> bool:
        """Whether it may be ticked for a bulk recheck."""
        return not self.mine and not self.obstacles

    @property
    def granted_yuan(self) -> int | None:
        """The amount of the living subsidy that is proposed."""
        return next((d.amount_yuan for d in self.decisions if d.proposed == Outcome.GRANTED and d.amount_yuan), None)


def queue(user: User, filters: dict[str, Any]) -> QuerySet[Application, dict[str, Any]]:
    """The rows of the queue."""
    return rows_of(cases_in(user, filters))


def rows_of(cases: QuerySet[Application]) -> QuerySet[Application, dict[str, Any]]:
    """What the queue shows of ``cases_in``."""
    return cases.values(*ROW)


def cases_in(user: User, filters: dict[str, Any]) -> QuerySet[Application]:
    """Cases narrowed by status, employer, benefit, officer, day promised and what was searched for, as far as given.

    Without what a row shows of other tables: whoever counts them reads nothing else.
    """
    cases = narrowed(Application.objects.visible_to(user).submitted(), filters).alias(held=standing_one())
    if filters.get("officer"):
        whose = {MINE: user.pk, NOBODYS: None}.get(filters["officer"], filters["officer"])
        cases = cases.filter(held__officer=whose, status__in=AT_OFFICE)
    return cases


def narrowed(cases: QuerySet[Application], filters: Mapping[str, Any]) -> QuerySet[Application]:
    """What of these cases a filter of the queue shows, whoever has them."""
    if filters.get("status"):
        cases = cases.filter(status=filters["status"])
    if filters.get("employer"):
        cases = cases.filter(employer=filters["employer"])
    if filters.get("round"):
        cases = cases.filter(round=filters["round"])
    if filters.get("benefit"):
        cases = cases.filter(**{f"{filters['benefit']}_requested": True})
    if filters.get("due"):
        today = clock.today()
        days = {LATE: Q(promised_on__lt=today), TODAY: Q(promised_on=today)}
        soon = Q(promised_on__range=(today, soon_until(today)))
        cases = cases.filter(days.get(filters["due"], soon), status__in=PROMISED_IN)
    return cases.filter(**filters.get("search", {}))


def order_of(filters: dict[str, Any]) -> tuple[str, str]:
    """By the day promised where every row has one, else the latest application first: a cursor stands no nulls."""
    if filters.get("due") or filters.get("officer") or filters.get("status") in PROMISED_IN:
        return "promised_on", "id"
    return "-submitted_at", "-id"


def rechecks_of(keys: Sequence[UUID], *, user: User) -> dict[UUID, Recheck]:
    """The proposal that waits in each of these cases, as ``user`` sees it (the same queries for any number)."""
    open_reviews = Review.objects.awaiting_recheck().filter(application__in=keys)
    reviews = list(open_reviews.select_related("application__person", "submission", "reviewed_by"))
    decisions = decisions_on(reviews)
    obstacles = obstacles_of(reviews, decisions=decisions)
    return {
        review.application_id: Recheck(
            review_id=review.pk,
            reviewed_by=str(review.reviewed_by),
            decisions=decisions.get(review.application_id, []),
            obstacles=obstacles[review.pk],
            mine=review.reviewer_person_id == user.natural_person_id,
        )
        for review in reviews
    }


def desk(user: User) -> dict[str, int]:
    """What waits: counts by stage, and how many of them are late or due today (one query)."""
    today = clock.today()
    counted = {"returned": Q(status=ApplicationStatus.RETURNED)}
    for name, status in (("review", AT_OFFICE[0]), ("recheck", AT_OFFICE[1])):
        counted[name] = Q(status=status)
        counted[f"{name}_late"] = Q(status=status, promised_on__lt=today)
        counted[f"{name}_today"] = Q(status=status, promised_on=today)
    waiting = (*AT_OFFICE, ApplicationStatus.RETURNED)
    cases = Application.objects.visible_to(user).filter(status__in=waiting)
    return cases.aggregate(**{name: Count("pk", filter=condition) for name, condition in counted.items()})
