"""The cases in `cases/*.toml`, through the same JSON shapes as the `assess` command."""

from datetime import date
from typing import Any

import pytest

from subsidies.policy import wire
from tests.subsidies.policy.cases import cases

SCHEMES = ("living", "housing", "schooling")
SHOWN = {
    "living": ("result", "degree", "amount_yuan"),
    "housing": ("result", "unit", "months", "rent_discount_percent"),
    "schooling": ("result", "order_of_choice"),
}
EVERY_CASE = [(scheme, case) for scheme in SCHEMES for case in cases(scheme)]


def _answer(scheme: str, case: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = wire.answer(wire.read_request(case["input"]), on=date.min)[scheme]
    return answer


@pytest.mark.parametrize(
    ("scheme", "case"), EVERY_CASE, ids=[f"{scheme}: {case['name']}" for scheme, case in EVERY_CASE]
)
def test_a_case_comes_out_as_policy_staff_expect(scheme: str, case: dict[str, Any]) -> None:
    answer = _answer(scheme, case)
    expected = case["expect"]
    found = {key: answer[key] for key in SHOWN[scheme]} | {
        result: [finding["reason"] for finding in answer["findings"] if finding["result"] == result]
        for result in ("unmet", "unknown")
    }
    assert found == dict.fromkeys(SHOWN[scheme]) | {"unmet": [], "unknown": []} | expected


@pytest.mark.parametrize("case", [c for c in cases("living") if "instalments" in c], ids=lambda case: case["name"])
def test_instalments_come_out_as_policy_staff_expect(case: dict[str, Any]) -> None:
    instalments = [
        [part["sequence"], part["due_on"], part["amount_yuan"]] for part in _answer("living", case)["instalments"]
    ]
    assert instalments == case["instalments"]


@pytest.mark.parametrize("case", cases("schooling"), ids=lambda case: case["name"])
def test_children_come_out_as_policy_staff_expect(case: dict[str, Any]) -> None:
    children = [
        [child["born_on"], child["school_year"], child["stage"]] for child in _answer("schooling", case)["children"]
    ]
    assert children == case["children"]
