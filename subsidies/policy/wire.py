"""The JSON shapes of the `assess` command: a line of input to facts, an assessment to a line of output.

Input, one object a line; keys marked `?` may be missing, any other missing key is malformed:

    {"id", "on"?,
     "person": {"born_on", "foreign_expert", "married", "owns_home_in_city", "spouse_owns_home_in_city"},
     "degrees": [{"level", "awarded_on", "full_time", "graduation_certificate", "degree_certificate",
                  "overseas", "certified", "commissioned"?}],
     "employment": {"employer_listed", "hired_on", "contract_months", "open_ended"?, "works_in_city"?,
                    "insured_months", "left_on"},
     "applied_on", "living_granted_yuan", "claimed_elsewhere",
     "children": [{"born_on"}]}

- Null is unknown wherever it stands, for a whole object or list too, but: `id` must be text or a whole number,
  `on` null is as if missing, `left_on` null means has not left, `applied_on` null means the day asked about.
- Missing `open_ended` and `commissioned` are false, missing `works_in_city` is true.
- A key that is not listed is passed over, unless it looks like a misspelt optional key that is missing: that would
  silently change the answer, and is malformed. So are repeated keys, for the same reason.
"""

from dataclasses import fields as fields_of
from datetime import date
from typing import Any, NamedTuple

from subsidies.policy import housing, living, schooling
from subsidies.policy.facts import Child, Degree, DegreeLevel, Employment, Facts, Person
from subsidies.policy.findings import Finding
from subsidies.policy.wire_objects import Fields, parse

_REQUEST_KEYS = frozenset({"id", "on", *(field.name for field in fields_of(Facts))})
_PERSON_KEYS = frozenset(field.name for field in fields_of(Person))
_DEGREE_KEYS = frozenset(field.name for field in fields_of(Degree))
_EMPLOYMENT_KEYS = frozenset(field.name for field in fields_of(Employment))
_CHILD_KEYS = frozenset(field.name for field in fields_of(Child))


class Request(NamedTuple):
    """One line of input: whom to answer, the facts, and the day asked about (None: the line names none)."""

    id: str | int
    on: date | None
    facts: Facts


def read_line(line: bytes) -> Request:
    """Read one line; raises MalformedLine with the problem, the field and its details."""
    return read_request(parse(line))


def read_request(value: object) -> Request:
    """Read one parsed JSON object; raises MalformedLine."""
    fields = Fields(value, "", _REQUEST_KEYS, optional=("on",))
    identity = fields.identity("id")
    on = fields.day("on")
    facts = Facts(
        person=_person(fields.take("person")),
        degrees=_degrees(fields),
        employment=_employment(fields.take("employment")),
        applied_on=fields.day("applied_on"),
        living_granted_yuan=fields.number("living_granted_yuan"),
        claimed_elsewhere=fields.yes_or_no("claimed_elsewhere"),
        children=_children(fields),
    )
    return Request(identity, on, facts)


def answer(request: Request, *, on: date) -> dict[str, Any]:
    """Assess the three schemes on the request's own day, else on `on`, as a JSON object with its keys in order.

    `policy_version` is the name of the version whose figures were used; should the schemes' versions be named
    differently, all three: `living=2021-01 housing=2023-01 schooling=2021-01`.
    """
    on = request.on or on
    for_living = living.assess(request.facts, on=on)
    for_housing = housing.assess(request.facts, on=on)
    for_schooling = schooling.assess(request.facts, on=on)
    names = {"living": for_living.version, "housing": for_housing.version, "schooling": for_schooling.version}
    return {
        "id": request.id,
        "on": on.isoformat(),
        "policy_version": policy_version(names),
        "living": living_object(for_living),
        "housing": housing_object(for_housing),
        "schooling": schooling_object(for_schooling),
    }


def policy_version(names: dict[str, str]) -> str:
    """Name the version that all schemes share, or each scheme's own."""
    shared = set(names.values())
    return shared.pop() if len(shared) == 1 else " ".join(f"{scheme}={name}" for scheme, name in names.items())


def living_object(assessment: living.LivingAssessment) -> dict[str, Any]:
    """Give a living assessment as a JSON object."""
    return {
        "result": assessment.result,
        "degree": assessment.degree,
        "amount_yuan": assessment.amount_yuan,
        "instalments": [
            {"sequence": part.sequence, "due_on": part.due_on.isoformat(), "amount_yuan": part.amount_yuan}
            for part in assessment.instalments
        ],
        "findings": _findings(assessment.findings),
    }


def housing_object(assessment: housing.HousingAssessment) -> dict[str, Any]:
    """Give a housing assessment as a JSON object."""
    return {
        "result": assessment.result,
        "unit": assessment.unit,
        "months": assessment.months,
        "rent_discount_percent": assessment.rent_discount_percent,
        "findings": _findings(assessment.findings),
    }


def schooling_object(assessment: schooling.SchoolingAssessment) -> dict[str, Any]:
    """Give a schooling assessment as a JSON object."""
    return {
        "result": assessment.result,
        "children": [
            {
                "born_on": child.born_on.isoformat() if child.born_on else None,
                "school_year": child.school_year,
                "stage": child.stage,
            }
            for child in assessment.children
        ],
        "order_of_choice": assessment.order_of_choice,
        "findings": _findings(assessment.findings),
    }


def _findings(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [finding._asdict() for finding in findings]


def _person(value: object) -> Person:
    if value is None:
        return Person()
    fields = Fields(value, "person", _PERSON_KEYS)
    return Person(
        born_on=fields.day("born_on"),
        foreign_expert=fields.yes_or_no("foreign_expert"),
        married=fields.yes_or_no("married"),
        owns_home_in_city=fields.yes_or_no("owns_home_in_city"),
        spouse_owns_home_in_city=fields.yes_or_no("spouse_owns_home_in_city"),
    )


def _employment(value: object) -> Employment:
    if value is None:
        return Employment()
    fields = Fields(value, "employment", _EMPLOYMENT_KEYS, optional=("open_ended", "works_in_city"))
    return Employment(
        employer_listed=fields.yes_or_no("employer_listed"),
        hired_on=fields.day("hired_on"),
        contract_months=fields.number("contract_months"),
        open_ended=fields.yes_or_no("open_ended", absent=False),
        works_in_city=fields.yes_or_no("works_in_city", absent=True),
        insured_months=fields.number("insured_months"),
        left_on=fields.day("left_on"),
    )


def _degrees(request: Fields) -> tuple[Degree, ...] | None:
    items = request.items("degrees")
    return None if items is None else tuple(_degree(value, path) for path, value in items)


def _degree(value: object, path: str) -> Degree:
    if value is None:
        return Degree()
    fields = Fields(value, path, _DEGREE_KEYS, optional=("commissioned",))
    return Degree(
        level=fields.choice("level", DegreeLevel),
        awarded_on=fields.day("awarded_on"),
        full_time=fields.yes_or_no("full_time"),
        graduation_certificate=fields.yes_or_no("graduation_certificate"),
        degree_certificate=fields.yes_or_no("degree_certificate"),
        overseas=fields.yes_or_no("overseas"),
        certified=fields.yes_or_no("certified"),
        commissioned=fields.yes_or_no("commissioned", absent=False),
    )


def _children(request: Fields) -> tuple[Child, ...] | None:
    items = request.items("children")
    return None if items is None else tuple(_child(value, path) for path, value in items)


def _child(value: object, path: str) -> Child:
    return Child() if value is None else Child(born_on=Fields(value, path, _CHILD_KEYS).day("born_on"))
