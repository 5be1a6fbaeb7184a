"""The case that comes next in a list of the queue, for an officer who works through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from subsidies.applications.models import Application
from subsidies.review.queries.assigning import AT_OFFICE, decidable_by
from subsidies.review.queries.queue import MINE, NOBODYS
from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.ui.pages import backwards_of, beyond, edge_of

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Following:
    """The next case to open, if there is one, and those before it that colleagues have taken."""

    case: UUID | None
    skipped: list[tuple[str, UUID]]
    """(number of the case, key of the officer who has it)"""


def following(
    rows: QuerySet[Application, dict[str, Any]],
    order: Sequence[str],
    edge: Sequence[Any],
    *,
    user: User,
    filters: Mapping[str, Any],
) -> Following:
    """What comes after ``edge`` (two queries).

    Skipped is what waits at the office and this officer may not decide, or a colleague has; except where the list is
    that of the colleague's cases.
    """
    after = rows.filter(beyond(order, edge)).order_by(*order)
    found = _open_to(after, user, filters).first()
    between = after.filter(beyond(backwards_of(order), edge_of(found, order))) if found else after
    taken = [] if _asks_for_a_colleague(filters) else _taken(between, user)
    return Following(found["id"] if found else None, taken)


def neighbour(rows: QuerySet[Application, dict[str, Any]], order: Sequence[str], edge: Sequence[Any]) -> UUID | None:
    """The row that stands after ``edge``, whoever has it (one query)."""
    found = rows.filter(beyond(order, edge)).order_by(*order).first()
    return found["id"] if found else None


def _open_to(
    rows: QuerySet[Application, dict[str, Any]], user: User, filters: Mapping[str, Any]
) -> QuerySet[Application, dict[str, Any]]:
    if user.has_role(Role.REVIEWER) and user.natural_person is not None:
        rows = decidable_by(rows, user.natural_person)
        if not _asks_for_a_colleague(filters):
            rows = rows.filter(~Q(status__in=AT_OFFICE) | Q(held__officer=None) | Q(held__officer=user.pk))
    return rows


def _asks_for_a_colleague(filters: Mapping[str, Any]) -> bool:
    return filters.get("officer", "") not in ("", MINE, NOBODYS)


def _taken(rows: QuerySet[Application, dict[str, Any]], user: User) -> list[tuple[str, UUID]]:
    held = rows.filter(Q(held__officer__isnull=False), status__in=AT_OFFICE)[: 4 * MOST_NAMED]
    return [(row["number"], row["held__officer"]) for row in held if row["held__officer"] != user.pk][:MOST_NAMED]
