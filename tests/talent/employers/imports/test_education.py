"""Degree, school, graduation and phone are read as HR files write them, and keep no row out."""

from __future__ import annotations

import datetime as dt

import pytest

from talent.employers.imports import education
from talent.employers.imports.roster import read_roster
from tests.talent.employers.rosters import HEADER, roster_file, row

HEADINGS = [*HEADER, "学历", "学位", "毕业院校", "毕业时间", "手机号"]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("博士研究生", "doctor"), ("硕士", "master"), ("研究生", "master"), ("大学本科", "bachelor"),
        ("学士", "bachelor"), ("大专", "below"), ("高中", "below"), ("博士后", ""), ("无", ""), (3.0, ""),
        ("字" * 600, ""),
    ],
)  # fmt: skip
def test_a_degree_is_known_by_its_words(written, level):
    assert education.degree_level(written) == level


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("13812345678", "+8613812345678"), (13812345678.0, "+8613812345678"), ("138 1234 5678", "+8613812345678"),
        ("0431-85901234", None), ("张三 13812345678", None), ("无", None),
    ],
)  # fmt: skip
def test_only_a_mobile_number_is_kept(written, phone):
    assert education.phone(written) == phone


@pytest.mark.parametrize(
    ("written", "on"),
    [("2026.6.20", dt.date(2026, 6, 20)), ("2026年6月", dt.date(2026, 6, 1)), ("去年夏天", None), ("2026", None)],
)
def test_a_month_is_enough_for_graduation(written, on):
    assert education.graduated_on(written) == on


@pytest.mark.parametrize(("written", "school"), [(" 吉林大学 ", "吉林大学"), (123.0, ""), ("大" * 120, "大" * 100)])
def test_a_school_is_kept_as_written(written, school):
    assert education.school(written) == school


@pytest.mark.django_db
def test_the_degree_column_counts_before_the_study_column_and_nonsense_keeps_no_row_out():
    rows = [
        [*row("张三"), "研究生", "博士", "吉林大学", "2026-06-20", "13812345678"],
        [*row("李四"), "大学本科", "/", "", "去年", "分机 8012"],
    ]
    reading = read_roster(roster_file(*rows, header=HEADINGS))
    told = [[entry[name] for name in ("degree_level", "school", "graduated_on", "phone")] for entry in reading.rows]
    assert (reading.problems, told) == (
        [],
        [["doctor", "吉林大学", dt.date(2026, 6, 20), "+8613812345678"], ["bachelor", "", None, None]],
    )
