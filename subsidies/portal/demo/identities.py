"""Numbers of made-up people: valid in form, and in ranges that belong to nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from talent.identifiers.identity_number import check_digit

SAMPLE_REGION = "220184"
SAMPLE_SEQUENCE = 970
"""Sequence numbers of made-up identity numbers start here: they are valid, and belong to nobody on purpose."""
LAST_SEQUENCE = 999
PHONE_PREFIX = "161"
"""A range that phone libraries accept and no carrier has been given."""
ONE_DAY = dt.timedelta(days=1)


class Identity(NamedTuple):
    """A number, and the day of birth that it tells."""

    number: str
    born_on: dt.date


@dataclass(slots=True)
class Identities:
    """Gives each number once."""

    _taken: dict[tuple[dt.date, str], int] = field(default_factory=dict)
    _orders: dict[str, int] = field(default_factory=dict)

    def resident(self, born_on: dt.date, gender: str) -> Identity:
        """An identity number; where a day's numbers are used up, that of the next day that has one left."""
        while (sequence := self._taken.get((born_on, gender), SAMPLE_SEQUENCE + (gender == "male"))) > LAST_SEQUENCE:
            born_on += ONE_DAY
        self._taken[born_on, gender] = sequence + 2
        first17 = f"{SAMPLE_REGION}{born_on:%Y%m%d}{sequence:03d}"
        return Identity(first17 + check_digit(first17), born_on)

    def passport(self) -> str:
        """A passport number that says what it is."""
        return f"SAMPLE{self._next('passport'):06d}"

    def phone(self) -> str:
        """A mobile phone number."""
        return f"{PHONE_PREFIX}{self._next('phone'):08d}"

    def account(self) -> str:
        """A 19-digit card number with a right check digit, in a range that no bank issues to people."""
        first18 = f"622202990000{self._next('account'):06d}"
        digits = [int(digit) for digit in first18]
        doubled = [sum(divmod(digit * 2, 10)) if place % 2 == 1 else digit for place, digit in enumerate(digits)]
        return first18 + str(-sum(doubled) % 10)

    def certificate(self) -> int:
        """The running number that stands at the end of certificates."""
        return self._next("certificate")

    def _next(self, kind: str) -> int:
        order = self._orders.get(kind, 0) + 1
        self._orders[kind] = order
        return order
