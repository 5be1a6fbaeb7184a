"""The same rules as a JDM decision for zen-engine: three schemes, every finding, for people with exactly one degree.

It leaves out what would only slow it down: several degrees, the list of degree conditions shown, births on 29 February
(its year difference completes a year on 28 February in common years).
"""

import json

from subsidies.policy.facts import DegreeLevel
from subsidies.policy.figure_reading import Figure
from subsidies.policy.versions import housing_versions, living_versions, schooling_versions

LIVING = living_versions().earliest
HOUSING = housing_versions().earliest
SCHOOLING = schooling_versions().earliest


def decision() -> str:
    """Write the decision as the JSON that `ZenEngine.create_decision` takes."""
    expressions = [
        {"id": str(number), "key": key, "value": value}
        for number, (key, value) in enumerate([*_shared(), *_living(), *_housing(), *_schooling()])
    ]
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def _shared() -> list[tuple[str, str]]:
    degree = "degrees[0]"
    wrong = (
        f"{degree}.full_time == false or {degree}.commissioned == true or {degree}.graduation_certificate == false or"
        f" {degree}.degree_certificate == false or ({degree}.overseas == true and {degree}.certified == false) or"
        f" ({degree}.awarded_on != null and d({degree}.awarded_on) > d(on))"
    )
    known = " and ".join(
        f"{degree}.{name} != null"
        for name in ("level", "awarded_on", "full_time", "graduation_certificate", "degree_certificate", "commissioned")
    )
    certified = f"({degree}.overseas == false or {degree}.certified == true)"
    hired, awarded = "employment.hired_on", "degrees[0].awarded_on"
    later = f"(d({hired}) > d({awarded}) ? d({hired}) : d({awarded}))"
    hire_by = _iso(f"d({awarded}).add({LIVING.hired_within_months.value}, 'month')")
    apply_by = _iso(f"{later}.add({LIVING.apply_within_months.value}, 'month')")
    return [
        ("qualifies", f"{wrong} ? 'unmet' : ({known} and {certified} ? 'met' : 'unknown')"),
        ("level", "degrees[0].level == null ? 'none' : degrees[0].level"),
        ("applied", "applied_on == null ? on : applied_on"),
        ("hire_by", f"{awarded} == null ? null : {hire_by}"),
        ("apply_by", f"{hired} == null or {awarded} == null ? null : {apply_by}"),
        ("age", f"person.born_on == null or {hired} == null ? null : d({hired}).diff(d(person.born_on), 'year')"),
        ("year", "d(on) > d(string(d(on).year()) + '-08-31') ? d(on).year() + 1 : d(on).year()"),
    ]


def _living() -> list[tuple[str, str]]:
    employment = "employment"
    in_force = str(LIVING.in_force.value[0])
    hired = f"{employment}.hired_on"
    findings = [
        _finding("degree_qualifies", "$.qualifies", "null", "null", LIVING.degree_conditions),
        _yes("employer_listed", f"{employment}.employer_listed", LIVING.employer_listed),
        _finding(
            "hired_in_force",
            _judged([hired], f"d({hired}) >= d('{in_force}')"),
            hired,
            f"'{in_force}/..'",
            LIVING.in_force,
        ),
        _finding(
            "hired_in_time",
            _judged([hired, "$.hire_by"], f"d({hired}) <= d($.hire_by)"),
            hired,
            "$.hire_by",
            LIVING.hired_within_months,
        ),
        _contract(LIVING.contract_months_at_least),
        _yes("works_in_city", f"{employment}.works_in_city", LIVING.works_in_city),
        _at_least("insured_months", f"{employment}.insured_months", LIVING.insured_months_at_least),
        _finding(
            "age_at_hire",
            _judged(["$.age", "degrees[0].level"], f"$.age <= {_by_level(LIVING.age_at_hire_at_most)}"),
            "$.age",
            _by_level(LIVING.age_at_hire_at_most),
            LIVING.age_at_hire_at_most,
        ),
        _finding(
            "applied_in_time",
            _judged(["$.apply_by"], "d($.applied) <= d($.apply_by)"),
            "$.applied",
            "$.apply_by",
            LIVING.apply_within_months,
        ),
        _still_employed(LIVING.still_employed),
        _no("not_claimed_elsewhere", "claimed_elsewhere", LIVING.claimed_elsewhere),
        _finding(
            "not_already_granted",
            _judged(
                ["living_granted_yuan", "degrees[0].level"], f"living_granted_yuan < {_by_level(LIVING.total_yuan)}"
            ),
            "living_granted_yuan",
            _by_level(LIVING.total_yuan),
            LIVING.higher_degree_pays_difference,
        ),
    ]
    amount = f"{_by_level(LIVING.total_yuan)} - (living_granted_yuan == null ? 0 : living_granted_yuan)"
    first, second, _ = (f"floor($.living_amount * {share} / 100)" for share in LIVING.instalment_shares_percent.value)
    apart = LIVING.instalment_months_apart.value
    due = [_iso(f"d(on).add({number * apart}, 'month')") for number in range(3)]
    parts = [first, second, f"$.living_amount - {first} - {second}"]
    plan = ", ".join(
        f"{{sequence: {number + 1}, due_on: {due[number]}, amount_yuan: {parts[number]}}}" for number in range(3)
    )
    return [
        ("living_findings", f"[{', '.join(findings)}]"),
        ("living_result", _outcome("$.living_findings")),
        ("living_amount", f"$.living_result == 'not_eligible' or $.level == 'none' ? null : {amount}"),
        ("living_instalments", f"$.living_amount == null ? [] : [{plan}]"),
    ]


