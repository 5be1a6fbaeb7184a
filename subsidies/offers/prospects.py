"""Who of a unit's rosters would likely get the living subsidy: the rules asked with what the roster says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.applications.findings import LABELS
from subsidies.applications.models import Application
from subsidies.offers.kinds import Prospect
from subsidies.offers.models import Offer
from subsidies.policy import living
from subsidies.policy.calendar_days import add_months, completed_years
from subsidies.policy.facts import Degree, DegreeLevel, Employment, Facts, Person
from subsidies.policy.findings import Outcome, Reason, Result
from subsidies.policy.versions import living_versions
from talent.accounts.models import User
from talent.bulk.keys import among
from talent.calendars import clock
from talent.employers.imports.identity_documents import likely_type
from talent.employers.kinds import RosterDegree
from talent.employers.models import Employer, RosterEntry
from talent.employers.querysets import RosterEntryQuerySet
from talent.encryption.columns import reveal_texts
from talent.identifiers import documents

NEVER_ON_A_ROSTER = frozenset({Reason.DEGREE_QUALIFIES, Reason.NOT_CLAIMED_ELSEWHERE})
"""What only the person can say, however complete a roster is: certificates, and subsidies elsewhere."""
BOUND_TO_THE_DEGREE = frozenset(
    {Reason.HIRED_IN_TIME, Reason.AGE_AT_HIRE, Reason.APPLIED_IN_TIME, Reason.NOT_ALREADY_GRANTED}
)
TO_SAY = {**LABELS, Reason.NOT_CLAIMED_ELSEWHERE: gettext_lazy("是否享受过同类补贴")}
CERTIFICATES = gettext_lazy("学历、学位证书")
STATED = (
    "employer", "hired_on", "contract_months", "open_ended", "works_in_city", "insured_months", "left_on",
    "degree_level", "graduated_on",
)  # fmt: skip
"""What the rules are asked with, beside the age on the day of hire."""
COLUMNS = ("pk", "identity_index", "identity_number", "phone_index", *STATED)
_HIRED_ON, _DEGREE_LEVEL = STATED.index("hired_on"), COLUMNS.index("degree_level")


class Answer(NamedTuple):
    """How likely somebody qualifies, the amount where a degree is stated, and the findings that are still open."""

    prospect: Prospect
    amount_yuan: int | None
    open_reasons: tuple[str, ...]

    @property
    def still_unknown(self) -> str:
        """What the person has still to say, in words."""
        to_say = TO_SAY if self.prospect == Prospect.POSSIBLE else {**TO_SAY, Reason.DEGREE_QUALIFIES: CERTIFICATES}
        return _("、").join(str(to_say[reason]) for reason in self.open_reasons)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be invited: the roster row, and the rules' answer."""

    entry: UUID
    answer: Answer
    has_phone: bool
    hired_on: dt.date


def first_day_in_time(today: dt.date) -> dt.date:
    """Who was hired and graduated before this day can apply no more, under whichever version."""
    months = max(version.apply_within_months.value for version in living_versions())
    day = today.replace(day=1)
    while add_months(day, months) >= today:
        day = (day - dt.timedelta(days=1)).replace(day=1)
    return day


def not_yet_invited(user: User, units: Collection[UUID], on: dt.date) -> RosterEntryQuerySet:
    """Rows in force about people of these units who might still apply, and neither did nor were invited.

    The officer themselves is not among them: somebody else invites them.
    """
    since = first_day_in_time(on)
    rows = RosterEntry.objects.in_force().employed_on(on).filter(employer__in=units)
    handed_in = Application.objects.submitted().filter(person__identity_index=OuterRef("identity_index"))
    invited = Offer.objects.standing().filter(identity_index=OuterRef("identity_index"))
    in_time = Q(hired_on__gte=since) | Q(graduated_on__gte=since)
    found = rows.filter(in_time, ~Exists(handed_in), ~Exists(invited)).exclude(degree_level=RosterDegree.BELOW)
    own = user.natural_person.identity_index if user.natural_person else None
    return found.exclude(identity_index=own) if own else found


