"""Rosters as HR departments really keep them: each is read as its officer would read it, or told about by cell."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from talent.employers.imports.roster import RosterReading, read_roster
from talent.identifiers.identity_number import check_digit
from talent.spreadsheets.errors import UnreadableFile
from tests.talent.spreadsheets.builders import xlsx

pytestmark = pytest.mark.django_db
SHORT = ("姓名", "身份证号", "入职日期")
HIRED = dt.date(2024, 7, 1)
SPOILT = "220102199003070013"
SERIAL = 45474
"""1 July 2024 as a spreadsheet counts days."""


def valid(seventeen: str) -> str:
    return seventeen + check_digit(seventeen)


LI, WANG, ZHAO = (valid(f"22010220000{month}0100{month}") for month in "123")


def book(draw: Callable[[Any], None]) -> io.BytesIO:
    """A workbook with one sheet, drawn by hand."""
    return xlsx(before_closing=lambda made: draw(made.add_worksheet("花名册")))


def told(reading: RosterReading) -> list[tuple[str, str, str, str]]:
    """Sheet, cell, value and message of each problem."""
    return [(each["sheet"], each["cell"], each["value"], each["message"]) for each in reading.problems]


def people(file: io.BytesIO) -> list[tuple[Any, ...]]:
    """Row number, name, number and day of hire of everybody; no row may have a problem."""
    reading = read_roster(file)
    assert told(reading) == []
    return [(each["row_number"], each["name"], each["identity_number"], each["hired_on"]) for each in reading.rows]


def one(cells: Sequence[Any], headings: Sequence[str] = SHORT) -> RosterReading:
    return read_roster(xlsx(("在职", [headings, cells])))


def test_titles_in_merged_cells_stand_above_the_header():
    def draw(sheet: Any) -> None:
        sheet.merge_range("A1:C1", "一汽解放汽车有限公司员工花名册")
        sheet.merge_range("A2:C2", "填报单位：人力资源部　　填报日期：2026年11月")
        sheet.write_row("A3", SHORT)
        sheet.write_row("A4", ["李雷", LI, "2024-07-01"])

    assert people(book(draw)) == [(4, "李雷", LI, HIRED)]


def test_a_header_on_two_merged_lines_is_read_by_its_lower_words():
    def draw(sheet: Any) -> None:
        sheet.merge_range("A1:A2", "姓名")
        sheet.merge_range("B1:C1", "证件信息")
        sheet.write_row("B2", ["证件类型", "证件号码"])
        sheet.merge_range("D1:E1", "劳动关系")
        sheet.write_row("D2", ["入职日期", "合同期限"])
        sheet.write_row("A3", ["李雷", "居民身份证", LI, "2024-07-01", "3年"])

    assert people(book(draw)) == [(3, "李雷", LI, HIRED)]


def test_a_department_merged_over_several_people_hides_none_of_them():
    def draw(sheet: Any) -> None:
        sheet.write_row("A1", ["部门", *SHORT])
        sheet.merge_range("A2:A3", "总装车间")
        sheet.write_row("B2", ["李雷", LI, "2024-07-01"])
        sheet.write_row("B3", ["王芳", WANG, "2024-07-01"])

    assert people(book(draw)) == [(2, "李雷", LI, HIRED), (3, "王芳", WANG, HIRED)]


def test_a_day_merged_over_several_people_is_asked_for_at_the_cells_below_naming_the_one_above():
    def draw(sheet: Any) -> None:
        sheet.write_row("A1", SHORT)
        sheet.write_row("A2", ["李雷", LI])
        sheet.write_row("A3", ["王芳", WANG])
        sheet.merge_range("C2:C3", "2024-07-01")

    reading = read_roster(book(draw))
    assert ([each["name"] for each in reading.rows], told(reading)) == (
        ["李雷"],
        [("花名册", "C3", "", "与 C2 合并，只有 C2 有内容。")],
    )


def test_a_leaving_day_merged_over_several_people_is_not_taken_for_nobody_having_left():
    def draw(sheet: Any) -> None:
        sheet.write_row("A1", [*SHORT, "离职日期"])
        sheet.write_row("A2", ["李雷", LI, "2024-07-01"])
        sheet.write_row("A3", ["王芳", WANG, "2024-07-01"])
        sheet.write_row("A4", ["赵刚", ZHAO, "2024-07-01"])
        sheet.merge_range("D2:D3", "2026-06-30")

    reading = read_roster(book(draw))
    assert ([each["name"] for each in reading.rows], [(each["cell"], each["fix"]) for each in reading.problems]) == (
        ["李雷", "赵刚"],
        [("D3", "请拆开合并的单元格，逐行填写。")],
    )


def test_a_blank_merged_cell_and_a_school_or_department_merged_over_people_keep_nobody_out():
    def draw(sheet: Any) -> None:
        sheet.write_row("A1", [*SHORT, "离职日期", "毕业院校", "单位"])
        sheet.write_row("A2", ["李雷", LI, "2024-07-01"])
        sheet.write_row("A3", ["王芳", WANG, "2024-07-01"])
        sheet.merge_range("D2:D3", "")
        sheet.merge_range("E2:E3", "吉林大学")
        sheet.merge_range("F2:F3", "总装车间")

    assert people(book(draw)) == [(2, "李雷", LI, HIRED), (3, "王芳", WANG, HIRED)]


def test_a_header_on_the_twelfth_row_is_found():
    above = [["集团文件"], *([f"说明{n}：请如实填写"] for n in range(10))]
    assert people(xlsx(("表", [*above, SHORT, ["李雷", LI, "2024-07-01"]]))) == [(13, "李雷", LI, HIRED)]


def test_a_header_beyond_the_first_twenty_rows_says_that_there_is_none():
    above = [[f"说明{n}"] for n in range(25)]
    with pytest.raises(UnreadableFile) as refused:
        read_roster(xlsx(("表", [*above, SHORT, ["李雷", LI, "2024-07-01"]])))
    assert (refused.value.code, str(refused.value)) == (
        "no_header",
        "前 20 行（空行不算）里没有找到列名（表头）。请确认表里有一行列名，删去它上面多余的行，再上传。",
    )


def test_hidden_rows_and_columns_count_like_those_that_show():
    def draw(sheet: Any) -> None:
        sheet.write_row("A1", SHORT)
        sheet.write_row("A2", ["李雷", LI, "2024-07-01"])
        sheet.write_row("A3", ["王芳", WANG, "2024-07-01"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})

    assert people(book(draw)) == [(2, "李雷", LI, HIRED), (3, "王芳", WANG, HIRED)]


def test_the_roster_is_found_on_the_third_sheet_behind_a_cover_and_a_hidden_copy():
    def hide(made: Any) -> None:
        made.worksheets()[1].hide()

    cover = ["封面", [["一汽解放"], ["2026年花名册"]]]
    old = ["旧表", [SHORT, ["王芳", WANG, "2024-07-01"]]]
    now = ["在职", [SHORT, ["李雷", LI, "2024-07-01"]]]
    reading = read_roster(xlsx(*map(tuple, (cover, old, now)), before_closing=hide))
    assert (reading.sheet, [each["name"] for each in reading.rows], reading.remarks["other_sheets"]) == (
        "在职",
        ["李雷"],
        [],
    )


def test_a_sheet_of_leavers_beside_the_roster_is_told_and_not_mixed_in():
    leavers = [(*SHORT, "离职日期"), ["王芳", WANG, "2024-07-01", "2026-03-01"]]
    reading = read_roster(xlsx(("在职", [SHORT, ["李雷", LI, "2024-07-01"]]), ("离职", leavers)))
    assert ([each["name"] for each in reading.rows], reading.remarks["other_sheets"]) == (["李雷"], ["离职"])


def test_totals_and_signatures_below_are_passed_over_by_row_and_nobody_with_them():
    below = [
        ["合计", "1人"],
        [None, "小计：1"],
        ["制表人：赵刚", None, "审核人：钱伟"],
        ["单位（盖章）："],
        ["2026年11月20日"],
        ["注：以上人员均在职"],
    ]
    reading = read_roster(xlsx(("表", [SHORT, ["李雷", LI, "2024-07-01"], [], *below])))
    assert (len(reading.rows), told(reading), [number for number, _why in reading.remarks["ignored"]]) == (
        1,
        [],
        [4, 5, 6, 7, 8, 9],
    )


def test_blank_rows_and_a_second_header_of_the_next_page_stand_between_people():
    rows = [SHORT, ["李雷", LI, "2024-07-01"], [], [], SHORT, ["王芳", WANG, "2024-07-01"]]
    assert people(xlsx(("表", rows))) == [(2, "李雷", LI, HIRED), (6, "王芳", WANG, HIRED)]


def test_a_repeated_header_with_a_blank_behind_its_words_is_no_person():
    headings = [f"{heading} " for heading in SHORT]
    rows = [headings, ["李雷", LI, "2024-07-01"], headings, ["王芳", WANG, "2024-07-01"]]
    assert people(xlsx(("表", rows))) == [(2, "李雷", LI, HIRED), (4, "王芳", WANG, HIRED)]


def test_full_width_digits_and_blanks_between_them_are_the_same_number():
    wide = LI.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    spaced = f"{WANG[:6]} {WANG[6:14]} {WANG[14:]}"
    rows = [SHORT, ["李雷", wide, "２０２４年７月１日"], ["王芳", f"{spaced}\u00a0", "2024-07-01"]]
    assert people(xlsx(("表", rows))) == [(2, "李雷", LI, HIRED), (3, "王芳", WANG, HIRED)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [(float(int(SPOILT)), "2.20102E+17"), ("2.20102E+17", "2.20102E+17"), (int(SPOILT), "2.20102E+17")],
)
def test_a_number_kept_as_a_number_has_lost_digits_and_is_told_with_the_fix(written: object, shown: str):
    (problem,) = one(["李雷", written, "2024-07-01"]).problems
    assert [problem[key] for key in ("sheet", "cell", "value", "message", "fix")] == [
        "在职",
        "B2",
        shown,
        "号码被电子表格改成了数值，后几位已经丢失。",
        "请先把该列的单元格格式设为“文本”，再按证件或卡片重新填写完整号码。",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "2024.7.1", "2024年7月1日", "2024/7/1", "20240701", 20240701, SERIAL, str(SERIAL), "2024-07-01 00:00:00",
        "二〇二四年七月一日", "2024 年 7 月 1 日", "2024.07.01 ",
    ],
    ids=str,
)  # fmt: skip
def test_the_day_of_hire_is_read_however_it_is_written(written: object):
    assert [each["hired_on"] for each in one(["李雷", LI, written]).rows] == [HIRED]


def test_a_day_in_a_date_cell_is_that_day():
    def draw(made: Any) -> None:
        sheet = made.add_worksheet("表")
        sheet.write_row("A1", SHORT)
        sheet.write_row("A2", ["李雷", LI])
        sheet.write_number("C2", SERIAL, made.add_format({"num_format": "yyyy/m/d"}))

    assert people(xlsx(before_closing=draw)) == [(2, "李雷", LI, HIRED)]


@pytest.mark.parametrize("written", ["2024.7", "2024年7月", 2024.7, "24.7.1", "7/1/2024", "2024年"], ids=str)
def test_a_day_that_could_be_several_is_asked_for_and_never_guessed(written: object):
    reading = one(["李雷", LI, written])
    assert ([each["cell"] for each in reading.problems], [each["fix"] for each in reading.problems]) == (
        ["C2"],
        ["请写成“2021-07-01”这样的年、月、日。"],
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"), ("张\u00a0三", "张三"), (" 张三\n", "张三"), ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"), ("买买提．阿不都", "买买提·阿不都"), ("何㛃", "何㛃"),
        ("𠮷野", "𠮷野"), ("SCHMIDT  ANNA", "SCHMIDT ANNA"),
    ],
)  # fmt: skip
def test_a_name_keeps_what_belongs_to_it_and_loses_the_blanks(written: str, name: str):
    assert [each["name"] for each in one([written, LI, "2024-07-01"]).rows] == [name]


def test_an_old_number_of_fifteen_digits_is_told_with_what_to_do():
    (problem,) = one(["李雷", "220102490307001", "2024-07-01"]).problems
    assert (problem["cell"], problem["value"], "15" in problem["message"]) == ("B2", "220102490307001", True)


def test_two_columns_headed_alike_are_asked_about_instead_of_taking_either():
    with pytest.raises(UnreadableFile) as refused:
        one(["李雷", LI, "2024-07-01", "2020-01-01"], [*SHORT, "入职日期"])
    assert (refused.value.code, "C1" in str(refused.value), "D1" in str(refused.value)) == (
        "repeated_heading",
        True,
        True,
    )


def test_the_unit_s_own_day_counts_where_the_file_has_another_day_besides():
    reading = one(["李雷", LI, "2024-07-01", "2010-09-01", "1990-01-01"], [*SHORT, "参加工作时间", "出生日期"])
    assert ([each["hired_on"] for each in reading.rows], reading.remarks["unread_headings"]) == (
        [HIRED],
        ["参加工作时间", "出生日期"],
    )
