import datetime
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.spreadsheets import writing
from talent.spreadsheets.writing import OutputColumn, UnwritableValue, csv_lines, write_xlsx

COLUMNS = [
    OutputColumn("姓名"),
    OutputColumn("账号", "identifier", 24),
    OutputColumn("金额（元）", "yuan"),
    OutputColumn("日期", "date"),
]
ROW = ("张三", "0012345678901234567", 30000, datetime.date(2021, 7, 1))
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "－1"]


def workbook(rows, columns=COLUMNS, **options) -> openpyxl.Workbook:
    stream = io.BytesIO()
    write_xlsx(stream, columns=columns, rows=rows, sheet="名单", **options)
    return openpyxl.load_workbook(stream)


def text_file(rows, headings=("姓名", "账号")) -> bytes:
    return b"".join(csv_lines(rows, headings=headings))


def test_a_workbook_carries_text_as_text_and_numbers_as_numbers():
    sheet = workbook([ROW])["名单"]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in sheet[2]] == [
        ("张三", "s", "General"),
        ("0012345678901234567", "s", "@"),
        (30000, "n", "#,##0"),
        (datetime.datetime.fromisoformat("2021-07-01"), "d", "yyyy-mm-dd"),
    ]


def test_title_and_notes_stand_above_a_frozen_header():
    sheet = workbook([ROW], title="发放名单", notes=["批次：1"])["名单"]
    assert ([sheet.cell(row, 1).value for row in range(1, 5)], sheet.freeze_panes) == (
        ["发放名单", "批次：1", "姓名", "张三"],
        "A4",
    )


def test_columns_of_identifiers_are_text_before_anything_is_typed():
    assert workbook([])["名单"].column_dimensions["B"].number_format == "@"


def test_choices_become_a_drop_down():
    rules = workbook([], [OutputColumn("学历", choices=("本科", "硕士"))])["名单"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ['"本科,硕士"']


@pytest.mark.parametrize("value", DANGEROUS)
def test_no_text_becomes_a_formula_and_the_mark_that_keeps_it_so_is_set(value):
    cell = workbook([(value,)], COLUMNS[:1])["名单"].cell(2, 1)
    assert (cell.data_type, cell.quotePrefix, (cell.value or "").strip()) == ("s", True, value.strip())


def test_the_same_rows_give_the_same_bytes():
    files = []
    for _ in range(2):
        stream = io.BytesIO()
        write_xlsx(stream, columns=COLUMNS, rows=[ROW] * 3, sheet="名单")
        files.append(stream.getvalue())
    assert files[0] == files[1]


def test_a_full_sheet_continues_on_the_next(monkeypatch):
    monkeypatch.setattr(writing, "LAST_ROW", 3)
    book = workbook([(str(number),) for number in range(5)], COLUMNS[:1])
    assert {sheet.title: [row[0] for row in sheet.values] for sheet in book} == {
        "名单": ["姓名", "0", "1"],
        "名单(2)": ["姓名", "2", "3"],
        "名单(3)": ["姓名", "4"],
    }


def test_a_number_that_would_lose_digits_is_refused():
    with pytest.raises(UnwritableValue) as refusal:
        workbook([("张三", 6222020200112233445, 1, None)])
    assert (refusal.value.row, refusal.value.column, refusal.value.reason) == (1, "账号", "digits")


def test_a_text_longer_than_a_cell_is_refused_instead_of_dropped():
    with pytest.raises(UnwritableValue) as refusal:
        workbook([("字" * 32_768,)], COLUMNS[:1])
    assert refusal.value.reason == "length"


def test_text_files_for_people_escape_what_looks_like_a_formula():
    content = text_file([(value.strip("\t\r"), 5) for value in DANGEROUS[:4]])
    assert content.decode("utf-8-sig") == "姓名,账号\r\n'=1+1,5\r\n'+1,5\r\n'-1,5\r\n'@SUM(A1),5\r\n"


def test_text_files_keep_rare_names_and_leading_zeros():
    assert text_file([("㛃𠮷", "0012")]).decode("utf-8-sig") == "姓名,账号\r\n㛃𠮷,0012\r\n"


def test_negative_numbers_are_numbers_not_formulas():
    assert text_file([("甲", -5)]).decode("utf-8-sig") == "姓名,账号\r\n甲,-5\r\n"


def test_lines_stream_in_chunks_that_join_to_the_file(monkeypatch):
    monkeypatch.setattr(writing, "ROWS_AT_ONCE", 2)
    chunks = list(csv_lines([("甲",)] * 5, headings=["姓名"]))
    assert (len(chunks), b"".join(chunks).decode("utf-8-sig")) == (4, "姓名\r\n" + "甲\r\n" * 5)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=6))
def test_no_text_at_all_makes_a_formula_in_a_workbook(values):
    sheet = workbook([(value,) for value in values], COLUMNS[:1])["名单"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "inlineStr"}
    assert [
        cell.value for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, int | float)
    ] == []
