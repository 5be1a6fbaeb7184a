"""The term of a contract told by its first and last day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.employers.imports.contract_dates import ContractEnd, term_between
from talent.employers.imports.roster import RosterReading, read_roster
from talent.spreadsheets.cells import ContractTerm
from tests.factories import make_identity_number
from tests.talent.employers.rosters import roster_file

pytestmark = pytest.mark.django_db

HEADINGS = ["姓名", "身份证号", "入职日期", "合同起始日期", "合同到期日期"]
DAY = dt.timedelta(days=1)


def read(*cells: object, headings: list[str] = HEADINGS) -> RosterReading:
    return read_roster(roster_file(["李明", make_identity_number(), "2024-07-01", *cells], header=headings))


@pytest.mark.parametrize(
    ("begins", "until", "months", "open_ended"),
    [
        ("2024-07-01", "2027-06-30", 36, False),
        ("2024-07-01", "2027-07-01", 36, False),
        ("2024-07-01", "2027-06-29", 35, False),
        ("2024-02-29", "2027-02-28", 36, False),
        ("2024-07-01", "无固定期限", None, True),
        (None, "无固定期限", None, True),
        ("2024-07-01", "长期", None, True),
        ("2024-07-01", "永久", None, True),
        ("2024-07-01", "无", None, False),
        ("2024-07-01", None, None, False),
        (None, "2027-06-30", None, False),
        ("/", "——", None, False),
    ],
)
def test_the_months_are_the_whole_ones(begins: object, until: object, months: int | None, open_ended: bool):
    (line,) = read(begins, until).lines
    assert (line.contract_months, line.open_ended) == (months, open_ended)


@pytest.mark.parametrize(
    "written",
    [
        "以完成一定工作任务为期限", "以完成一定工作任务为期限的劳动合同", "完成一定任务", "任务型合同", "无", "没有",
        "/", "不详",
        "固定期限", "固定期限劳动合同",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["合同期限", "合同年限"])
def test_a_contract_without_a_term_keeps_no_row_out_and_proves_none(written: str, heading: str):
    reading = read(written, headings=[*HEADINGS[:3], heading])
    assert [(line.contract_months, line.open_ended) for line in reading.lines] == [(None, False)]


def test_a_permanent_contract_has_no_fixed_end():
    reading = read("永久", headings=[*HEADINGS[:3], "合同期限"])
    assert [(line.contract_months, line.open_ended) for line in reading.lines] == [(None, True)]


def test_a_contract_for_a_task_stays_one_whatever_its_last_day_says():
    until = ("9999-12-31", "无固定期限", "2030-12-31")
    lines = [read("2024-07-01", day, "任务型合同", headings=[*HEADINGS, "合同期限"]).lines[0] for day in until]
    assert [(line.contract_months, line.open_ended) for line in lines] == [(None, False)] * 3


def test_the_kind_alone_leaves_the_term_to_the_days():
    (line,) = read("2024-07-01", "2027-06-30", "固定期限", headings=[*HEADINGS, "合同期限"]).lines
    assert (line.contract_months, line.open_ended) == (36, False)


@pytest.mark.parametrize(
    "written", ["9999-12-31", "9999/12/31", "9999年12月31日", "99991231", 99991231, "9999", "9999.12.31"]
)
def test_the_year_9999_ends_no_contract_whose_kind_is_told_and_is_asked_about_else(written: object):
    (line,) = read("2024-07-01", written, "无固定期限", headings=[*HEADINGS, "合同期限"]).lines
    asked = [(each["cell"], each["message"], each["fix"]) for each in read("2024-07-01", written).problems]
    words = "合同终止日期写的是 9999 年，看不出是哪种合同。", "没有终止日期的，请写“无固定期限”。"
    assert ((line.contract_months, line.open_ended), asked) == ((None, True), [("E2", *words)])


def test_the_last_day_that_a_spreadsheet_knows_is_the_year_9999_too():
    asked = read("2024-07-01", dt.date(9999, 12, 31)).problems
    assert [(each["cell"], each["code"]) for each in asked] == [("E2", "never_ends")]


def test_a_term_in_months_goes_before_its_days():
    reading = read("2024-07-01", "2020-06-30", "36个月", headings=[*HEADINGS, "合同期限"])
    assert [line.contract_months for line in reading.lines] == [36]


def test_an_end_before_the_beginning_is_asked_about():
    assert [(each["cell"], each["code"]) for each in read("2024-07-01", "2023-06-30").problems] == [
        ("E2", "ends_before_begins")
    ]


def test_with_both_days_nothing_lacks_of_the_contract():
    assert "合同期限" not in read("2024-07-01", "2027-06-30").remarks["lacking"]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)), st.integers(1, 240))
def test_a_contract_of_so_many_months_from_any_day_up_to_the_28th_has_so_many(begins: dt.date, months: int):
    begins = begins.replace(day=min(begins.day, 28))
    years, month = divmod(begins.month - 1 + months, 12)
    until = begins.replace(year=begins.year + years, month=month + 1) - DAY
    assert term_between(begins, ContractEnd(until)) == ContractTerm(months, open_ended=False)
