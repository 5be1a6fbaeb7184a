"""From what was entered to what the rules may see."""

from __future__ import annotations

from typing import Any

from subsidies.policy import wire
from subsidies.policy.facts import Facts
from talent.profiles.kinds import NO_CERTIFICATE

PERSON_FIELDS = ("born_on", "foreign_expert")
FAMILY_FIELDS = ("married", "owns_home_in_city", "spouse_owns_home_in_city")
EMPLOYMENT_FIELDS = (
    "employer_listed",
    "hired_on",
    "contract_months",
    "open_ended",
    "works_in_city",
    "insured_months",
    "left_on",
)


def wire_facts(entered: dict[str, Any], *, granted_yuan: int, number: str = "") -> dict[str, Any]:
    """A snapshot as one request of ``subsidies.policy.wire``: the very line that ``manage.py assess`` reads.

    Sections that were not asked for are null, which the rules read as unknown.

    Args:
        granted_yuan: what earlier living awards granted the person.
        number: the case's number, which identifies the answer.
    """
    family = entered["family"] or {}
    employment = entered["employment"]
    children = entered["children"]
    return {
        "id": number,
        "person": {field: entered["person"][field] for field in PERSON_FIELDS}
        | {field: family.get(field) for field in FAMILY_FIELDS},
        "degrees": [_degree(degree) for degree in entered["degrees"]],
        "employment": {field: employment[field] for field in EMPLOYMENT_FIELDS} if employment else None,
        "applied_on": entered["declaration"]["applied_on"],
        "living_granted_yuan": granted_yuan,
        "claimed_elsewhere": entered["declaration"]["claimed_elsewhere"],
        "children": None if children is None else [{"born_on": child["born_on"]} for child in children],
    }


def facts_of(entered: dict[str, Any], *, granted_yuan: int) -> Facts:
    """The facts of a snapshot."""
    return wire.read_request(wire_facts(entered, granted_yuan=granted_yuan)).facts


def _degree(degree: dict[str, Any]) -> dict[str, Any]:
    # The Ministry's certification (留服认证) attests both study and degree: abroad there are seldom two certificates.
    certified = bool(degree["certification_number"])
    attested = degree["overseas"] and certified
    return {
        "level": degree["level"],
        "awarded_on": degree["awarded_on"],
        "full_time": degree["full_time"],
        "graduation_certificate": attested or _held(degree["graduation_certificate_number"]),
        "degree_certificate": attested or _held(degree["degree_certificate_number"]),
        "overseas": degree["overseas"],
        "certified": certified,
        "commissioned": degree["commissioned"],
    }


def _held(number: str) -> bool | None:
    """Whether there is a certificate: null where neither its number nor its lack was stated."""
    return number != NO_CERTIFICATE if number else None
