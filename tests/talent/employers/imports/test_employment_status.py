"""Whom a roster says to be employed, in the words that HR departments use; nobody is taken for employed by a part of
a word."""

from __future__ import annotations

from typing import Any

import pytest

from talent.employers.imports.employment_status import is_employed, name_without_status
from talent.employers.imports.roster import read_roster
from talent.spreadsheets.errors import CellProblem
from tests.talent.employers.rosters import HEADER, roster_file, row

pytestmark = pytest.mark.django_db

EMPLOYED = [
    "在职", "在 岗", "在册", "在编", "试用期", "试用期内", "正式", "正式员工", "已转正", "未转正", "是", "√", "Y", 1,
    True,
    "在职（已提离职）", "在职(试用期)", "在职-正式", "未离职", "尚未离职", "没有离职", "非离职", "未退休", "退休返聘",
    "在职（退休返聘）",
    "仍在职", "在职人员", "产假", "病假中", "外派", "Active", "在职/待离职", "有效",
]  # fmt: skip
LEFT = [
    "离职", "已离职", "已 离职", "已办理离职", "已办离职手续", "离职人员", "不在职", "已不在职", "非在职", "不在岗",
    "未在岗", "不再在职", "目前不在职",
    "辞职", "辞退", "解除合同", "已解除劳动合同", "终止", "退休", "已退休", "调出", "减员", "开除", "死亡", "已故",
    "病故", "离厂", "已离开",
    "停用", "不是", "否", "×", "N", "0", 0, False, "Inactive", "未在职", "离职（辞职）",
]  # fmt: skip
UNKNOWN = [
    "在职（已离职）", "在职/离职", "待离职", "已提离职", "离职中", "办理离职", "停薪留职", "内退", "劳务派遣", "实习",
    "未入职", "待入职",
    "状态一", 2, "？", "不详", "未知", "离职返聘", "在职？", "在职（2026-10-01离职）", "不", "非",
]  # fmt: skip


def read(value: Any) -> bool | str | None:
    try:
        return is_employed(value)
    except CellProblem as problem:
        return problem.code


@pytest.mark.parametrize("written", EMPLOYED)
def test_whoever_is_there_is_employed(written: Any):
    assert read(written) is True


@pytest.mark.parametrize("written", LEFT)
def test_whoever_is_there_no_more_has_left(written: Any):
    assert read(written) is False


@pytest.mark.parametrize("written", UNKNOWN)
def test_what_is_not_understood_is_asked_about_and_confirms_nobody(written: Any):
    assert read(written) == "doubtful_status"


def test_a_dash_says_as_much_as_an_empty_cell():
    assert [read(written) for written in ("-", "——", "/")] == [None] * 3


def test_a_status_that_is_not_understood_is_told_at_its_cell_with_the_fix():
    file = roster_file([*row(), "内退"], [*row(), "在职"], header=[*HEADER, "是否在职"])
    reading = read_roster(file)
    told = [(p["cell"], p["value"], p["message"], p["fix"]) for p in reading.problems]
    fix = "请写“在职”或“离职”；离职的，还要在“离职日期”一列写明日期。"
    assert (told, len(reading.lines)) == ([("H2", "内退", "看不出是否在职。", fix)], 1)


def test_who_is_there_no_more_is_asked_for_the_day_or_whether_that_is_right():
    (problem,) = read_roster(roster_file([*row(), "不在职"], header=[*HEADER, "在职状态"])).problems
    assert (problem["cell"], problem["message"], problem["fix"]) == (
        "H2",
        "写明已不在职，但没有离职日期。",
        "已经离职的，请补填“离职日期”；仍然在职的，请改为“在职”。",
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张三（在职）", "张三"), ("张三[试用期]", "张三"), ("张三(退休返聘)", "张三"),
        ("张三（在职）(在岗)", "张三"), ("李在明", "李在明"), ("王岗", "王岗"),
    ],
)  # fmt: skip
def test_that_somebody_is_employed_is_no_part_of_their_name(written: str, name: str):
    assert name_without_status(written) == name


@pytest.mark.parametrize(
    "written",
    [
        "张三（离职）", "张三(已离职)", "张三-离职", "张三 离职", "离职张三", "张三（退休）", "张三【待离职】",
        "张三（已故）", "张三（离职返聘）", "张三（离职",
    ],
)  # fmt: skip
def test_that_somebody_has_left_is_never_taken_for_a_part_of_their_name(written: str):
    reading = read_roster(roster_file(row(written), row()))
    assert ([(p["cell"], p["code"]) for p in reading.problems], len(reading.lines)) == ([("A2", "status_in_name")], 1)


def test_a_name_that_runs_into_the_word_for_leaving_does_no_harm_where_the_day_is_told():
    reading = read_roster(roster_file(row("张三离职", left_on="2026-08-01"), row("李四离职")))
    assert ([line.name for line in reading.lines], [p["cell"] for p in reading.problems]) == (["张三离职"], ["A3"])
