"""From a line of JSON to facts, with precise complaints, and from assessments to a line."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.policy import wire
from subsidies.policy.facts import Child, Degree, DegreeLevel, Employment, Facts, Person
from subsidies.policy.wire_objects import MalformedLine, Problem
from tests.subsidies.policy.cases import someone

DAY = date(2021, 12, 31)
PATHS = [
    "person",
    "degrees",
    "employment",
    "applied_on",
    "living_granted_yuan",
    "claimed_elsewhere",
    "children",
    *(
        f"person.{key}"
        for key in ("born_on", "foreign_expert", "married", "owns_home_in_city", "spouse_owns_home_in_city")
    ),
    *(
        f"degrees.0.{key}"
        for key in ("level", "awarded_on", "full_time", "graduation_certificate", "degree_certificate")
    ),
    *(f"degrees.0.{key}" for key in ("overseas", "certified")),
    *(f"employment.{key}" for key in ("employer_listed", "hired_on", "contract_months", "insured_months", "left_on")),
    "children.0.born_on",
]


def _line(**changes: Any) -> bytes:
    return json.dumps(someone(**changes)).encode()


def _without(path: str) -> bytes:
    facts = someone()
    *parents, last = path.split(".")
    target: Any = facts
    for name in parents:
        target = target[int(name) if isinstance(target, list) else name]
    del target[last]
    return json.dumps(facts).encode()


def _complaint(line: bytes) -> tuple[Problem, str, dict[str, str | int]]:
    with pytest.raises(MalformedLine) as caught:
        wire.read_line(line)
    return caught.value.problem, caught.value.field, caught.value.params


def test_a_line_is_read_into_facts() -> None:
    assert wire.read_line(_line(on="2021-12-31")) == wire.Request(
        "someone",
        date(2021, 12, 31),
        Facts(
            person=Person(date(1990, 3, 15), False, True, False, False),
            degrees=(Degree(DegreeLevel.MASTER, date(2021, 6, 30), True, True, True, False, None, False),),
            employment=Employment(True, date(2021, 7, 15), 36, 3, None, False, True),
            applied_on=date(2021, 12, 1),
            living_granted_yuan=0,
            claimed_elsewhere=False,
            children=(Child(date(2014, 5, 20)),),
        ),
    )


def test_optional_keys_that_are_missing_have_their_defaults_and_null_is_unknown() -> None:
    given_null = {"employment.open_ended": None, "employment.works_in_city": None, "degrees.0.commissioned": None}
    facts = [wire.read_line(_line(**changes)).facts for changes in ({}, given_null)]
    assert [
        (one.employment.open_ended, one.employment.works_in_city, one.degrees and one.degrees[0].commissioned)
        for one in facts
    ] == [(False, True, False), (None, None, None)]


@pytest.mark.parametrize("path", PATHS)
def test_null_is_accepted_as_unknown_everywhere(path: str) -> None:
    answer = wire.answer(wire.read_line(_line(**{path: None})), on=DAY)
    assert answer["id"] == "someone"


@pytest.mark.parametrize("path", ["id", *PATHS])
def test_a_missing_key_is_named(path: str) -> None:
    field = path.replace(".0.", "[0].")
    assert _complaint(_without(path)) == (Problem.MISSING, field, {})


@pytest.mark.parametrize(
    ("changes", "problem", "field"),
    [
        ({"id": None}, Problem.NOT_AN_ID, "id"),
        ({"id": True}, Problem.NOT_AN_ID, "id"),
        ({"id": 1.5}, Problem.NOT_AN_ID, "id"),
        ({"id": ["a"]}, Problem.NOT_AN_ID, "id"),
        ({"id": "\ud800"}, Problem.NOT_AN_ID, "id"),
        ({"on": "2021-02-29"}, Problem.NOT_A_DAY, "on"),
        ({"applied_on": "20211201"}, Problem.NOT_A_DAY, "applied_on"),
        ({"applied_on": "2021-W48-3"}, Problem.NOT_A_DAY, "applied_on"),
        ({"applied_on": "2021-12-01T00:00:00"}, Problem.NOT_A_DAY, "applied_on"),
        ({"applied_on": "２０２１-12-01"}, Problem.NOT_A_DAY, "applied_on"),
        ({"applied_on": 20211201}, Problem.NOT_A_DAY, "applied_on"),
        ({"person.born_on": "0000-01-01"}, Problem.NOT_A_DAY, "person.born_on"),
        ({"person.married": "yes"}, Problem.NOT_YES_OR_NO, "person.married"),
        ({"person.married": 1}, Problem.NOT_YES_OR_NO, "person.married"),
        ({"person": []}, Problem.NOT_AN_OBJECT, "person"),
        ({"degrees": {}}, Problem.NOT_A_LIST, "degrees"),
        ({"degrees.1": {"level": "phd"}}, Problem.NOT_A_CHOICE, "degrees[1].level"),
        ({"degrees.1": {"level": 3}}, Problem.NOT_A_CHOICE, "degrees[1].level"),
        ({"degrees": ["master"]}, Problem.NOT_AN_OBJECT, "degrees[0]"),
        ({"children": [3]}, Problem.NOT_AN_OBJECT, "children[0]"),
        ({"employment.contract_months": True}, Problem.NOT_WHOLE, "employment.contract_months"),
        ({"employment.contract_months": 36.0}, Problem.NOT_WHOLE, "employment.contract_months"),
        ({"employment.contract_months": "36"}, Problem.NOT_WHOLE, "employment.contract_months"),
        ({"employment.insured_months": -1}, Problem.NEGATIVE, "employment.insured_months"),
        ({"living_granted_yuan": -30000}, Problem.NEGATIVE, "living_granted_yuan"),
        ({"living_granted_yuan": 10**13}, Problem.TOO_LARGE, "living_granted_yuan"),
        ({"employment.open-ended": True}, Problem.MISSPELT, "employment.open-ended"),
        ({"employment.worksInCity": False}, Problem.MISSPELT, "employment.worksInCity"),
        ({"degrees.0.comissioned": True}, Problem.MISSPELT, "degrees[0].comissioned"),
        ({"On": "2021-01-01"}, Problem.MISSPELT, "On"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_field(changes: dict[str, Any], problem: Problem, field: str) -> None:
    assert _complaint(_line(**changes))[:2] == (problem, field)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"", Problem.BLANK),
        (b"  \r\n", Problem.BLANK),
        (b"\xef\xbb\xbf\n", Problem.BLANK),
        (b"{", Problem.NOT_JSON),
        (b"{}{}", Problem.NOT_JSON),
        (b"\x00", Problem.NOT_JSON),
        (b'{"id": "a\x00"}', Problem.NOT_JSON),
        (b"{'id': 1}", Problem.NOT_JSON),
        ("身份".encode("gb18030"), Problem.NOT_UTF8),
        ('{"id": "a"}'.encode("utf-16"), Problem.NOT_UTF8),
        (b"[]", Problem.NOT_AN_OBJECT),
        (b"null", Problem.NOT_AN_OBJECT),
        (b'{"id": NaN}', Problem.NOT_A_NUMBER),
        (b'{"id": -Infinity}', Problem.NOT_A_NUMBER),
        (b'{"id": ' + b"9" * 10_000 + b"}", Problem.NUMBER_TOO_LONG),
        (b"[" * 200_000, Problem.NESTED_TOO_DEEPLY),
        (b'{"a":' * 100_000, Problem.NESTED_TOO_DEEPLY),
    ],
)
def test_a_line_that_is_no_object_is_refused(line: bytes, problem: Problem) -> None:
    assert _complaint(line)[:2] == (problem, "")


def test_a_key_that_comes_twice_is_named_with_its_field() -> None:
    line = _line().replace(b'"married": true', b'"married": true, "married": false')
    assert _complaint(line) == (Problem.REPEATED, "person.married", {})


def test_the_right_spelling_is_suggested() -> None:
    assert _complaint(_line(**{"employment.open-ended": True}))[2] == {"meant": "open_ended"}


def test_other_keys_are_passed_over() -> None:
    changes = {"name": "张三", "person.phone": "13800138000", "employment.department": None, "one": {"two": [1.5]}}
    assert wire.read_line(_line(**changes)) == wire.read_line(_line())


def test_a_byte_order_mark_is_passed_over() -> None:
    assert wire.read_line(b"\xef\xbb\xbf" + _line()) == wire.read_line(_line())


def test_the_answer_has_the_keys_of_the_contract_in_order() -> None:
    answer = json.loads(json.dumps(wire.answer(wire.read_line(_line(id=7)), on=DAY)))
    assert (answer["id"], answer["on"], answer["policy_version"]) == (7, "2021-12-31", "2021-01")
    assert list(answer) == ["id", "on", "policy_version", "living", "housing", "schooling"]
    assert list(answer["living"]) == ["result", "degree", "amount_yuan", "instalments", "findings"]
    assert list(answer["living"]["instalments"][0]) == ["sequence", "due_on", "amount_yuan"]
    assert list(answer["housing"]) == ["result", "unit", "months", "rent_discount_percent", "findings"]
    assert list(answer["schooling"]) == ["result", "children", "order_of_choice", "findings"]
    assert list(answer["schooling"]["children"][0]) == ["born_on", "school_year", "stage"]
    for scheme in ("living", "housing", "schooling"):
        for finding in answer[scheme]["findings"]:
            assert list(finding) == ["reason", "result", "fact", "required", "basis", "citation"]


def test_the_day_in_the_line_comes_before_the_day_given() -> None:
    answers = [wire.answer(wire.read_line(_line(on=on)), on=DAY)["on"] for on in ("2022-05-05", None)]
    assert answers == ["2022-05-05", "2021-12-31"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"living": "2021-01", "housing": "2021-01", "schooling": "2021-01"}, "2021-01"),
        (
            {"living": "2021-01", "housing": "2023-01", "schooling": "2021-01"},
            "living=2021-01 housing=2023-01 schooling=2021-01",
        ),
    ],
)
def test_versions_that_differ_are_all_named(names: dict[str, str], expected: str) -> None:
    assert wire.policy_version(names) == expected


def _read(line: bytes) -> bool:
    try:
        wire.read_line(line)
    except MalformedLine:
        return False
    return True


ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["2021-07-01", "master"])
)
KEYS = st.sampled_from(["level", "born_on", "on", "x"])
JSON_VALUES = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner), max_leaves=5
)


@given(st.sampled_from(["id", "on", *PATHS]), JSON_VALUES)
def test_whatever_a_field_holds_it_is_read_or_refused(path: str, value: Any) -> None:
    line = json.dumps(someone(**{path: value})).encode()
    if _read(line):
        assert wire.answer(wire.read_line(line), on=DAY)["living"]["findings"][0]["reason"] == "degree_qualifies"


@given(st.binary(max_size=60))
def test_bytes_that_are_no_json_object_are_refused(line: bytes) -> None:
    assert _read(line) is False
