"""A made-up graduate: all that a profile says, before any of it is written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from talent.employers.models import Employer
from talent.profiles.kinds import DocumentType
from talent.profiles.models import Degree, Institution, Person

SCHOOL_CODE_DIGITS = 5
STUDY_CODES = {"bachelor": "05", "master": "02", "doctor": "01"}
"""The two digits for the level of study in the number of a graduation certificate."""
CODE_LIVES = dt.timedelta(days=180)


@dataclass(slots=True, kw_only=True)
class Study:
    """A degree as a graduate would enter it; the certificates' numbers follow from ``order``."""

    level: str
    institution_name: str
    institution: Institution | None
    """None for a school abroad."""
    major: str
    awarded_on: dt.date
    order: int
    commissioned: bool = False
    certified: bool = True
    """Whether a degree from abroad was certified (留服认证)."""

    def row(self, person: Person, *, entered_on: dt.date) -> Degree:
        """The degree, not yet saved."""
        return Degree(
            person=person,
            level=self.level,
            institution=self.institution,
            institution_name=self.institution_name,
            major=self.major,
            awarded_on=self.awarded_on,
            full_time=True,
            commissioned=self.commissioned,
            **(self._at_home(self.institution, entered_on) if self.institution else self._abroad()),
        )

    def _at_home(self, institution: Institution, entered_on: dt.date) -> dict[str, Any]:
        school, year = institution.code[-SCHOOL_CODE_DIGITS:], self.awarded_on.year
        return {
            "graduation_certificate_number": f"{school}1{year}{STUDY_CODES[self.level]}{self.order:06d}",
            "degree_certificate_number": f"{school}4{year}{self.order:06d}",
            "chsi_code": f"SAMPLE{self.order:06d}",
            "chsi_code_expires_on": entered_on + CODE_LIVES,
        }

    def _abroad(self) -> dict[str, Any]:
        number = f"教留服认样[{self.awarded_on.year}]{self.order:06d}号" if self.certified else ""
        return {"overseas": True, "certification_number": number}


class ChildSaid(NamedTuple):
    """A child as its guardian would enter it."""

    name: str
    born_on: dt.date


@dataclass(slots=True, kw_only=True)
class Graduate:
    """Who somebody is, where they work, what they ask for."""

    name: str
    gender: str
    identity_number: str
    born_on: dt.date
    email: str
    phone: str
    studies: list[Study]
    """The latest first."""
    employer: Employer
    position: str
    hired_on: dt.date
    account_number: str
    bank_name: str
    holder_name: str = ""
    """Empty: the person's name."""
    document_type: str = DocumentType.RESIDENT_ID
    contract_months: int | None = 36
    insured_months: int = 4
    works_in_city: bool = True
    married: bool = False
    owns_home: bool = False
    spouse_owns_home: bool | None = None
    children: list[ChildSaid] = field(default_factory=list)
    living: bool = True
    housing: bool = False
    schooling: bool = False

    @property
    def foreign(self) -> bool:
        """Whether they came with a passport, as an expert from abroad."""
        return self.document_type == DocumentType.PASSPORT

    @property
    def employment(self) -> dict[str, Any]:
        """The employment as ``Employment`` takes it."""
        return {
            "employer": self.employer,
            "position": self.position,
            "hired_on": self.hired_on,
            "contract_months": self.contract_months,
            "open_ended": self.contract_months is None,
            "works_in_city": self.works_in_city,
            "insured_months": self.insured_months,
        }

    @property
    def household(self) -> dict[str, bool | None]:
        """Marriage and homes as ``Person`` takes them; only housing asks."""
        return {
            "married": self.married,
            "owns_home_in_city": self.owns_home,
            "spouse_owns_home_in_city": self.spouse_owns_home if self.married else None,
        }

    @property
    def benefits(self) -> dict[str, bool]:
        """What is asked for, as ``choose`` takes it."""
        return {"living": self.living, "housing": self.housing, "schooling": self.schooling}


def full_months(start: dt.date, end: dt.date) -> int:
    """Whole calendar months between two days."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
