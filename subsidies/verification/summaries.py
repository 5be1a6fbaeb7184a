"""Whom an employer verified in a period, as the rows of its summary (汇总表) and list (花名册)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.wording import DEGREES
from subsidies.applications.workflow import ApplicationStatus
from subsidies.verification.models import Verification
from subsidies.verification.querysets import VerificationQuerySet
from talent.employers.models import Employer
from talent.identifiers.masking import masked_identity
from talent.profiles.kinds import Degree

MOST_PEOPLE = 5_000
"""On one summary; a longer one is issued by unit or by shorter periods."""
NOT_HANDED_IN = (ApplicationStatus.WITHDRAWN, ApplicationStatus.LAPSED, ApplicationStatus.AWAITING_EMPLOYER)
"""Given up, or waiting to be verified anew: what the unit said of an earlier submission does not hold for this one."""
HIGHEST_FIRST = (Degree.DOCTOR, Degree.MASTER, Degree.BACHELOR)


@dataclass(frozen=True, slots=True)
class Period:
    """An employer, with the units below it, and the first and last day of the answers that are meant."""

    employer: Employer
    first_on: dt.date
    last_on: dt.date

    def answers(self) -> VerificationQuerySet:
        """The confirmations of the period that stand: for each case the latest, of cases that the unit may hand in."""
        units = Employer.objects.with_subsidiaries({self.employer.pk})
        start, end = (_midnight(day) for day in (self.first_on, self.last_on + dt.timedelta(days=1)))
        answers = Verification.objects.verified().latest_for_their_case()
        answers = answers.exclude(submission__application__status__in=NOT_HANDED_IN)
        return answers.filter(
            submission__application__employer__in=units, answered_at__gte=start, answered_at__lt=end
        ).select_related("submission__application__employer", "answered_by")


@dataclass(frozen=True, slots=True)
class VerifiedRow:
    """One person on a list; ``amount_yuan`` is what the rules said of the living subsidy on the day of submission."""

    unit: str
    case_number: str
    name: str
    identity: str
    degree: str
    hired_on: str
    benefits: str
    amount_yuan: int | None
    how: str
    answered_on: str


def rows_of(answers: Iterable[Verification]) -> list[VerifiedRow]:
    """The rows in the order of the answers, worded in the present language."""
    return [_row(answer) for answer in answers]


def only_unit(rows: Sequence[VerifiedRow]) -> str:
    """The unit that all the rows name; empty where they name several."""
    units = {row.unit for row in rows}
    return units.pop() if len(units) == 1 else ""


def by_unit(rows: Sequence[VerifiedRow]) -> list[tuple[str, int, int]]:
    """(unit, people, sum in yuan) of each unit, by name."""
    people = Counter(row.unit for row in rows)
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row.unit] += row.amount_yuan or 0
    return [(unit, people[unit], sums[unit]) for unit in sorted(people)]


def by_degree(rows: Sequence[VerifiedRow]) -> list[tuple[str, int, int]]:
    """(degree, people, sum in yuan) of each degree, the highest first."""
    order = [str(DEGREES[level]) for level in HIGHEST_FIRST]
    found = {name: [row for row in rows if row.degree == name] for name in order}
    return [(name, len(few), sum(row.amount_yuan or 0 for row in few)) for name, few in found.items() if few]


def _row(answer: Verification) -> VerifiedRow:
    submission = answer.submission
    entered, living = submission.entered, submission.assessment.get("living") or {}
    wanted = [Benefit(each) for each in entered["declaration"]["benefits"]]
    levels = [degree["level"] for degree in entered["degrees"]]
    highest = next((level for level in HIGHEST_FIRST if level in levels), None)
    return VerifiedRow(
        unit=entered["employment"]["employer_name"],
        case_number=submission.application.number,
        name=entered["person"]["name"],
        identity=masked_identity(entered["person"]["identity_number"]),
        degree=str(DEGREES[highest]) if highest else "",
        hired_on=entered["employment"]["hired_on"],
        benefits=_("、").join(str(each.label) for each in wanted),
        amount_yuan=living.get("amount_yuan") if Benefit.LIVING in wanted else None,
        how=_("人事核实") if answer.answered_by_id else _("花名册核实"),
        answered_on=timezone.localtime(answer.answered_at).date().isoformat(),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def number_of(period: Period) -> str:
    """Of the credit code the nine places that name the organisation: the whole looks like an identity number."""
    organisation = period.employer.credit_code[8:17]
    return f"HZ-{organisation}-{period.first_on:%y%m%d}-{period.last_on:%y%m%d}"


def days_of(number: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of the period that ``number_of`` made a number of."""
    first, last = (dt.datetime.strptime(each, "%y%m%d").date() for each in number.rsplit("-", 2)[1:])  # noqa: DTZ007
    return first, last


def key_of(period: Period) -> UUID:
    """The key of what a summary is about: the same employer and days give the same one."""
    return uuid5(period.employer.pk, f"{period.first_on}:{period.last_on}")
