"""A line of a roster that was read and can be imported."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Line(NamedTuple):
    """What an entry keeps of a row; one of these takes a tenth of the memory that the row does."""

    row_number: int
    name: str
    identity_number: str
    hired_on: dt.date
    contract_months: int | None
    open_ended: bool
    works_in_city: bool | None
    insured_months: int | None
    left_on: dt.date | None
    degree_level: str = ""
    school: str = ""
    graduated_on: dt.date | None = None
    phone: str | None = None

    @property
    def employment(self) -> tuple[object, ...]:
        """What proves something: two lines about a person that differ elsewhere do not contradict each other."""
        return self[1:9]