def _housing() -> list[tuple[str, str]]:
    own, spouse = "person.owns_home_in_city", "person.spouse_owns_home_in_city"
    none = f"{own} == false and (person.married == false or {spouse} == false)"
    some = f"{own} == true or (person.married == true and {spouse} == true)"
    findings = [
        _finding("degree_qualifies", "$.qualifies", "null", "null", HOUSING.degree_conditions),
        _yes("employer_listed", "employment.employer_listed", HOUSING.employer_listed),
        _contract(HOUSING.contract_months_at_least),
        _still_employed(HOUSING.still_employed),
        _finding(
            "no_home_owned",
            f"({some}) ? 'unmet' : (({none}) ? 'met' : 'unknown')",
            f"({some}) ? true : (({none}) ? false : null)",
            "false",
            HOUSING.owns_home,
        ),
    ]
    under_age = HOUSING.child_counts_under_age.value
    child = f"#.born_on != null and d(#.born_on) <= d(on) and d(on).diff(d(#.born_on), 'year') < {under_age}"
    by_household = (
        f"person.married == true and some(children, {child}) ? 'two_bedroom'"
        " : ($.level == 'none' ? null : ($.level == 'doctor' ? 'two_bedroom'"
        " : ($.level == 'master' or person.married == true ? 'one_bedroom' : 'shared')))"
    )
    unit = f"person.foreign_expert == true ? 'expert_apartment' : ({by_household})"
    return [
        ("housing_findings", f"[{', '.join(findings)}]"),
        ("housing_result", _outcome("$.housing_findings")),
        ("housing_unit", f"$.housing_result == 'not_eligible' ? null : ({unit})"),
        ("housing_months", f"$.housing_result == 'not_eligible' ? null : {HOUSING.tenancy_months.value}"),
        (
            "housing_discount",
            f"$.housing_result == 'not_eligible' ? null : {_by_level(HOUSING.rent_discount_percent)}",
        ),
    ]


def _schooling() -> list[tuple[str, str]]:
    age = "d(string($.year) + '-08-31').diff(d(#.born_on), 'year')"
    stages = " : ".join(
        f"{age} >= {lowest} and {age} <= {highest} and d(#.born_on) <= d(string($.year) + '-08-31') ? '{stage}'"
        for stage, (lowest, highest) in SCHOOLING.stage_ages.value.items()
    )
    counted = "len(filter($.school_children, #.stage != null))"
    unknown = "some($.school_children, #.born_on == null)"
    findings = [
        _finding("degree_qualifies", "$.qualifies", "null", "null", SCHOOLING.degree_conditions),
        _yes("employer_listed", "employment.employer_listed", SCHOOLING.employer_listed),
        _still_employed(SCHOOLING.still_employed),
        _finding(
            "child_of_school_age",
            f"{counted} > 0 ? 'met' : ({unknown} ? 'unknown' : 'unmet')",
            counted,
            "1",
            SCHOOLING.stage_ages,
        ),
    ]
    child = f"{{born_on: #.born_on, school_year: $.year, stage: #.born_on == null ? null : ({stages} : null)}}"
    return [
        ("school_children", f"map(children, {child})"),
        ("schooling_findings", f"[{', '.join(findings)}]"),
        ("schooling_result", _outcome("$.schooling_findings")),
        ("schooling_order", f"$.schooling_result == 'not_eligible' ? null : {_by_level(SCHOOLING.order_of_choice)}"),
    ]


def _finding(reason: str, result: str, fact: str, required: str, figure: Figure) -> str:
    return (
        f"{{reason: '{reason}', result: {result}, fact: {fact}, required: {required},"
        f" basis: '{figure.basis}', citation: '{figure.citation}'}}"
    )


def _judged(needed: list[str], holds: str) -> str:
    return f"{' or '.join(f'{name} == null' for name in needed)} ? 'unknown' : ({holds} ? 'met' : 'unmet')"


def _yes(reason: str, fact: str, figure: Figure) -> str:
    return _finding(reason, _judged([fact], f"{fact} == true"), fact, "true", figure)


def _no(reason: str, fact: str, figure: Figure) -> str:
    return _finding(reason, _judged([fact], f"{fact} == false"), fact, "false", figure)


def _at_least(reason: str, fact: str, figure: Figure) -> str:
    return _finding(reason, _judged([fact], f"{fact} >= {figure.value}"), fact, str(figure.value), figure)


def _contract(figure: Figure) -> str:
    months, open_ended = "employment.contract_months", "employment.open_ended"
    enough = f"{open_ended} == true or ({months} != null and {months} >= {figure.value})"
    result = f"({enough}) ? 'met' : ({months} == null or {open_ended} == null ? 'unknown' : 'unmet')"
    fact = f"{open_ended} == true ? 'open_ended' : {months}"
    return _finding("contract_term", result, fact, str(figure.value), figure)


def _still_employed(figure: Figure) -> str:
    left = "employment.left_on"
    return _finding("still_employed", f"{left} == null or d({left}) > d(on) ? 'met' : 'unmet'", left, "on", figure)


def _outcome(findings: str) -> str:
    return (
        f"some({findings}, #.result == 'unmet') ? 'not_eligible' :"
        f" (some({findings}, #.result == 'unknown') ? 'undetermined' : 'eligible')"
    )


def _by_level(figure: Figure) -> str:
    choices = "".join(f"$.level == '{level}' ? {figure.value[level]} : (" for level in DegreeLevel)
    return f"({choices}null{')' * len(DegreeLevel)})"


def _iso(day: str) -> str:
    return f"{day}.format('%Y-%m-%d')"
