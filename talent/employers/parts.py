"""The parts of a roster that lists people of many units: one for each unit below that its rows name."""

from __future__ import annotations

from dataclasses import dataclass

from talent.employers.models import Employer, Roster
from talent.employers.workflow import READING, RosterStatus
from talent.jobs.models import Job

STANDS = (RosterStatus.PREVIEW, RosterStatus.COMMITTED)


@dataclass(frozen=True, slots=True)
class Part:
    """A unit, how many rows name it, and what was made of them: a roster, or the work of reading it, or nothing."""

    unit: Employer
    rows: int
    roster: Roster | None
    underway: Job | None


def parts_of(roster: Roster) -> list[Part]:
    """The parts of a roster, the largest first (three queries; none where it has no parts)."""
    rows: dict[str, int] = roster.remarks.get("below", {})
    if not rows:
        return []
    units = {str(unit.pk): unit for unit in Employer.objects.filter(pk__in=list(rows))}
    made = Roster.objects.filter(employer__in=units.values(), sha256=roster.sha256, status__in=STANDS)
    made = made.filter(uploaded_at__gte=roster.uploaded_at).defer("problems").order_by("uploaded_at")
    rosters = {str(each.employer_id): each for each in made if each.remarks.get("part_only")}
    reading = Job.objects.filter(kind=READING, wish__sha256=roster.sha256, wish__employer__in=list(rows)).underway()
    jobs = {job.wish["employer"]: job for job in reading if is_part(job)}
    return [Part(units[key], count, rosters.get(key), jobs.get(key)) for key, count in rows.items() if key in units]


def is_part(job: Job) -> bool:
    """Whether the worker is to read only the rows of a file that name the unit."""
    return "part_only" in job.wish
