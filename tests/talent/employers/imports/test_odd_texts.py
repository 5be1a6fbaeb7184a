"""Text files, names, numbers and what else is odd about rosters, each with what a person would expect."""

from __future__ import annotations

from typing import Any

import pytest

from talent.employers.imports.roster import read_roster
from talent.spreadsheets.errors import MissingColumns
from tests.factories import make_identity_number
from tests.talent.employers.imports.test_odd_files import (
    HIRED,
    LI,
    SERIAL,
    SHORT,
    WANG,
    ZHAO,
    book,
    one,
    people,
    told,
)
from tests.talent.spreadsheets.builders import csv_file, xlsx
from tests.talent.spreadsheets.legacy import xls

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_by_any_delimiter_and_encoding(delimiter: str, encoding: str):
    text = f"{delimiter.join(SHORT)}\r\n{delimiter.join(['何㛃', LI, '2024.7.1'])}\r\n"
    assert people(csv_file(text, encoding)) == [(2, "何㛃", LI, HIRED)]


def test_quoted_line_breaks_and_delimiters_stay_inside_their_cell():
    text = f'"姓\n名","身份证\n号码","入职\n日期","备注"\n"李雷","{LI}","2024-07-01","住址：长春,\n汽车厂"\n'
    assert [each[1:] for each in people(csv_file(text))] == [("李雷", LI, HIRED)]


def test_an_excel_mark_that_keeps_digits_as_text_is_no_part_of_a_number():
    text = f'姓名,身份证号,入职日期\n李雷,"=""{LI}""",2024-07-01\n王芳,\'{WANG},2024-07-01\n赵刚,{ZHAO}\t,2024-07-01\n'
    assert [each[1:3] for each in people(csv_file(text))] == [("李雷", LI), ("王芳", WANG), ("赵刚", ZHAO)]


def test_a_workbook_of_excel_97_with_titles_and_totals_is_read():
    rows = [["花名册"], SHORT, ["李雷", LI, float(SERIAL)], ["王芳", WANG, "2024.7.1"], ["合计", 2.0]]
    assert people(xls(rows)) == [(3, "李雷", LI, HIRED), (4, "王芳", WANG, HIRED)]


def test_formulas_count_by_their_result_and_without_one_are_told():
    def draw(sheet: Any) -> None:
        sheet.write_row("A1", SHORT)
        sheet.write_formula("A2", "=H2", None, "李雷")
        sheet.write_formula("B2", '=H3&""', None, LI)
        sheet.write_formula("C2", "=DATE(2024,7,1)", None, SERIAL)
        sheet.write_row("A3", ["王芳", WANG])
        sheet.write_formula("C3", "=VLOOKUP(A3,Z:Z,1,0)", None, "#N/A")

    reading = read_roster(book(draw))
    assert ([(each["name"], each["hired_on"]) for each in reading.rows], told(reading)) == (
        [("李雷", HIRED)],
        [("花名册", "C3", "#N/A", "这一格是公式的错误值。")],
    )


def test_a_name_split_over_two_columns_is_asked_for_instead_of_half_a_name():
    with pytest.raises(MissingColumns) as refused:
        one(["李", "雷", LI, "2024-07-01"], ["姓", "名", "身份证号", "入职日期"])
    assert refused.value.missing == ("name",)


def test_a_column_of_name_with_staff_number_is_read_without_the_number():
    reading = one(["李雷(100234)", LI, "2024-07-01"], ["姓名(工号)", "身份证号", "入职日期"])
    assert ([each["name"] for each in reading.rows], told(reading)) == (["李雷"], [])


def test_a_name_with_digits_that_are_no_staff_number_is_told_at_its_cell():
    assert told(one(["李雷2", LI, "2024-07-01"])) == [("在职", "A2", "李雷2", "姓名里有数字。")]


def test_a_passport_without_a_column_for_its_kind_is_taken_where_it_can_be_nothing_else():
    rows = [SHORT, ["SCHMIDT ANNA", "C01X00T47", "2024-07-01"], ["SMITH JOHN", "512345678", "2024-07-01"]]
    reading = read_roster(xlsx(("在职", rows)))
    assert ([each["name"] for each in reading.rows], told(reading)) == (
        ["SCHMIDT ANNA"],
        [("在职", "B3", "512345678", "身份证号码应为 18 位，现在是 9 位，请核对。")],
    )


def test_a_person_on_two_pages_of_the_sheet_counts_once_and_the_second_is_told():
    rows = [SHORT, ["李雷", LI, "2024-07-01"], ["李 雷", f"{LI} ", "2024年7月1日"]]
    reading = read_roster(xlsx(("在职", rows)))
    assert (len(reading.rows), reading.duplicate_rows, told(reading)) == (
        1,
        1,
        [("在职", "B3", f"{LI} ", "与第 2 行重复。")],
    )


def test_a_name_alone_on_its_row_is_told_and_not_taken_for_a_title():
    reading = read_roster(xlsx(("在职", [SHORT, ["李雷", LI, "2024-07-01"], ["王芳"], ["赵刚", None, "2024-07-01"]])))
    assert (len(reading.rows), [each[1] for each in told(reading)]) == (1, ["B3", "C3", "B4"])


def test_a_row_with_somebody_s_number_is_told_even_if_it_begins_like_a_total():
    reading = read_roster(xlsx(("在职", [SHORT, ["李雷", LI, "2024-07-01"], ["合计", WANG, None]])))
    assert (len(reading.rows), [each[1] for each in told(reading)]) == (1, ["C3"])


def test_a_number_in_front_of_each_row_and_units_in_brackets_change_nothing():
    headings = ["序号", "姓 名", "身份证号码（18位）", "入职日期（年月日）", "合同期限（月）", "备注"]
    assert [each[1:] for each in people(xlsx(("表", [headings, [1, "李雷", LI, "2024-07-01", 36, None]])))] == [
        ("李雷", LI, HIRED)
    ]


def test_a_table_that_begins_in_the_fourth_column_is_read_there():
    reading = read_roster(xlsx(("表", [[], [], [None] * 3 + list(SHORT), [None] * 3 + ["李雷", LI, "明天"]])))
    assert told(reading) == [("表", "F4", "明天", "这不是可以识别的日期。")]


def test_the_english_headings_of_a_joint_venture_are_asked_about():
    with pytest.raises(MissingColumns) as refused:
        one(["李雷", LI, "2024-07-01"], ["Name", "ID Number", "Hire Date"])
    assert (refused.value.missing, [each.heading for each in refused.value.columns]) == (
        ("name", "identity_number", "hired_on"),
        ["Name", "ID Number", "Hire Date"],
    )


def test_a_header_with_nobody_below_has_no_row_and_no_problem():
    reading = read_roster(xlsx(("表", [SHORT])))
    assert (reading.rows, reading.problems) == ([], [])


def test_a_number_of_another_person_is_still_two_people():
    number = make_identity_number()
    reading = read_roster(xlsx(("表", [SHORT, ["李雷", LI, "2024-07-01"], ["李雷", number, "2024-07-01"]])))
    assert [each["identity_number"] for each in reading.rows] == [LI, number]