def candidates(
    user: User, *, only: Collection[UUID] | None = None, employer: Employer | None = None
) -> list[Candidate]:
    """Everybody who may be invited, the latest hired first: three queries for any number.

    Args:
        only: these rows alone.
        employer: those of this unit alone.
    """
    today, units = clock.today(), {unit.pk: unit for unit in Employer.objects.served_by(user)}
    rows = not_yet_invited(user, units, today)
    if only is not None:
        rows = rows.filter(pk__in=among(only))
    if employer is not None:
        rows = rows.filter(employer=employer)
    return list(_judged(list(rows.order_by("-hired_on", "pk").values_list(*COLUMNS)), units, on=today))


def _judged(rows: Sequence[tuple[Any, ...]], units: Mapping[UUID, Employer], *, on: dt.date) -> Iterator[Candidate]:
    """One candidate a person, of several rows the latest; who cannot qualify is left out.

    Thousands are hired on the same days with the same contracts and degrees: the rules are asked once for all of whom
    the rosters say the same, and who were of the same age on the day of hire, since age counts in completed years.
    """
    births, known, seen = _births(rows), dict[tuple[Any, ...], Answer | None](), set[str]()
    for pk, identity_index, _number, phone_index, *stated in rows:
        born_on, hired_on = births.get(pk), stated[_HIRED_ON]
        same = (*stated, born_on and completed_years(born_on, hired_on))
        if same not in known:
            known[same] = answer(_facts(dict(zip(STATED, stated, strict=True)), units[stated[0]], born_on), on=on)
        found = known[same]
        if found is not None and identity_index not in seen:
            seen.add(identity_index)
            yield Candidate(pk, found, bool(phone_index), hired_on)


def answer(facts: Facts, *, on: dt.date) -> Answer | None:
    """What the rules say to what a roster says; None for somebody who does not qualify.

    Without a degree the rules leave open whether the application is in time: it counts from the day of hire then.
    """
    assessment = living.assess(facts, on=on)
    version = living_versions().for_hire(facts.employment.hired_on, on=on)
    if assessment.result is Outcome.NOT_ELIGIBLE:
        return None
    if facts.degrees is None:
        hired_on = facts.employment.hired_on
        if hired_on is None or add_months(hired_on, version.apply_within_months.value) < on:
            return None
    open_reasons = [finding.reason for finding in assessment.findings if finding.result is Result.UNKNOWN]
    if facts.degrees is None:  # one thing to say answers all of these
        open_reasons = [reason for reason in open_reasons if reason not in BOUND_TO_THE_DEGREE]
    certain = facts.degrees is not None and NEVER_ON_A_ROSTER.issuperset(open_reasons)
    prospect = Prospect.LIKELY if certain else Prospect.POSSIBLE
    return Answer(prospect, assessment.amount_yuan, tuple(str(reason) for reason in open_reasons))


def answer_for(entry: RosterEntry, *, on: dt.date) -> Answer | None:
    """The same for one row, with its employer."""
    row = {name: getattr(entry, name) for name in STATED}
    born_on = documents.born_on(likely_type(entry.identity_number), entry.identity_number)
    return answer(_facts(row, entry.employer, born_on), on=on)


def _births(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, dt.date | None]:
    """Days of birth, read from the numbers of those alone for whom the rules ask: whose degree is stated."""
    asked = [(row[0], row[2].raw) for row in rows if row[_DEGREE_LEVEL]]
    keys = [pk for pk, _sealed in asked]
    numbers = reveal_texts(RosterEntry, "identity_number", keys, [sealed for _pk, sealed in asked])
    return {pk: documents.born_on(likely_type(number), number) for pk, number in zip(keys, numbers, strict=True)}


def _facts(row: Mapping[str, Any], unit: Employer, born_on: dt.date | None) -> Facts:
    degree = None
    if row["degree_level"] in set(DegreeLevel):
        degree = (Degree(level=DegreeLevel(row["degree_level"]), awarded_on=row["graduated_on"]),)
    return Facts(
        person=Person(born_on=born_on if degree else None),
        degrees=degree,
        employment=Employment(
            employer_listed=unit.is_listed_on(row["hired_on"]),
            hired_on=row["hired_on"],
            contract_months=row["contract_months"],
            insured_months=row["insured_months"],
            left_on=row["left_on"],
            open_ended=row["open_ended"],
            works_in_city=row["works_in_city"],
        ),
        living_granted_yuan=0,
    )
