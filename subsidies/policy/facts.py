"""All that a rule may see: plain frozen records, no names, no identity numbers.

None is an unknown fact, except `Employment.left_on` (None: has not left) and `Facts.applied_on`
(None: the day asked about). Money is whole yuan, months are whole months, days are `datetime.date`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DegreeLevel(StrEnum):
    """The degrees that the policy knows, from low to high."""

    BACHELOR = "bachelor"
    MASTER = "master"
    DOCTOR = "doctor"

    # Enum hashes by name in Python code; levels are looked up several times for each person.
    __hash__ = str.__hash__


class LeavingReason(StrEnum):
    """Why someone left an employer, as far as recovery asks."""

    RESIGNATION = "resignation"
    DISMISSAL_FOR_FAULT = "dismissal_for_fault"
    DISMISSAL_WITHOUT_FAULT = "dismissal_without_fault"
    SERIOUS_ILLNESS = "serious_illness"
    DEATH = "death"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Degree:
    """One degree. `certified`: the overseas degree is certified (留服认证), which only matters when `overseas`."""

    level: DegreeLevel | None = None
    awarded_on: date | None = None
    full_time: bool | None = None
    graduation_certificate: bool | None = None
    degree_certificate: bool | None = None
    overseas: bool | None = None
    certified: bool | None = None
    commissioned: bool | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """The person and the household's homes in the city."""

    born_on: date | None = None
    foreign_expert: bool | None = None
    married: bool | None = None
    owns_home_in_city: bool | None = None
    spouse_owns_home_in_city: bool | None = None


@dataclass(frozen=True, slots=True)
class Employment:
    """The employment. `insured_months` are consecutive months of social insurance in the city."""

    employer_listed: bool | None = None
    hired_on: date | None = None
    contract_months: int | None = None
    insured_months: int | None = None
    left_on: date | None = None
    open_ended: bool | None = None
    works_in_city: bool | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """One child."""

    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about one person. `degrees` or `children` None: not known; empty: there are none."""

    person: Person = Person()
    degrees: tuple[Degree, ...] | None = None
    employment: Employment = Employment()
    applied_on: date | None = None
    living_granted_yuan: int | None = None
    claimed_elsewhere: bool | None = None
    children: tuple[Child, ...] | None = None
