"""Taking back a roster that was committed a moment ago, with all that came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.actions import AnswerTakenBack
from subsidies.verification.actions import departures
from subsidies.verification.actions.arrivals_back import moved_on_since, withdraw_arrivals
from subsidies.verification.models import Departure, EmploymentConfirmation, Verification
from talent.accounts.models import User
from talent.bulk.keys import among
from talent.employers import actions as rosters
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import RosterStatus

Row = TypeVar("Row", Departure, EmploymentConfirmation)
AT_ONCE = 1000
"""Cases that are held in memory together."""


@dataclass(slots=True)
class RosterTakenBack:
    """What taking back a roster did; ``already``: an earlier click had."""

    already: bool = False
    rows: int = 0
    restored: int = 0
    cases: int = 0
    departures: int = 0
    moved: int = 0
    """People who are with their former units again."""
    kept: list[tuple[str, str]] = field(default_factory=list)
    """(name and, of a case, its number; why) of each row that stays in force."""


class _Answer(NamedTuple):
    """What a row proved: the case, its submission and when; ``number`` and ``name`` to tell whom it is about."""

    case: UUID
    given: AnswerTakenBack
    entry: UUID
    key: UUID
    who: str


@transaction.atomic
def take_back_roster(roster: Roster, *, by: User) -> RosterTakenBack:
    """Take a committed roster back: what it stated counts no more, and what it had replaced counts again.

    Cases that its rows proved wait for their employer as before; what they confirmed of the employment, and who they
    said had left, counts no more, and confirmations that they had ended count again. A row stays in force, with all
    that came of it, where somebody has acted on its case since, or where an officer has said the same of its person.
    What officers answered and stated themselves stays their word. A second click changes nothing.

    Raises:
        ActionRefused: the roster is not the officer's, does not count, was committed too long ago, or another roster
            of the employer was committed since.
    """
    roster = rosters.lock_to_take_back(roster, by=by)
    if roster.status == RosterStatus.TAKEN_BACK:
        return RosterTakenBack(already=True)
    kept = _also_stated_by_officers(roster) | moved_on_since(roster)
    count = _let_wait_again(roster, kept, by=by)
    gone = departures.withdraw(_without(kept, Departure.objects.filter(roster_entry__roster=roster, stated_by=None)))
    unconfirmed = departures.take_back(
        _without(kept, EmploymentConfirmation.objects.filter(roster_entry__roster=roster))
    )
    moved = withdraw_arrivals(roster, kept, by=by)
    again = _confirm_again(roster, kept)
    detail = {"cases": count, "departures": gone, "unconfirmed": unconfirmed, "confirmed_again": again, "moved": moved}
    rows, restored = rosters.mark_taken_back(roster, by=by, keeping=kept, detail=detail)
    return RosterTakenBack(False, rows, restored, count, gone, moved, sorted(kept.values()))


def _also_stated_by_officers(roster: Roster) -> dict[UUID, tuple[str, str]]:
    """Rows that say of somebody to have left what an officer has stated since, too: who and why they stay."""
    stated = Departure.objects.in_force().filter(roster_entry__roster=roster, stated_by__isnull=False)
    why = _("人事已另行反映此人离职。")
    return {entry: (name, why) for entry, name in stated.values_list("roster_entry", "roster_entry__name")}


def _let_wait_again(roster: Roster, kept: dict[UUID, tuple[str, str]], *, by: User) -> int:
    """Take back what the rows proved; adds to ``kept`` those on whose cases somebody has acted; returns how many."""
    within, count = set(Employer.objects.served_by(by).values_list("pk", flat=True)), 0
    for few in _answers(roster):
        known = {answer.case: answer for answer in few if answer.entry not in kept}
        taken = cases.mark_many_taken_back({case: each.given for case, each in known.items()}, by=by, within=within)
        refused = {case.pk: str(refusal) for case, refusal in taken.refused}
        done = {case.pk for case in taken.cases}
        for case in known.keys() - done:
            kept[known[case].entry] = known[case].who, refused.get(case, _("申请已不在您的名单里。"))
        Verification.objects.filter(pk__in=among(known[case].key for case in done)).delete()
        count += len(done)
    return count


def _answers(roster: Roster) -> Iterator[list[_Answer]]:
    """What the rows of a roster proved, some at a time: locked in the order of the cases' keys throughout."""
    rows = Verification.objects.filter(roster_entry__roster=roster).values_list(
        "submission__application", "submission", "answered_at", "roster_entry", "pk",
        "submission__application__number", "roster_entry__name",
    )  # fmt: skip
    found = list(rows.order_by("submission__application", "submission__sequence"))
    answers = (
        _Answer(case, AnswerTakenBack(submission, at), entry, key, f"{name} {number}")
        for case, submission, at, entry, key, number, name in found
    )
    while few := list(islice(answers, AT_ONCE)):
        yield few


def _confirm_again(roster: Roster, kept: Collection[UUID]) -> int:
    """What a roster's word had ended counts again, unless an officer has said since that the person is not there."""
    ended = EmploymentConfirmation.objects.filter(withdrawn_by_roster=roster)
    said_gone = Departure.objects.in_force().filter(employer=roster.employer_id, stated_by__isnull=False)
    again = ended.exclude(person__in=said_gone.values("person"))
    if kept:
        staying = RosterEntry.objects.filter(pk__in=among(kept))
        again = again.exclude(person__identity_index__in=staying.values("identity_index"))
    return again.update(withdrawn_at=None, withdrawn_by_roster=None)


def _without(kept: Collection[UUID], rows: QuerySet[Row, Row]) -> QuerySet[Row, Row]:
    """Of what came of rows, what came of those that do not stay."""
    return rows.exclude(roster_entry__in=among(kept)) if kept else rows
