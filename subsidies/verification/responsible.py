"""Which HR officers are told of a unit's work: the nearest who may deal with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from talent.accounts.models import StaffRole, User
from talent.accounts.roles import Role
from talent.employers.models import Employer
from talent.mandates.models import Mandate


@dataclass(frozen=True, slots=True)
class Responsible:
    """The officers of all units, what stands above each unit, and whose matters each officer is kept out of."""

    officers: Mapping[UUID, list[User]]
    above: Mapping[UUID, UUID | None]
    kept_out: Mapping[UUID | None, set[str | None]]
    """By the human being behind the officer; the same rule as that of ``separation.kept_out_of``."""

    def of(self, unit: UUID | None, about: str | None) -> list[User]:
        """The unit's own officers but for those kept out of this person's matters; where none is left, those above.

        Args:
            about: the blind index of whom the matter is about.
        """
        while unit is not None:
            own = self.officers.get(unit, [])
            if found := [officer for officer in own if about not in self.kept_out[officer.natural_person_id]]:
                return found
            unit = self.above.get(unit)
        return []


def responsible_officers() -> Responsible:
    """As things stand now (three queries): roles in force, of accounts that are active and bound to a human being.

    A merged unit's work is its successor's.
    """
    grants = StaffRole.objects.in_force().filter(
        role=Role.HR_OFFICER, user__is_active=True, user__natural_person__isnull=False
    )
    officers: dict[UUID, list[User]] = defaultdict(list)
    kept_out: dict[UUID | None, set[str | None]] = {}
    for grant in grants.select_related("user__natural_person").order_by("granted_at", "pk"):
        person = grant.user.natural_person
        assert grant.employer_id is not None  # by constraint
        assert person is not None
        officers[grant.employer_id].append(grant.user)
        kept_out.setdefault(person.pk, {person.identity_index})
    filed = Mandate.objects.that_took_effect().filter(agent_person__users__role_grants__in=grants)
    for agent, index in filed.values_list("agent_person", "identity_index"):
        kept_out[agent].add(index)
    units = Employer.objects.order_by().values_list("pk", "parent", "merged_into")
    return Responsible(officers, {unit: successor or parent for unit, parent, successor in units}, kept_out)
