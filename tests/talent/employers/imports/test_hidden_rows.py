"""Rows that a workbook hides: they are imported like the others, and told about."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from talent.employers import actions
from talent.employers.imports.roster import read_roster
from talent.employers.roster_report import report_of
from talent.spreadsheets.reading import read_table
from tests.factories import make_employer
from tests.talent.employers import rosters
from tests.talent.employers.imports.test_odd_files import LI, SHORT, WANG, ZHAO, book
from tests.talent.employers.rosters import hr_of, row
from tests.talent.spreadsheets.builders import COLUMNS, GOOD, HEADER, raw_row, raw_xlsx, xlsx

pytestmark = pytest.mark.django_db


def hiding(rows: list[list[Any]], *hidden: int) -> Any:
    """A workbook in which the rows with these numbers, from 1, are hidden."""

    def draw(sheet: Any) -> None:
        for number, cells in enumerate([list(SHORT), *rows]):
            sheet.write_row(number, 0, cells)
        for number in hidden:
            sheet.set_row(number - 1, None, None, {"hidden": True})

    return book(draw)


def test_hidden_people_are_told_by_their_rows_and_hidden_totals_and_blanks_are_not():
    rows = [["李雷", LI, "2024-07-01"], ["王芳", WANG, "2024-07-01"], ["赵刚", ZHAO, "明天"], ["合计", "3人", None]]
    remarks = read_roster(hiding(rows, 3, 4, 5, 6)).remarks
    assert (remarks["hidden"], remarks["hidden_count"]) == ([3], 1)


def test_where_all_is_shown_nothing_is_told():
    remarks = read_roster(hiding([["李雷", LI, "2024-07-01"]])).remarks
    assert (remarks["hidden"], remarks["hidden_count"]) == ([], 0)


@pytest.mark.parametrize("mark", ['hidden="1"', "hidden='1'", 'hidden="true"', 'spans="1:3" hidden="1" ht="15"'])
@pytest.mark.parametrize("first", [True, False])
def test_a_row_is_hidden_however_its_attributes_stand(mark: str, first: bool):
    row_of = raw_row(2, *GOOD).replace('<row r="2"', f'<row {mark} r="2"' if first else f'<row r="2" {mark}')
    file = raw_xlsx(raw_row(1, *HEADER) + row_of + raw_row(3, *GOOD).replace("<row", '<row hidden="0"'))
    with read_table(file, columns=COLUMNS) as table:
        assert [(each.number, each.hidden) for each in table] == [(2, True), (3, False)]


def test_a_hidden_column_hides_no_row():
    def draw(sheet: Any) -> None:
        sheet.write_row("A1", SHORT)
        sheet.write_row("A2", ["李雷", LI, "2024-07-01"])
        sheet.set_column("C:C", None, None, {"hidden": True})

    assert read_roster(book(draw)).remarks["hidden_count"] == 0


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (2, "其中 2 行在表格里是隐藏的（第 2、3 行），也会导入。如不需要，请删除后重新上传。"),
        (14, "其中 14 行在表格里是隐藏的（第 2、3、4、5、6、7、8、9、10、11、12、13 行等），也会导入。"),
    ],
)
def test_the_preview_says_which_rows_are_hidden(client: Client, count: int, words: str):
    def hide(made: Any) -> None:
        for number in range(count):
            made.worksheets()[0].set_row(number + 1, None, None, {"hidden": True})

    employer = make_employer()
    by = hr_of(employer)
    file = xlsx(("在职", [list(rosters.HEADER), *(row() for _ in range(count + 1))]), before_closing=hide)
    roster = actions.preview(employer, file, file_name="花名册.xlsx", by=by)
    client.force_login(by)
    assert words in client.get(f"/employer/rosters/{roster.pk}/").content.decode()


def test_the_command_names_them_too():
    reading = read_roster(hiding([["李雷", LI, "2024-07-01"], ["王芳", WANG, "2024-07-01"]], 3))
    assert report_of(make_employer(), reading).passed_over["hidden_rows"] == [3]
