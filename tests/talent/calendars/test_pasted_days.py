"""What people paste: the words of the official notice, or a day a line; errors say which line and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.calendars import official_days
from talent.calendars.pasted_days import MOST_DAYS, read_pasted

NOTICE_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


NOTICE_2025 = """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
"""
NOTICE_2024 = """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
"""
NOTICE_2023 = """一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
"""
NOTICE_2022 = """一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。
"""
NOTICE_2021 = """一、元旦：2021年1月1日至3日放假，共3天。
二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月12日至14日放假，共3天。
六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。
"""
AROUND = """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：

经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。

{days}
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。

国务院办公厅

2025年11月4日
（此件公开发布）
"""
NOTICES = {
    2021: NOTICE_2021,
    2022: NOTICE_2022,
    2023: NOTICE_2023,
    2024: NOTICE_2024,
    2025: NOTICE_2025,
    2026: NOTICE_2026,
}


def days(text: str, year: int = 2026) -> list[tuple[str, bool, str]]:
    pasted = read_pasted(text, year=year)
    assert pasted.problems == []
    return [(day.date.isoformat(), day.is_working, day.name) for day in pasted.days]


def messages(text: str, year: int = 2026) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in read_pasted(text, year=year).problems]


def moved(dates: Iterable[tuple[dt.date, bool]]) -> set[tuple[str, bool]]:
    """Weekdays off and weekends worked; a weekend that goes on to a holiday is off by itself."""
    return {(date.isoformat(), working) for date, working in dates if working == (date.weekday() >= 5)}


@pytest.mark.parametrize("year", NOTICES)
def test_a_whole_notice_gives_the_days_that_ship_with_the_portal(year: int):
    shipped = [(day.date, day.is_working) for day in official_days.read() if day.date.year == year]
    read = [(dt.date.fromisoformat(date), working) for date, working, _name in days(NOTICES[year], year)]
    assert moved(read) == moved(shipped)


@pytest.mark.parametrize("year", NOTICES)
def test_what_stands_around_the_days_of_a_notice_is_passed_over_and_named(year: int):
    pasted, count = read_pasted(AROUND.format(days=NOTICES[year]), year=year), len(NOTICES[year].splitlines())
    read = [(day.date.isoformat(), day.is_working, day.name) for day in pasted.days]
    around = [1, 2, 3, 5, 7, *(9 + count + more for more in (1, 3, 5, 6))]
    assert (read, pasted.problems, pasted.passed_over) == (days(NOTICES[year], year), [], around)


def test_a_notice_without_its_days_is_said_to_hold_none():
    assert messages(AROUND.format(days="")) == [(0, "没有读到放假或上班的日期，请粘贴通知里各节日的安排。")]


@pytest.mark.parametrize(
    "line", ["国务院办公厅关于1月1日放假的通知", "各单位1月1日休整：", "2025年11月4日", "节假日期间，各地1月1日值班"]
)
def test_a_line_with_a_day_is_never_passed_over(line: str):
    pasted = read_pasted(f"元旦：1月1日放假\n{line}", year=2026)
    assert ([problem.line for problem in pasted.problems], pasted.passed_over) == ([2], [])


@pytest.mark.parametrize(
    "line",
    [
        "一、元旦：1月1日放假。二、清明节：4月6日（周一）放假，4月11日上班。",
        "元旦：1月1日放假，清明节：4月6日放假，4月11日上班",
        "1. 元旦：1月1日放假 2. 清明节：4月6日放假；4月11日上班",
        "（1）元旦：1月1日放假\t（2）清明节：4月6日放假；4月11日上班",
    ],
)
def test_two_festivals_on_one_line_are_both_read(line: str):
    expected = [("2026-01-01", "元旦"), ("2026-04-06", "清明节"), ("2026-04-11", "清明节调休上班")]
    assert [(date, name) for date, _working, name in days(line)] == expected


def test_two_days_in_columns_on_one_line_are_both_read():
    assert days("1月1日，放假，1月4日，上班") == [("2026-01-01", False, "放假"), ("2026-01-04", True, "调休上班")]


def test_a_stretch_and_its_make_up_days_in_one_sentence():
    read = days("10月1日至8日放假,9月28日、10月12日上班", 2024)
    off = [(f"2024-10-0{day}", False, "放假") for day in range(1, 9)]
    assert read == [("2024-09-28", True, "调休上班"), *off, ("2024-10-12", True, "调休上班")]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2027-01-01,放假,元旦", ("2027-01-01", False, "元旦")),
        ("2027/1/1\t放假\t元旦", ("2027-01-01", False, "元旦")),
        ("2027年1月1日，放假，元旦", ("2027-01-01", False, "元旦")),
        ("1月3日，上班，元旦调休上班", ("2026-01-03", True, "元旦调休上班")),
        ("2027-01-03，班", ("2027-01-03", True, "调休上班")),
        ("元旦：2027年1月1日（星期五）放假1天", ("2027-01-01", False, "元旦")),
        ("元旦:1月4日（周日）上班。", ("2026-01-04", True, "元旦调休上班")),
        ("清明节：4月6日（周一）放假，与周末连休。", ("2026-04-06", False, "清明节")),
        ("清明节：4月6日（星期一）放假，不调休", ("2026-04-06", False, "清明节")),
        ("元旦：1月1日放假1天，不调休", ("2026-01-01", False, "元旦")),
        ("元旦：1月1日（周四）放假一天、不调休。", ("2026-01-01", False, "元旦")),
        ("元旦：1月1日放假不调休", ("2026-01-01", False, "元旦")),
        ("元旦：1月2日（星期五）补休。", ("2026-01-02", False, "元旦")),
        ("元旦：1月1日放假公休，共1天。", ("2026-01-01", False, "元旦")),
        ("  （三）清明节：4月6日（星期一）放假 ", ("2026-04-06", False, "清明节")),
    ],
)
def test_each_way_of_writing_a_day(line: str, day: tuple[str, bool, str]):
    assert days(line) == [day]


def test_a_stretch_over_the_turn_of_the_year_names_its_years():
    read = days("元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
    assert [day[0] for day in read] == ["2022-12-31", "2023-01-01", "2023-01-02"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("国庆节放假安排", "“国庆节放假安排”看不懂，请写明日期和“放假”或“上班”。"),
        ("春节：", "这一行没有日期。"),
        ("国庆节：10月1日至7日", "2026-10-01 没有写“放假”还是“上班”。"),
        ("10月1日至7日不放假", "“10月1日至7日不放假”看不懂，请写明日期和“放假”或“上班”。"),
        ("10月1日不调休", "2026-10-01 没有写“放假”还是“上班”。"),
        ("10月1日放假，10月8日鼓励休息", "“10月8日鼓励休息”看不懂，请写明日期和“放假”或“上班”。"),
        ("鼓励各单位安排职工在除夕（2月16日）休息。", "这一行没有日期。"),
        ("2月30日放假", "没有“2月30日”这一天。"),
        ("5日放假", "“5日”没有写月份。"),
        ("元旦：1月4日（周一）上班", "2026-01-04 是星期日，与写的不一致，请核对年份和日期。"),
        ("12月31日至1月2日放假", "2026-01-02 早于 2026-12-31；跨年的请写明年份。"),
        ("1月1日至3月1日放假", "2026-01-01 至 2026-03-01 超过 31 天，请核对。"),
        ("1999-01-01，放假", "请填写 2004 年至 2100 年之间的日期。"),
        ("2027-01-01，元旦", "日期后面请写“放假”或“上班”。"),
        ("2027-01-01", "日期后面请写“放假”或“上班”。"),
        ("2027-02-30，放假", "没有“2027-02-30”这一天。"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(line: str, message: str):
    assert messages(f"元旦：1月1日放假\n\n{line}") == [(3, message)]


def test_a_day_that_is_off_on_one_line_and_worked_on_another_is_named():
    assert messages("10月1日放假\n2026-10-01，上班") == [(2, "2026-10-01 与第 1 行的安排不同，请只留一处。")]


@pytest.mark.parametrize(
    "line",
    ["元旦：1月1日放假。1月1日上班。", "元旦：1月1日至3日放假，1月1日上班", "元旦：1月1日上班。春节：1月1日放假。"],
)
def test_a_day_that_one_line_calls_off_and_worked_is_named(line: str):
    assert messages(f"10月1日放假\n{line}") == [(2, "2026-01-01 在这一行里既放假又上班，请只留一处。")]


def test_the_same_day_twice_alike_is_one_day():
    assert days("10月1日放假\n10月1日放假") == [("2026-10-01", False, "放假")]


def test_a_line_with_a_problem_gives_no_day():
    pasted = read_pasted("10月1日放假，10月8日歇业", year=2026)
    assert (pasted.days, len(pasted.problems)) == ([], 1)


def test_too_many_days_are_refused():
    text = "\n".join(f"{year}年{month}月1日至28日放假" for year in (2026, 2027) for month in range(1, 13))
    assert messages(text) == [(0, f"一次最多录入 {MOST_DAYS} 天，请分几次粘贴。")]


@given(st.text(alphabet="0123456789年月日号至到、，。：（）周一二放假上班休调共天 -/,\n\t国庆节", max_size=80))
def test_nothing_that_is_pasted_breaks_and_every_line_is_read_or_named(text: str):
    outcomes = [read_pasted(line, year=2026) for line in text.splitlines() if line.strip()]
    assert [bool(each.days) != bool(each.problems) for each in outcomes] == [True] * len(outcomes)


@given(st.dates(dt.date(2005, 1, 1), dt.date(2099, 12, 1)), st.integers(0, 30), st.booleans())
def test_a_stretch_is_read_back_as_it_was_written(first: dt.date, more: int, worked: bool):
    last = first + dt.timedelta(days=more)
    written = [f"{day.year}年{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）" for day in (first, last)]
    read = days(f"某节：{written[0]}至{written[1]}{'上班' if worked else '放假'}。")
    assert [(day, working) for day, working, _name in read] == [
        ((first + dt.timedelta(days=step)).isoformat(), worked) for step in range(more + 1)
    ]
