"""The same rules as a JDM decision for zen-engine: three schemes, every finding, for people with exactly one degree.

It leaves out what would only slow it down: several degrees, the list of degree conditions shown, a birth on 29 February
(its year difference completes a year on 28 February).
"""

import json
from typing import Any

from subsidies.policy.figure_reading import Figure
from subsidies.policy.versions import housing_versions, living_versions, schooling_versions

LIVING = living_versions().earliest
HOUSING = housing_versions().earliest
SCHOOLING = schooling_versions().earliest

_DEGREE_KNOWN = " and ".join(
    f"d.{name} != null"
    for name in ("level", "awarded_on", "full_time", "graduation_certificate", "degree_certificate", "commissioned")
)
_DEGREE_WRONG = (
    "d.full_time == false or d.commissioned == true or d.graduation_certificate == false"
    " or d.degree_certificate == false or (d.awarded_on != null and d(d.awarded_on) > d(on))"
    " or (d.overseas == true and d.certified == false)"
)
_CERTIFIED = "(d.overseas == false or d.certified == true)"
_YEAR = "$.school_year"
_AGE = f"(#.born_on == null ? -1 : d($.school_day).diff(d(#.born_on), 'year'))"


def decision() -> str:
    """Write the decision as JSON for `ZenEngine.create_decision`."""
    expressions = [
        ("d", "degrees[0]"),
        ("e", "employment"),
        ("qualifies", f"{_DEGREE_WRONG} ? 'unmet' : ({_DEGREE_KNOWN} and {_CERTIFIED} ? 'met' : 'unknown')"),
    ]
    rows = [(key, value.replace("d.", "$.d.").replace("e.e.", "")) for key, value in expressions]
    return json.dumps(_graph(rows))


def _graph(rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {}
