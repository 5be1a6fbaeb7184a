"""The copy with every problem in it, and the uploaded file that is kept for it and no longer."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.audit.models import AuditEvent
from talent.employers import actions
from talent.employers.models import Employer, Roster
from talent.employers.tasks import sweep_roster_files
from talent.spreadsheets.annotated import WRONG
from talent.workflow.refusals import ActionRefused
from tests.factories import make_employer, make_identity_number, make_user
from tests.talent.employers.rosters import HEADER, hr_of, preview, roster_file, row
from tests.talent.spreadsheets.builders import csv_file

pytestmark = pytest.mark.django_db
GONE = "上传的文件已不再保留。请重新上传，再下载标注了问题的文件。"


@pytest.fixture
def employer() -> Employer:
    return make_employer()


@pytest.fixture
def hr(employer: Employer) -> User:
    return hr_of(employer)


def kept(settings: Any) -> list[Path]:
    return sorted((Path(settings.PRIVATE_ROOT) / "rosters").glob("*"))


def copied(roster: Roster, by: User) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(actions.annotated_copy(roster, by=by))).worksheets[0]


def coloured(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == f"FF{WRONG[1:]}"}


def test_each_wrong_cell_is_marked_and_its_problem_and_fix_stand_beside_the_row(employer: Employer, hr: User):
    good, twice = row("甲"), row("丙")
    roster = preview(employer, good, row("乙", number="1", contract=3), twice, twice, by=hr)
    sheet = copied(roster, hr)
    assert [cell.value for cell in sheet["H"]] == [
        "问题",
        None,
        "B3 身份证号码应为 18 位，现在是 1 位，请核对。"
        "如果是护照等其他证件，请在表里加一列“证件类型”，写明证件名称。\n"
        "D3 只写了数字，看不出是月还是年。请写成“36个月”或“3年”。",
        None,
        "B5 与第 4 行重复。已导入前一行，这一行可以删去。",
    ]
    assert coloured(sheet) == {"B3", "D3", "H3", "B5", "H5"}
    assert ([cell.value for cell in sheet[1]][:7], [cell.value for cell in sheet[2]][:7]) == (HEADER, good)


def test_it_holds_every_problem_however_few_the_page_keeps(employer: Employer, hr: User):
    roster = preview(employer, *(row(number="1") for _ in range(450)), by=hr)
    book = CalamineWorkbook.from_filelike(io.BytesIO(actions.annotated_copy(roster, by=hr)))
    (sheet,) = book.sheet_names
    rows = book.get_sheet_by_name(sheet).to_python()
    assert (len(roster.problems), sheet, len(rows)) == (200, "在职", 451)
    assert [str(each[-1]).split(" ")[0] for each in rows[1:]] == [f"B{number}" for number in range(2, 452)]


def test_what_looks_like_a_formula_is_text_in_the_copy(employer: Employer, hr: User):
    dangerous = ["=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1"]
    rows = [[*row(text, number="1"), "=HYPERLINK(1)"] for text in dangerous]
    file = roster_file(*rows, header=[*HEADER, "=备注"])
    sheet = copied(actions.preview(employer, file, file_name="a.xlsx", by=hr), hr)
    cells = [sheet["H1"], *(sheet.cell(number, column) for number in range(2, 8) for column in (1, 8))]
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
    assert [str(cell.value).strip() for cell in sheet["A"]][1:] == [text.strip() for text in dangerous]


def test_a_text_file_is_copied_as_a_workbook(employer: Employer, hr: User):
    file = csv_file(f"姓名,身份证号,入职日期\n何㛃,{make_identity_number()},去年夏天\n", "gb18030")
    sheet = copied(actions.preview(employer, file, file_name="花名册.csv", by=hr), hr)
    assert (sheet.title, sheet["A2"].value, coloured(sheet)) == ("数据", "何㛃", {"C2", "D2"})


def test_the_problems_are_those_of_the_day_of_the_upload(employer: Employer, hr: User):
    with time_machine.travel(dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC)):
        roster = preview(employer, row(hired_on="2026-11-24"), by=hr)
    with time_machine.travel(dt.datetime(2026, 11, 25, 4, tzinfo=dt.UTC)):
        assert copied(roster, hr)["H2"].value == "C2 入职日期晚于今天。请核对日期。"


def test_the_file_is_kept_encrypted_and_only_where_there_is_a_problem(employer: Employer, hr: User, settings: Any):
    preview(employer, row(), by=hr)
    assert kept(settings) == []
    file = csv_file("姓名,身份证号,入职日期\n独孤求败,1,2026-07-01\n")
    roster = actions.preview(employer, file, file_name="花名册.csv", by=hr)
    (path,) = kept(settings)
    assert (path.name[:36], path.stat().st_mode & 0o777, "独孤求败".encode() in path.read_bytes()) == (
        str(roster.pk),
        0o600,
        False,
    )


@pytest.mark.parametrize("settle", [actions.commit, actions.discard])
def test_the_file_goes_when_the_roster_is_committed_or_given_up(
    employer: Employer, hr: User, settings: Any, django_capture_on_commit_callbacks: Any, settle: Any
):
    roster = preview(employer, row(), row(number="1"), by=hr)
    with django_capture_on_commit_callbacks(execute=True):
        settle(roster, by=hr)
    assert kept(settings) == []
    with pytest.raises(ActionRefused, match=GONE):
        actions.annotated_copy(roster, by=hr)


def test_files_are_swept_after_a_week_and_when_nobody_needs_them(employer: Employer, hr: User, settings: Any):
    with time_machine.travel(dt.datetime(2026, 11, 10, 4, tzinfo=dt.UTC)):
        preview(employer, row(number="1"), by=hr)
    with time_machine.travel(dt.datetime(2026, 11, 18, 4, tzinfo=dt.UTC)):
        waiting, given_up = (preview(employer, row(number=number), by=hr) for number in "12")
        actions.discard(given_up, by=hr)
        for path in kept(settings):
            os.utime(path, (0, 0))
        young = preview(employer, row(number="3"), by=hr)
        assert (sweep_roster_files.func(), [path.name[:36] for path in kept(settings)]) == (
            2,
            sorted([str(waiting.pk), str(young.pk)]),
        )
        assert copied(waiting, hr).max_row == 2


def test_a_file_that_was_altered_is_not_believed(employer: Employer, hr: User, settings: Any):
    roster = preview(employer, row(number="1"), by=hr)
    (path,) = kept(settings)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ActionRefused, match=GONE):
        actions.annotated_copy(roster, by=hr)


def test_nobody_else_has_a_copy(employer: Employer):
    roster = preview(employer, row(number="1"))
    others = [hr_of(make_employer()), make_user(Role.REVIEWER), hr_of(make_employer(parent=employer))]
    for other in others:
        with pytest.raises(ActionRefused, match="没有找到这份花名册"):
            actions.annotated_copy(roster, by=other)
    assert AuditEvent.objects.filter(verb="roster.copy_downloaded").count() == 0


def test_that_a_copy_was_taken_is_logged_with_a_number_of_rows_alone(employer: Employer, hr: User):
    roster = preview(employer, row(number="1"), row(number="2"), by=hr)
    actions.annotated_copy(roster, by=hr)
    event = AuditEvent.objects.get(verb="roster.copy_downloaded")
    assert (event.actor, event.object_id, event.detail) == (hr, str(roster.pk), {"rows": 2})
