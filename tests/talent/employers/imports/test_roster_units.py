"""Whose rows they are that a roster of many units lists."""

from __future__ import annotations

import io

import pytest

from talent.employers.imports.roster import RosterReading, read_roster
from talent.employers.imports.roster_units import Means, Units, plain
from tests.talent.employers.rosters import HEADER, roster_file, row

pytestmark = pytest.mark.django_db

UNITS = Units(
    own={"一汽解放集团"},
    below={"一汽解放（长春）有限公司": "cc", "青岛整车": "qd"},
    above={"中国一汽"},
    others={"一汽-大众"},
    several={"研发中心"},
)


def read(*units: str | None, known: Units = UNITS) -> RosterReading:
    return read_roster(roster_file(*([*row(), unit] for unit in units), header=[*HEADER, "用人单位"]), units=known)


def asked(reading: RosterReading) -> list[tuple[str, str]]:
    return [(problem["cell"], problem["code"]) for problem in reading.problems]


@pytest.mark.parametrize(
    "written",
    ["一汽解放(长春)有限公司", "一汽解放（长春） 有限公司", "一汽解放【长春】有限公司", "一汽解放-长春-有限公司"],
)
def test_brackets_blanks_and_hyphens_make_no_other_unit(written: str):
    assert (UNITS.means(written), read(written).remarks["below"]) == (Means.BELOW, {"cc": 1})


def test_hyphens_and_full_width_signs_are_no_part_of_a_name():
    assert len({plain(name) for name in ("一汽-大众", "一汽－大众", "一汽—大众", "一汽 大众", "一汽大众")}) == 1


def test_what_merged_cells_leave_empty_is_asked_about_where_the_column_tells_units():
    reading = read("青岛整车", None, "一汽解放集团", None)
    assert (asked(reading), len(reading.lines)) == ([("H3", "unknown_unit"), ("H5", "unknown_unit")], 1)
    assert [problem["message"] for problem in reading.problems] == ["没有写明单位。"] * 2


def test_a_word_that_is_no_unit_is_asked_about_where_the_column_tells_units():
    assert asked(read("青岛整车", "青岛整车厂", "一汽解放集团")) == [("H3", "unknown_unit")]


def test_where_no_row_names_a_unit_below_the_words_are_departments_and_are_told():
    reading = read("总装车间", "总装车间", "人力资源部", None)
    assert (asked(reading), len(reading.lines)) == ([], 4)
    assert reading.remarks["unknown_units"] == ["总装车间", "人力资源部"]


def test_a_unit_with_none_below_it_has_departments_without_a_word():
    assert read("总装车间", known=Units(own={"青岛整车"})).remarks["unknown_units"] == []


def test_the_group_named_in_all_rows_is_no_slip_and_beside_units_it_is():
    assert [asked(read("中国一汽", "中国一汽")), asked(read("中国一汽", "一汽解放集团"))] == [
        [],
        [("H2", "unit_above")],
    ]


def test_a_name_that_several_units_bear_is_asked_about():
    assert asked(read("研发中心")) == [("H2", "several_units")]


@pytest.mark.parametrize("heading", ["单位", "公司", "二级单位", "单位全称", "所属企业", "企业名称"])
def test_the_column_of_units_has_many_names(heading: str):
    file = roster_file([*row(), "青岛整车"], header=[*HEADER, heading])
    assert read_roster(file, units=UNITS).remarks["below"] == {"qd": 1}


def test_a_department_beside_the_unit_does_not_stand_for_it():
    file = roster_file([*row(), "总装车间", "青岛整车"], header=[*HEADER, "单位", "用人单位"])
    assert read_roster(file, units=UNITS).remarks["below"] == {"qd": 1}


def of_many_units() -> io.BytesIO:
    named = [("一汽-大众", {}), ("一汽 解放", {"number": "1"}), ("一汽解放", {}), ("集团", {})]
    return roster_file(*([*row(**cells), unit] for unit, cells in named), header=[*HEADER, "用人单位"])


def test_rows_of_units_below_are_counted_by_unit_and_nothing_of_them_is_read_or_refused():
    reading = read_roster(of_many_units(), units=Units(own={"集团"}, below={"一汽解放": "jf", "一汽-大众": "dz"}))
    assert (reading.remarks["below"], len(reading.rows), reading.problems) == ({"jf": 2, "dz": 1}, 1, [])


def test_of_a_file_of_many_units_only_the_rows_that_name_the_one_are_read():
    reading = read_roster(of_many_units(), units=Units(own={"一汽解放"}, part_only=True))
    assert ([line.row_number for line in reading.lines], [p["cell"] for p in reading.problems]) == ([4], ["B3"])
    assert (reading.remarks["below"], reading.remarks["part_only"]) == ({}, True)
