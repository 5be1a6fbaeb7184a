"""What a version of each scheme holds: its figures, typed. The values stand in `figures/*.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from subsidies.policy.figure_reading import Figure
from subsidies.policy.figure_shapes import ByDegree


# eq=False: a version is itself, so that what is compiled from it can be kept by identity.
@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Version:
    """What every version has: its name and the first and last day in force (last None: open)."""

    version: str
    in_force: Figure[tuple[date, date | None]]

    def is_in_force(self, on: date) -> bool:
        """Say whether the version is in force on a day; both ends are included."""
        first, last = self.in_force.value
        return first <= on and (last is None or on <= last)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class LivingVersion(Version):
    """Figures of the living subsidy (生活补贴)."""

    total_yuan: Figure[ByDegree[int]]
    total_not_yearly: Figure[bool]
    higher_degree_pays_difference: Figure[bool]
    instalment_shares_percent: Figure[tuple[int, ...]]
    instalment_months_apart: Figure[int]
    degree_conditions: Figure[tuple[str, ...]]
    employer_listed: Figure[bool]
    hired_within_months: Figure[int]
    contract_months_at_least: Figure[int]
    works_in_city: Figure[bool]
    insured_months_at_least: Figure[int]
    age_at_hire_at_most: Figure[ByDegree[int]]
    apply_within_months: Figure[int]
    still_employed: Figure[bool]
    claimed_elsewhere: Figure[bool]
    recover_within_months: Figure[int]
    no_recovery_after: Figure[tuple[str, ...]]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class HousingVersion(Version):
    """Figures of housing support (人才公寓)."""

    degree_conditions: Figure[tuple[str, ...]]
    employer_listed: Figure[bool]
    contract_months_at_least: Figure[int]
    still_employed: Figure[bool]
    owns_home: Figure[bool]
    tenancy_months: Figure[int]
    checked_every_months: Figure[int]
    rent_discount_percent: Figure[ByDegree[int]]
    units_from_small_to_large: Figure[tuple[str, ...]]
    unit_by_degree: Figure[ByDegree[str]]
    unit_when_married: Figure[str]
    unit_when_married_with_child: Figure[str]
    child_counts_under_age: Figure[int]
    unit_for_foreign_expert: Figure[str]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class SchoolingVersion(Version):
    """Figures of schooling support (子女入学)."""

    degree_conditions: Figure[tuple[str, ...]]
    employer_listed: Figure[bool]
    still_employed: Figure[bool]
    stage_ages: Figure[Mapping[str, tuple[int, int]]]
    order_of_choice: Figure[ByDegree[int]]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class ProcedureVersion(Version):
    """How long each step takes, for every benefit: working days, except `employer_verification_counts_days`."""

    public_notice_working_days: Figure[int]
    employer_verifies_within_working_days: Figure[int]
    disputes_reminded_after_working_days: Figure[int]
    office_decides_within_working_days: Figure[int]
    corrections_within_working_days: Figure[int]
    corrections_reminded_working_days_before: Figure[int]
    corrections_at_most_working_days: Figure[int]
    paid_within_working_days: Figure[int]
    employer_verification_counts_days: Figure[int]
    objections_answered_within_working_days: Figure[int]
    appeal_within_working_days: Figure[int]
    appeals_decided_within_working_days: Figure[int]
