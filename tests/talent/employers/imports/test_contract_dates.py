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
        ("2024-07-01", None, None, False),
        (None, "2027-06-30", None, False),
        ("/", "——", None, False),
    ],
)
def test_the_months_are_the_whole_ones(begins: object, until: object, months: int | None, open_ended: bool):
    (line,) = read(begins, until).lines
    assert (line.contract_months, line.open_ended) == (months, open_ended)


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
