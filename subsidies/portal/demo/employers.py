"""Employers of the demo: real names known in public; codes are made up but for two, and marked as sample data."""

from __future__ import annotations

import datetime as dt

from subsidies.portal.demo.accounts import GROUP
from subsidies.portal.demo.words import EmployerWords, words
from talent.employers.models import Employer
from talent.identifiers.credit_code import with_check_digit

LISTED_FROM = dt.date(2021, 1, 1)


def load_employers() -> dict[str, Employer]:
    """The group and its affiliates by name, made where they are missing."""
    found: dict[str, Employer] = {}
    for number, known in enumerate(words().employers):
        found[known.name] = _employer(known, number, found.get(GROUP))
    return found


def _employer(known: EmployerWords, number: int, parent: Employer | None) -> Employer:
    employer, _created = Employer.objects.get_or_create(
        name=known.name,
        defaults={
            "short_name": known.short_name,
            "credit_code": known.credit_code or with_check_digit(f"91220101MA9{number:06d}"),
            "parent": parent,
            "listed_from": LISTED_FROM,
            "is_sample": not known.credit_code,
        },
    )
    return employer
