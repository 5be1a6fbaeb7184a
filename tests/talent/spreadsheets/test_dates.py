import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.spreadsheets.cells import date, date_or_month
from talent.spreadsheets.errors import CellProblem

FIRST_OF_JULY = datetime.date(2021, 7, 1)


def code(value, parse=date) -> str:
    with pytest.raises(CellProblem) as problem:
        parse(value)
    return problem.value.code


@pytest.mark.parametrize(
    "written",
    [
        "2021年7月1日",
        "2021.7.1",
        "2021/7/1",
        "2021-07-01",
        "20210701",
        20210701,
        44378,
        "44378",
        44378.75,
        "２０２１年７月１日",
        "2021 年 7 月 1 日",
        "2021-07-01 00:00:00",
        "2021-07-01T08:30:00",
        "2021/7/1 8:30",
        "二〇二一年七月一日",
        "2021。7。1",
        "2021年07月01号",
        datetime.datetime.fromisoformat("2021-07-01T09:00"),
        FIRST_OF_JULY,
    ],
)
def test_the_first_of_july_is_read_however_it_is_written(written):
    assert date(written) == FIRST_OF_JULY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二〇年十二月三十一日", (2020, 12, 31)),
        ("二〇二〇年十月二十日", (2020, 10, 20)),
        ("二零二零年一月十五日", (2020, 1, 15)),
    ],
)
def test_chinese_numerals_are_read(written, day):
    assert date(written) == datetime.date(*day)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("2021年7月", "month_only"),
        ("2021.7", "month_only"),
        ("202107", "month_only"),
        (2021.7, "month_only"),
        ("2021", "year_only"),
        ("21.7.1", "short_year"),
        ("1/7/2021", "day_order"),
        ("2021-02-29", "no_such_day"),
        ("2021-13-01", "no_such_day"),
        ("至今", "date"),
        ("1-", "date"),
        (5, "date"),
        (True, "date"),
        ("1021-07-01", "year"),
        (10**14, "date"),
    ],
)
def test_what_is_no_day_is_told(written, wrong):
    assert code(written) == wrong


def test_a_month_is_its_first_day_where_months_are_allowed():
    assert [date_or_month(written) for written in ("2021年7月", "202107", "2021-07")] == [FIRST_OF_JULY] * 3


def test_a_month_that_the_program_may_have_changed_is_refused_even_where_months_are_allowed():
    assert code(2021.1, date_or_month) == "month_only"


@given(
    st.dates(datetime.date(1930, 1, 1), datetime.date(2099, 12, 31)),
    st.sampled_from(["%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d"]),
)
def test_every_day_comes_back(day, form):
    assert date(day.strftime(form)) == date((day - datetime.date(1899, 12, 30)).days) == day
