"""Who stands on a made-up staff roster: whom the employer has to verify, whom its rosters list already, and others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from subsidies.applications.models import Application
from subsidies.portal.demo.identities import SAMPLE_REGION, SAMPLE_SEQUENCE
from talent.calendars import clock
from talent.employers.imports.identity_documents import CITIZEN_LENGTH, likely_type
from talent.employers.models import Employer, RosterEntry
from talent.identifiers.identity_number import check_digit
from talent.profiles.kinds import DocumentType
from talent.profiles.models import Employment

COLLEAGUES = ("吴迪", "秦岚", "石磊", "方圆", "阿力木·吐尔逊", "赵㛃")
EXPERT, PASSPORT = "Katharina Vogel", "SAMPLE990001"
"""A colleague from abroad, in a range of passports that the demo's city never reaches."""
IN_CITY, ELSEWHERE = "长春", "成都"


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person on the roster, as HR words it; empty where HR does not say."""

    name: str
    document_type: DocumentType
    identity_number: str
    hired_on: dt.date
    contract: str
    """``36个月``, ``无固定期限``."""
    insured_months: int | None
    place: str = IN_CITY


def staff_of(employer: Employer) -> list[Colleague]:
    """Everybody once: what applicants stated whom the employer has still to verify, then what its rosters in force
    say of people who are still there, then made-up colleagues (three queries).
    """
    found: dict[str, Colleague] = {}
    for colleague in (*_to_verify(employer), *_listed(employer), *_made_up()):
        found.setdefault(colleague.identity_number, colleague)
    return list(found.values())


def _to_verify(employer: Employer) -> Iterator[Colleague]:
    cases = Application.objects.awaiting_employer().filter(employer=employer).values("person")
    stated = Employment.objects.filter(person__in=cases, hired_on__isnull=False)
    for each in stated.select_related("person").order_by("person__name"):
        assert each.hired_on is not None
        yield Colleague(
            each.person.name,
            DocumentType(each.person.document_type),
            each.person.identity_number,
            each.hired_on,
            _term(each.contract_months, open_ended=bool(each.open_ended)),
            each.insured_months,
        )


def _listed(employer: Employer) -> Iterator[Colleague]:
    """As it was said, word for word: of these people a roster has nothing new to tell."""
    entries = RosterEntry.objects.in_force().filter(employer=employer, left_on=None)
    for entry in entries.order_by("effective_at", "row_number"):
        yield Colleague(
            entry.name,
            _document_type(entry.identity_number),
            entry.identity_number,
            entry.hired_on,
            _term(entry.contract_months, open_ended=entry.open_ended),
            entry.insured_months,
            {True: IN_CITY, False: ELSEWHERE, None: ""}[entry.works_in_city],
        )


def _made_up() -> Iterator[Colleague]:
    for order, name in enumerate(COLLEAGUES):
        first17 = f"{SAMPLE_REGION}{1998 + order % 4}{1 + order:02d}15{SAMPLE_SEQUENCE + 20 + order:03d}"
        number, hired_on = first17 + check_digit(first17), clock.today() - dt.timedelta(days=150 + 7 * order)
        yield Colleague(name, DocumentType.RESIDENT_ID, number, hired_on, "36个月", 5)
    hired_on = clock.today() - dt.timedelta(days=200)
    yield Colleague(EXPERT, DocumentType.PASSPORT, PASSPORT, hired_on, "60个月", 6)


def _document_type(number: str) -> DocumentType:
    """An entry keeps the number alone; the demo's passports are longer than a reader takes for one."""
    likely = DocumentType(likely_type(number))
    citizens = likely == DocumentType.RESIDENT_ID
    return DocumentType.PASSPORT if citizens and len(number) != CITIZEN_LENGTH else likely


def _term(months: int | None, *, open_ended: bool) -> str:
    if open_ended:
        return "无固定期限"
    return f"{months}个月" if months else ""
