"""The streamed XLSX, as other programs read it."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from talent.spreadsheets import plain_xlsx
from talent.spreadsheets.plain_xlsx import PlainColumn, SheetFull, write_plain_xlsx

COLUMNS = [PlainColumn("编号", "integer"), PlainColumn("内容"), PlainColumn("金额", "decimal")]


def written(*pieces, **options) -> bytes:
    stream = io.BytesIO()
    write_plain_xlsx(stream, columns=COLUMNS, pieces=pieces, **{"sheet": "明细", **options})
    return stream.getvalue()


@pytest.mark.parametrize(
    "text", ["<b>&amp;</b>", "=1+1", "012345678901234567", "𠮷㛃", "a\"'b", "1e5", "_x", "{0}%s", "﻿x"]
)
def test_text_comes_back_as_it_was_by_two_readers(text: str):
    content = written([[1], [text], [2]])
    assert load_workbook(io.BytesIO(content)).active["B2"].value == text
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1][1] == text


def test_what_looks_like_an_escape_of_the_format_is_escaped_and_read_back():
    content = written([[1], ["_x0041_"], [2]])
    assert load_workbook(io.BytesIO(content)).active["B2"].value in ("_x0041_", "_x005F_x0041_")
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1][1] == "_x0041_"


def test_numbers_are_numbers_and_texts_are_texts_below_a_frozen_heading():
    sheet = load_workbook(io.BytesIO(written([[1], ["2"], [3]]))).active
    assert [cell.value for cell in sheet[1]] == ["编号", "内容", "金额"]
    assert [cell.value for cell in sheet[2]] == [1, "2", 3]
    assert [cell.number_format for cell in sheet[2]] == ["0", "@", "0.00"]
    assert (sheet.freeze_panes, sheet.title) == ("A2", "明细")


def test_pieces_follow_each_other_and_headings_may_be_left_out():
    content = written([[1, 2], ["a", "b"], [1, 2]], [[3], ["c"], [3]], headings=False)
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert rows == [(1, "a", 1), (2, "b", 2), (3, "c", 3)]


def test_the_same_cells_give_the_same_bytes():
    assert written([[1], ["a"], [2]]) == written([[1], ["a"], [2]])


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plain_xlsx, "LAST_ROW", 3)
    assert len(written([[1, 2], ["a", "b"], [1, 2]])) > 0
    with pytest.raises(SheetFull):
        written([[1, 2, 3], ["a", "b", "c"], [1, 2, 3]])
