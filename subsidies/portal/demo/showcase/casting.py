"""Who plays in the showcase, read from ``fixtures/demo/showcase.toml``."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from subsidies.policy.calendar_days import add_months
from subsidies.portal.demo.accounts import HR_EMPLOYER
from subsidies.portal.demo.city import City
from subsidies.portal.demo.graduates import ChildSaid, Graduate, Study
from subsidies.portal.demo.words import folder
from subsidies.review.kinds import CorrectionCode
from talent.profiles.kinds import DocumentType
from talent.profiles.models import Institution

BEFORE_APPLYING = 125
"""Days from hire to application, where nothing else is said: four months are insured by then."""
BEFORE_HIRE = dt.timedelta(days=30)


class Step(NamedTuple):
    """What is done to a case, so many days ago."""

    days_ago: int
    name: str


@dataclass(slots=True, kw_only=True)
class Part:
    """One entry of the file."""

    name: str
    steps: list[Step]
    institution: str
    gender: str = "male"
    level: str = "bachelor"
    employer: str = ""
    """The short name; empty: the first HR persona's."""
    age: int = 25
    hired_days_ago: int = 0
    contract_months: int = 36
    """Zero: open-ended."""
    insured_months: int = 4
    passport: bool = False
    married: bool = False
    owns_home: bool = False
    child_age: int = 0
    housing: bool = False
    schooling: bool = False
    holder_name: str = ""
    shares_account_with: str = ""
    later_degree: str = ""
    later_degree_days_ago: int = 0
    on_roster: str = ""
    """How the employer's roster states the person: see ``rosters.py``."""
    notice: str = ""
    """The notice that the case stands on: see ``notices.py``."""
    group: str = ""
    """The payment batch that pays it: see ``payments.py``."""
    fails: str = ""
    """The bank's reason for not paying it."""
    clears: str = ""
    """What the bank says later of the payment, and what became of that: see ``exceptions.py``."""
    corrects: bool = False
    """Whether the payee then enters another account."""
    hold: str = ""
    """The kind of hold that keeps the person from being paid: see ``holds.py``."""
    objection: str = ""
    """What came of an objection to the person on the running notice: see ``objections.py``."""
    recovery: str = ""
    """What is taken back or revoked of what was granted: see ``recoveries.py``."""
    moves_to: str = ""
    """The short name of the unit to which the person is transferred: see ``units.py``."""
    asks: list[str] = field(
        default_factory=lambda: [
            CorrectionCode.CERTIFICATE_UNREADABLE,
            "学位证书右下角的编号拍摄不清，请重新拍摄上传。",
        ]
    )
    """What a return asks to correct: the code and the officer's words."""


def parts() -> list[Part]:
    """Every entry, in the order of the accounts."""
    entries = tomllib.loads((folder() / "showcase.toml").read_text(encoding="utf-8"))["cases"]
    return [Part(**(entry | {"steps": [_step(text) for text in entry["steps"]]})) for entry in entries]


def graduate_of(part: Part, city: City, *, email: str) -> Graduate:
    """The person behind a part."""
    hired_on = city.today - dt.timedelta(days=part.hired_days_ago or part.steps[0].days_ago + BEFORE_APPLYING)
    born_on = add_months(hired_on, -12 * part.age) - dt.timedelta(days=sum(map(ord, part.name)) % 330)
    if part.passport:
        number = city.identities.passport()
    else:
        number, born_on = city.identities.resident(born_on, part.gender)
    name = part.employer or city.employers[HR_EMPLOYER].short_name
    child_born_on = add_months(city.today, -12 * part.child_age - 3)
    children = [ChildSaid(f"{part.name[0]}小满", child_born_on)] if part.child_age else []
    return Graduate(
        name=part.name,
        gender=part.gender,
        document_type=DocumentType.PASSPORT if part.passport else DocumentType.RESIDENT_ID,
        identity_number=number,
        born_on=born_on,
        email=email,
        phone=city.identities.phone(),
        studies=[_study(part.level, part.institution, hired_on - BEFORE_HIRE, city)],
        employer=next(each for each in city.employers.values() if each.short_name == name),
        position=city.words.positions.words[sum(map(ord, part.name)) % len(city.words.positions.words)],
        hired_on=hired_on,
        account_number=city.identities.account(),
        bank_name=city.words.banks.words[0],
        holder_name=part.holder_name,
        contract_months=part.contract_months or None,
        insured_months=part.insured_months,
        married=part.married,
        owns_home=part.owns_home,
        spouse_owns_home=False if part.married else None,
        children=children,
        housing=part.housing,
        schooling=part.schooling,
    )


def later_study(part: Part, city: City) -> Study:
    """The degree that was earned while employed."""
    awarded_on = city.today - dt.timedelta(days=part.later_degree_days_ago)
    return _study(part.later_degree, part.institution, awarded_on, city)


def _study(level: str, institution: str, awarded_on: dt.date, city: City) -> Study:
    majors = city.words.majors.words
    return Study(
        level=level,
        institution_name=institution,
        institution=Institution.objects.filter(name=institution).first(),
        major=majors[sum(map(ord, institution)) % len(majors)],
        awarded_on=awarded_on,
        order=city.identities.certificate(),
    )


def _step(text: Any) -> Step:
    days_ago, _blank, name = str(text).partition(" ")
    return Step(int(days_ago), name)
