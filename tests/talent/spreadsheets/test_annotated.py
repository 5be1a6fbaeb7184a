import io

import openpyxl
import pytest

from talent.spreadsheets.annotated import WRONG, write_annotated
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.reading import read_table
from tests.talent.spreadsheets.builders import COLUMNS, GOOD, HEADER, csv_file, xlsx

ROWS = [["花名册"], [], HEADER, GOOD, ["李四", 220102199001011234, "2021年7月"], [], ["合计", "2人"]]


def annotated(file) -> openpyxl.worksheet.worksheet.Worksheet:
    with read_table(file, columns=COLUMNS) as table:
        errors = [error for row in table for error in row.parse()[1]]
        stream = io.BytesIO()
        write_annotated(stream, table=table, errors=errors)
    return openpyxl.load_workbook(stream).worksheets[0]


def test_every_row_stays_where_it_was_and_problems_stand_beside_it():
    sheet = annotated(xlsx(("在职", ROWS)))
    assert (sheet.title, [tuple(row) for row in sheet.values]) == (
        "在职",
        [
            ("花名册", None, None, None),
            (None, None, None, None),
            ("姓名", "身份证号码", "入职日期", "问题"),
            ("张三", "11010519491231002X", "2021-07-01", None),
            (
                "李四",
                "2.20102E+17",
                "2021年7月",
                "B5 号码被电子表格改成了数值，后几位已经丢失。"
                "请先把该列的单元格格式设为“文本”，再按证件或卡片重新填写完整号码。\n"
                "C5 日期只写到月份，缺少“日”。请写成“2021-07-01”这样的年、月、日。",
            ),
            (None, None, None, None),
            ("合计", "2人", None, None),
        ],
    )


def test_wrong_cells_are_coloured_and_right_ones_are_not():
    sheet = annotated(xlsx(("在职", ROWS)))
    coloured = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == f"FF{WRONG[1:]}"
    }
    assert coloured == {"B5", "C5", "D5"}


def test_a_blank_cell_that_should_be_filled_is_coloured():
    sheet = annotated(xlsx(("在职", [[*HEADER, "部门"], ["李四", None, "2021-07-01", "x"], ["王五"]])))
    coloured = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == f"FF{WRONG[1:]}"
    }
    assert coloured == {"B2", "E2", "B3", "E3"}


def test_what_was_text_is_no_formula_in_the_copy():
    sheet = annotated(csv_file('姓名,身份证号码\n"=HYPERLINK(""x"")",1\n'))
    assert (sheet["A2"].data_type, sheet["A2"].value, sheet["A2"].quotePrefix) == ("s", '=HYPERLINK("x")', True)


def test_a_problem_without_a_column_is_told_in_its_row():
    stream = io.BytesIO()
    with read_table(xlsx(("在职", [HEADER[:2], GOOD[:2]])), columns=COLUMNS) as table:
        (row,) = table
        count = write_annotated(stream, table=table, errors=[row.error("hired_on", CellProblem("x", "缺少入职日期。"))])
    assert (count, openpyxl.load_workbook(stream).worksheets[0]["C2"].value) == (1, "2 缺少入职日期。")


def test_a_heading_that_looks_like_a_formula_stays_text():
    sheet = annotated(xlsx(("在职", [[*HEADER, "=1+1"], GOOD])))
    assert (sheet["D1"].data_type, sheet["D1"].value, sheet["D1"].quotePrefix) == ("s", "=1+1", True)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("在职 人员", "在职 人员"),
        ("一/二:[三]", "一_二_三_"),
        ("'", "数据"),
        ("History", "数据"),
        ("长" * 40, "长" * 31),
    ],
)
def test_a_sheet_keeps_its_name_as_far_as_one_may_be_called_so(name: str, kept: str):
    with read_table(xlsx(("在职", [HEADER, GOOD])), columns=COLUMNS) as table:
        table.sheet = name
        stream = io.BytesIO()
        write_annotated(stream, table=table, errors=[])
    assert openpyxl.load_workbook(stream).sheetnames == [kept]


def test_numbers_and_days_that_no_cell_can_hold_are_written_as_they_are_shown():
    with read_table(xlsx(("在职", [HEADER, GOOD])), columns=COLUMNS) as table:
        table.lines = lambda: iter([(2, "row", ["李四", 1234567890123456.5, {"d": "1899-12-31"}])])  # type: ignore[method-assign]
        stream = io.BytesIO()
        write_annotated(stream, table=table, errors=[])
    row = openpyxl.load_workbook(stream).worksheets[0][2]
    assert [cell.value for cell in row][:3] == ["李四", "1.23457E+15", "1899-12-31"]
