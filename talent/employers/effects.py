"""What a change of a unit touches, in numbers: for the page that asks before it is made."""

from __future__ import annotations

from dataclasses import dataclass

from talent.accounts.models import StaffRole
from talent.accounts.roles import Role
from talent.employers.models import Employer, EmployerChange, Roster, RosterEntry
from talent.employers.workflow import RosterStatus
from talent.profiles.models import Employment


@dataclass(frozen=True, slots=True)
class Effect:
    """How many people state to work at a unit, stand on its rosters, look after it; and what lies below it."""

    people: int
    listed: int
    officers: int
    below: int
    previews: int


def effect_on(employer: Employer) -> Effect:
    """The numbers of a unit itself, without those below it (five queries)."""
    return Effect(
        people=Employment.objects.filter(employer=employer).count(),
        listed=RosterEntry.objects.in_force().filter(employer=employer).count(),
        officers=StaffRole.objects.in_force().filter(role=Role.HR_OFFICER, employer=employer).count(),
        below=Employer.objects.filter(parent=employer).count(),
        previews=Roster.objects.filter(employer=employer, status=RosterStatus.PREVIEW).count(),
    )


def history_of(employer: Employer) -> list[EmployerChange]:
    """What became of a unit, the latest first."""
    return list(employer.changes.select_related("made_by").order_by("-changed_on", "-made_at"))
