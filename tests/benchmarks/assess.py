"""One person, three schemes, every finding, from facts in memory: our rules beside the same decision in zen-engine."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from typing import Any, TypeVar

from subsidies.policy import housing, living, schooling, wire
from tests.benchmarks.assess_decision import decision
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb
from tests.subsidies.policy.people import people

T = TypeVar("T")

BAR = 4.0
OURS, FROM_JSON, BASELINE = "assess", "assess, from JSON line to JSON line", "zen-engine"


def run(n: int | None) -> list[Report]:
    """Assess `n` people (20,000 unless told) with one degree each; first check that both give the same answers."""
    lines = [
        person
        for person in people(n or 20_000, degrees=1)
        if not (person["person"]["born_on"] or "").endswith("-02-29")
    ]
    evaluate = _zen_engine()
    requests = [wire.read_request(line) for line in lines]
    for line, request in zip(lines, requests, strict=True):
        _check_equal(evaluate(line)["result"], wire.answer(request, on=date.min))
    contenders = {
        OURS: _each(_assess, requests),
        FROM_JSON: _each(_from_json, [json.dumps(line).encode() for line in lines]),
        BASELINE: _each(evaluate, lines),
    }
    speeds = items_per_cpu_second(contenders, items=len(lines))
    return [Report("assess", len(lines), speeds, BASELINE, BAR, peak_rss_mb())]


def _each(function: Callable[[T], object], items: list[T]) -> Callable[[], None]:
    """Call the function on each item and keep no answer, as a stream would."""

    def run() -> None:
        for item in items:
            function(item)

    return run


def _assess(request: wire.Request) -> tuple[object, object, object]:
    on, facts = request.on or date.min, request.facts
    return living.assess(facts, on=on), housing.assess(facts, on=on), schooling.assess(facts, on=on)


def _from_json(line: bytes) -> str:
    return json.dumps(wire.answer(wire.read_line(line), on=date.min), ensure_ascii=False)


def _zen_engine() -> Callable[[Mapping[str, Any]], Any]:
    try:
        zen = import_module("zen")
    except ImportError:
        sys.exit("zen-engine is not installed: pip install --require-hashes -r requirements-benchmark.lock")
    # The fastest of its ways in: a static loader keeps the decision compiled; `create_decision` and batches are slower.
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"assess": json.loads(decision())}}})
    return lambda person: engine.evaluate("assess", person)


def _check_equal(theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> None:
    """Compare all that the baseline answers; it does not list the conditions of a degree."""
    expected = {
        "living_amount": ours["living"]["amount_yuan"],
        "living_instalments": ours["living"]["instalments"],
        "housing_unit": ours["housing"]["unit"],
        "housing_months": ours["housing"]["months"],
        "housing_discount": ours["housing"]["rent_discount_percent"],
        "school_children": ours["schooling"]["children"],
        "schooling_order": ours["schooling"]["order_of_choice"],
    }
    for scheme in ("living", "housing", "schooling"):
        expected[f"{scheme}_result"] = ours[scheme]["result"]
        expected[f"{scheme}_findings"] = [
            finding | {"fact": None, "required": None} if finding["reason"] == "degree_qualifies" else finding
            for finding in ours[scheme]["findings"]
        ]
    # zen-engine leaves out a key whose value is null.
    different = {key: (theirs.get(key), value) for key, value in expected.items() if theirs.get(key) != value}
    if different:
        sys.exit(f"The baseline answers differently for {ours['id']}: {different}")
