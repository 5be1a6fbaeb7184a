"""Made-up graduates by chance: shares and habits as they are in a city of this kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TypeVar

from subsidies.policy.calendar_days import add_months
from subsidies.portal.demo.graduates import ChildSaid, Graduate, Study, full_months
from subsidies.portal.demo.identities import Identities
from subsidies.portal.demo.words import Words
from talent.employers.models import Employer
from talent.profiles.kinds import DocumentType
from talent.profiles.models import Institution

T = TypeVar("T")
LEVELS, LEVEL_SHARES = ("bachelor", "master", "doctor"), (63, 30, 7)
AGES = {"bachelor": (22, 23, 24, 25), "master": (25, 26, 27, 28), "doctor": (28, 29, 30, 31, 33, 35)}
"""On the day of hire; the first ones are the usual ones."""
AGE_SHARES = {"bachelor": (40, 42, 14, 4), "master": (38, 42, 15, 5), "doctor": (24, 28, 22, 14, 8, 4)}
JULY_DAYS, JULY_SHARES = (1, 3, 4, 5, 8, 10, 12, 15, 18, 22), (18, 14, 6, 12, 14, 12, 8, 8, 5, 3)
SCHOOL_YEARS = {"master": 3, "doctor": 4}
ABROAD, FOREIGN, MINORITY, RARE = 0.04, 0.003, 0.015, 0.012
SCHOOL_AGE = (3, 14)


@dataclass(slots=True)
class People:
    """Draws one graduate after the other; the same chance draws the same people."""

    chance: Random
    words: Words
    identities: Identities
    employers: dict[str, Employer]
    institutions: dict[str, Institution]
    _order: int = 0

    def draw(self, applied_on: dt.date) -> Graduate:
        """Somebody who applies on that day."""
        self._order += 1
        employer = self._employer()
        hired_on = self._hired_on(applied_on)
        level = self._pick(LEVELS, LEVEL_SHARES)
        gender = "male" if self.chance.random() < 0.62 else "female"
        foreign = self.chance.random() < FOREIGN
        born_on = self._born_on(level, hired_on)
        if foreign:
            number = self.identities.passport()
        else:
            number, born_on = self.identities.resident(born_on, gender)
        graduate = Graduate(
            name=self._name(gender, born_on, foreign=foreign),
            gender=gender,
            document_type=DocumentType.PASSPORT if foreign else DocumentType.RESIDENT_ID,
            identity_number=number,
            born_on=born_on,
            email=f"p{self._order:05d}@demo.invalid",
            phone=self.identities.phone(),
            studies=self._studies(level, hired_on, abroad=foreign or self.chance.random() < ABROAD),
            employer=employer,
            position=self.words.positions.draw(self.chance),
            hired_on=hired_on,
            account_number=self.identities.account(),
            bank_name=self.words.banks.draw(self.chance),
            contract_months=self._contract(level),
            insured_months=full_months(hired_on, applied_on),
            works_in_city=self.chance.random() > 0.008,
        )
        self._settle(graduate, applied_on)
        return graduate

    def _employer(self) -> Employer:
        known = self.words.employers
        chosen = self.chance.choices(known, weights=[each.share for each in known])[0]
        return self.employers[chosen.name]

    def _hired_on(self, applied_on: dt.date) -> dt.date:
        """Most start in July, with their year; the others at any time; nobody applies later than the policy allows."""
        earliest, latest = add_months(applied_on, -12) + dt.timedelta(days=5), add_months(applied_on, -3)
        july = dt.date(latest.year if latest.month >= 7 else latest.year - 1, 7, 1)
        if july >= earliest and self.chance.random() < 0.85:
            return min(july.replace(day=self._pick(JULY_DAYS, JULY_SHARES)), latest)
        if self.chance.random() < 0.04:
            latest = add_months(applied_on, -1)
        hired_on = earliest + dt.timedelta(days=self.chance.randrange((latest - earliest).days + 1))
        return hired_on if hired_on.weekday() < 5 else hired_on - dt.timedelta(days=2)

    def _born_on(self, level: str, hired_on: dt.date) -> dt.date:
        years = self._pick(AGES[level], AGE_SHARES[level])
        return add_months(hired_on, -12 * years) - dt.timedelta(days=self.chance.randrange(365))

    def _name(self, gender: str, born_on: dt.date, *, foreign: bool) -> str:
        given = self.words.given
        if foreign:
            return self.chance.choice(given["foreign"][gender])
        if (special := self.chance.random()) < MINORITY:
            return self.chance.choice(given["minority"][gender])
        decade = str(min(max(born_on.year // 10 * 10, 1980), 2000))
        names = given["rare"]["names"] if special < MINORITY + RARE else given[decade][gender]["names"]
        return self.words.surnames.draw(self.chance) + self.chance.choice(names)

    def _studies(self, level: str, hired_on: dt.date, *, abroad: bool) -> list[Study]:
        awarded_on = dt.date(hired_on.year, 6, 12 + self.chance.randrange(17))
        if awarded_on > hired_on:
            awarded_on = add_months(awarded_on, -12)
        studies = [self._study(level, awarded_on, abroad=abroad)]
        if level != "bachelor" and self.chance.random() < 0.45:
            before = {"master": "bachelor", "doctor": "master"}[level]
            studies.append(self._study(before, add_months(awarded_on, -12 * SCHOOL_YEARS[level]), abroad=False))
        return studies

    def _study(self, level: str, awarded_on: dt.date, *, abroad: bool) -> Study:
        name = (self.words.overseas if abroad else self.words.institutions[level]).draw(self.chance)
        return Study(
            level=level,
            institution_name=name,
            institution=None if abroad else self.institutions[name],
            major=self.words.majors.draw(self.chance),
            awarded_on=awarded_on,
            order=self.identities.certificate(),
            commissioned=self.chance.random() < 0.006,
        )

    def _contract(self, level: str) -> int | None:
        if level == "doctor" and self.chance.random() < 0.3:
            return None
        return self._pick((36, 60, 48, 24), (66, 24, 8, 2))

    def _settle(self, graduate: Graduate, on: dt.date) -> None:
        """Marriage, homes, children, and what is asked for because of them."""
        chance, age = self.chance, (on - graduate.born_on).days / 365.25
        graduate.married = chance.random() < max(0.0, min(0.75, (age - 23) * 0.09))
        graduate.owns_home = chance.random() < (0.25 if graduate.married else 0.05)
        graduate.spouse_owns_home = graduate.married and chance.random() < 0.12
        if graduate.married and chance.random() < (age - 26) * 0.12:
            born_on = on - dt.timedelta(days=chance.randrange(200, 365 * max(2, int(age) - 24)))
            names = self.words.given["children"][chance.choice(("male", "female"))]
            surname = "" if "·" in graduate.name or graduate.foreign else graduate.name[0]
            graduate.children.append(ChildSaid(surname + chance.choice(names), born_on))
        likes_to_ask = 0.03 if graduate.owns_home or graduate.spouse_owns_home else 0.28
        graduate.housing = graduate.foreign or chance.random() < likes_to_ask
        of_age = any(
            SCHOOL_AGE[0] * 365 < (on - child.born_on).days < SCHOOL_AGE[1] * 365 for child in graduate.children
        )
        graduate.schooling = of_age and chance.random() < 0.8

    def _pick(self, values: tuple[T, ...], shares: tuple[int, ...]) -> T:
        return self.chance.choices(values, cum_weights=list(accumulate(shares)))[0]
