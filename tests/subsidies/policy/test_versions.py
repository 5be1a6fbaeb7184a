"""Reading figures strictly, and choosing the version that counts."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from subsidies.policy import versions as policy_versions
from subsidies.policy.figure_reading import Figure
from subsidies.policy.figure_shapes import FiguresError
from subsidies.policy.findings import Basis
from subsidies.policy.version_figures import LivingVersion, Version
from subsidies.policy.version_reading import read_housing, read_living
from subsidies.policy.versions import FIGURES, Versions, load
from tests.subsidies.policy.drafts import LIVING, two_living_versions

HOUSING = (FIGURES / "housing.toml").read_text(encoding="utf-8")
EVERY_VERSION: list[Version] = [
    *policy_versions.living_versions(),
    *policy_versions.housing_versions(),
    *policy_versions.schooling_versions(),
    *policy_versions.procedure_versions(),
]
EVERY_FIGURE = [
    (f"{type(version).__name__} {version.version} {field.name}", getattr(version, field.name))
    for version in EVERY_VERSION
    for field in fields(version)
    if field.name != "version"
]


def _living(tmp_path: Path, text: str) -> Versions[LivingVersion]:
    path = tmp_path / "living.toml"
    path.write_text(text, encoding="utf-8")
    return load(path, read_living)


def _two_versions() -> str:
    return two_living_versions(until="2022-12-31", name="2023-07", then_from="2023-07-01")


@pytest.mark.parametrize(("name", "figure"), EVERY_FIGURE, ids=[name for name, _ in EVERY_FIGURE])
def test_every_figure_has_a_basis_and_a_chinese_citation(name: str, figure: Figure[object]) -> None:
    assert isinstance(figure.basis, Basis)
    assert re.search(r"[\u4e00-\u9fff]{4}", figure.citation)


@pytest.mark.parametrize(("name", "figure"), EVERY_FIGURE, ids=[name for name, _ in EVERY_FIGURE])
def test_an_assumed_figure_says_that_it_is_our_default_and_no_other_does(name: str, figure: Figure[object]) -> None:
    assert ("暂定" in figure.citation) is (figure.basis is Basis.ASSUMED)


def test_the_amounts_are_those_that_were_reported() -> None:
    figure = policy_versions.living_versions().earliest.total_yuan
    assert (dict(figure.value), figure.basis) == ({"bachelor": 30_000, "master": 50_000, "doctor": 80_000}, "reported")


@pytest.mark.parametrize(
    ("hired_on", "expected"),
    [
        (date(2020, 12, 31), "2021-01"),
        (date(2021, 1, 1), "2021-01"),
        (date(2022, 12, 31), "2021-01"),
        (date(2023, 1, 1), "2021-01"),
        (date(2023, 7, 1), "2023-07"),
        (date(2030, 1, 1), "2023-07"),
        (None, "2023-07"),
    ],
)
def test_the_version_in_force_on_the_day_of_hire_counts_else_the_earliest(
    tmp_path: Path, hired_on: date | None, expected: str
) -> None:
    versions = _living(tmp_path, _two_versions())
    assert versions.for_hire(hired_on, on=date(2024, 1, 1)).version == expected


def test_no_version_is_in_force_before_the_first_or_between_two(tmp_path: Path) -> None:
    versions = _living(tmp_path, _two_versions())
    days = (date(2020, 12, 31), date(2023, 1, 1), date(2023, 6, 30))
    assert [versions.in_force(day) for day in days] == [None, None, None]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("value = 24", "value = -1", "living.toml, version 2021-01: hired_within_months must be a whole number"),
        ("value = 24", "value = true", "hired_within_months must be a whole number"),
        ("value = 24", "", "hired_within_months must have exactly value, basis and citation"),
        ("hired_within_months", "hired_within_month", "hired_within_months is missing"),
        ("[40, 30, 30]", "[40, 30, 31]", "instalment_shares_percent must sum to 100"),
        ("[40, 30, 30]", "[]", "instalment_shares_percent must be a list with at least one item"),
        ("bachelor = 30000, ", "", "total_yuan must have exactly bachelor, master, doctor"),
        ('basis = "reported"', 'basis = "rumoured"', "total_yuan basis must be one of stated, reported, assumed"),
        ('"awarded", ', '"award", ', "degree_conditions must be one of level"),
        ("in_force_from = 2021-01-01", 'in_force_from = "2021"', "in_force_from must be a date"),
        ("in_force_from = 2021-01-01", "in_force_from = 2021-01-01T00:00:00", "in_force_from must be a date"),
        (
            "in_force_from = 2021-01-01",
            "in_force_from = 2021-01-01\nin_force_until = 2020-12-31",
            "in_force_until is before in_force_from",
        ),
        (
            "[versions.works_in_city]\nvalue = true",
            "[versions.works_in_city]\nvalue = false",
            "works_in_city must be true",
        ),
        ('version = "2021-01"', 'version = " "', "version must be text"),
        ("[versions.works_in_city]", "[versions.hair_colour]", "works_in_city is missing"),
        ('"dismissal_without_fault"', '"boredom"', "no_recovery_after must be one of resignation"),
    ],
)
def test_a_figure_that_cannot_be_used_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in LIVING
    with pytest.raises(FiguresError, match=re.escape(complaint)):
        _living(tmp_path, LIVING.replace(old, new, 1))


def test_a_figure_that_nobody_asked_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FiguresError, match=re.escape("version 2021-01: bonus_yuan is not a figure of this scheme")):
        _living(tmp_path, LIVING + "\n[versions.bonus_yuan]\nvalue = 1\n")


@pytest.mark.parametrize("text", ["", "versions = 1", "[[versions", "x = 1\n" + LIVING, "versions = [1]"])
def test_a_file_without_versions_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FiguresError, match=r"^living\.toml: "):
        _living(tmp_path, text)


def test_versions_that_overlap_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FiguresError, match="begins before version 2021-01 has ended"):
        _living(tmp_path, two_living_versions(until="2023-07-01", name="2023-07", then_from="2023-07-01"))


def test_a_version_after_an_open_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FiguresError, match="begins before version 2021-01 has ended"):
        _living(tmp_path, two_living_versions(until="", name="2023-07", then_from="2023-07-01"))


def test_two_versions_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FiguresError, match="two versions share a name"):
        _living(tmp_path, two_living_versions(until="2022-12-31", name="2021-01", then_from="2023-07-01"))


def test_a_unit_that_is_not_in_the_list_of_units_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "housing.toml"
    path.write_text(HOUSING.replace('master = "one_bedroom"', 'master = "castle"'), encoding="utf-8")
    with pytest.raises(FiguresError, match="unit_by_degree must be one of shared, one_bedroom, two_bedroom"):
        load(path, read_housing)
