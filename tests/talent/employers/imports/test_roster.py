"""What a roster file says, row by row and cell by cell."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from talent.employers.imports import roster
from talent.employers.imports.roster import read_roster
from talent.employers.imports.roster_units import Units
from talent.identifiers.identity_number import check_digit
from talent.spreadsheets.errors import MissingColumns
from tests.factories import make_identity_number
from tests.talent.employers.rosters import HEADER, HIRED, day, roster_file, row
from tests.talent.spreadsheets.builders import csv_file, xlsx

pytestmark = pytest.mark.django_db


def number_ending_in_x() -> str:
    return next(n for n in (make_identity_number() for _ in range(100)) if n.endswith("X"))


def codes(*rows: list[object], **fields: object) -> list[tuple[str, str]]:
    """Cell and code of every problem."""
    reading = read_roster(roster_file(*rows, **fields))  # type: ignore[arg-type]
    return [(problem["cell"], problem["code"]) for problem in reading.problems]


def only(*rows: list[object], **fields: object) -> dict[str, object]:
    """The one row that can be imported."""
    reading = read_roster(roster_file(*rows, **fields))  # type: ignore[arg-type]
    assert reading.problems == []
    (entry,) = reading.rows
    return entry


def test_a_row_is_read_with_every_fact():
    number = make_identity_number()
    assert only(row("张 三", number)) == {
        "name": "张三",
        "identity_number": number,
        "hired_on": day(HIRED),
        "contract_months": 36,
        "open_ended": False,
        "works_in_city": True,
        "insured_months": 4,
        "left_on": None,
        "degree_level": "",
        "school": "",
        "graduated_on": None,
        "phone": None,
        "row_number": 2,
    }


def test_a_small_x_is_the_same_number():
    number = number_ending_in_x()
    assert only(row(number=number.lower()))["identity_number"] == number


def test_a_number_that_excel_ruined_says_so_at_its_cell():
    reading = read_roster(roster_file(row(), [*row()[:1], 220102200005010000.0, *row()[2:]]))
    assert [(p["sheet"], p["cell"], p["value"], p["message"], p["fix"]) for p in reading.problems] == [
        (
            "在职",
            "B3",
            "2.20102E+17",
            "号码被电子表格改成了数值，后几位已经丢失。",
            "请先把该列的单元格格式设为“文本”，再按证件或卡片重新填写完整号码。",
        )
    ]


def test_titles_blank_rows_and_totals_are_passed_over_and_counted():
    file = xlsx(("表", [["2026年职工花名册"], HEADER, row("甲"), [], row("乙"), ["合计", "2人"]]))
    reading = read_roster(file)
    assert [(r["name"], r["row_number"]) for r in reading.rows] == [("甲", 3), ("乙", 5)]
    assert reading.remarks["ignored"] == [(6, "total")]


def test_the_same_row_twice_counts_once_and_the_second_is_named():
    same = row()
    reading = read_roster(roster_file(same, row(), same))
    assert ([r["row_number"] for r in reading.rows], [(p["cell"], p["message"]) for p in reading.problems]) == (
        [2, 3],
        [("B4", "与第 2 行重复。")],
    )
    assert (reading.duplicate_rows, reading.bad_rows) == (1, 0)


def test_two_rows_about_one_person_that_differ_are_both_kept_out():
    number = make_identity_number()
    rows = [row(number=number), row(), row(number=number, hired_on="2026-08-01")]
    reading = read_roster(roster_file(*rows))
    assert ([r["row_number"] for r in reading.rows], [(p["cell"], p["code"]) for p in reading.problems]) == (
        [3],
        [("B2", "contradicts"), ("B4", "contradicts")],
    )
    assert (reading.duplicate_rows, reading.bad_rows) == (0, 2)


def test_of_rows_that_differ_each_names_one_that_differs_and_a_repeat_names_what_it_repeats():
    number = make_identity_number()
    stated = [row("甲", number), row("甲", number), row("甲", number, contract="60个月")]
    rows = [[place, *cells] for place, cells in enumerate(stated, start=1)]  # 序号 is not read, and makes no difference
    reading = read_roster(roster_file(*rows, header=["序号", *HEADER]))
    assert ([(p["cell"], p["message"]) for p in reading.problems], reading.bad_rows, reading.duplicate_rows) == (
        [
            ("C2", "与第 4 行是同一个人，但内容不同。"),
            ("C3", "与第 2 行重复。"),
            ("C4", "与第 2 行是同一个人，但内容不同。"),
        ],
        3,
        0,
    )


@time_machine.travel(dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC))
def test_days_that_cannot_be_are_named_at_their_cell():
    assert codes(
        row(hired_on="2026-11-24"),
        row(hired_on="2026-11-23"),
        row(hired_on="1999-07-01"),
        row(left_on="2026-06-30"),
        row(hired_on="2026年7月"),
    ) == [("C2", "in_future"), ("C4", "before_birth"), ("G5", "left_before_hired"), ("C6", "month_only")]


def test_every_wrong_cell_of_a_row_is_named_at_once():
    number = make_identity_number()
    wrong = number[:-1] + ("1" if number[-1] == "0" else "0")
    assert [cell for cell, _code in codes(["", wrong, "明天", "很久", "长春", 4, None])] == [
        "A2",
        "B2",
        "C2",
        "D2",
    ]


@pytest.mark.parametrize(
    ("written", "months", "open_ended"),
    [
        (36, 36, False), ("36", 36, False), ("3年", 36, False), ("三年", 36, False), ("无固定期限", None, True),
        (None, None, False),
    ],
)  # fmt: skip
def test_a_contract_is_read_in_months_years_or_without_end(written: object, months: int | None, open_ended: bool):
    entry = only(row(contract=written))
    assert (entry["contract_months"], entry["open_ended"]) == (months, open_ended)


def test_a_bare_3_is_not_guessed_at_unless_its_heading_says_years():
    in_years = ["合同年限" if heading == "合同期限" else heading for heading in HEADER]
    assert codes(row(contract=3)) == [("D2", "unit")]
    assert only(row(contract=3), header=in_years)["contract_months"] == 36


@pytest.mark.parametrize("contract", [0, 20260701, "9999年"])
def test_a_contract_of_no_possible_length_is_named(contract: object):
    assert [cell for cell, _code in codes(row(contract=contract))] == ["D2"]


def test_months_of_insurance_larger_than_any_life_are_named_before_they_reach_the_database():
    assert codes(row(months=999_999_999)) == [("F2", "too_long")]


def test_a_passport_is_taken_when_the_column_or_the_number_says_so():
    header = [*HEADER, "证件类型"]
    rows = [
        [*row("SCHMIDT ANNA", "C01X00T47"), "护照"],
        [*row("SMITH JOHN", "512345678"), "护照"],
        [*row("KIM MINJI", "m12345678"), None],
    ]
    reading = read_roster(roster_file(*rows, header=header))
    assert ([r["identity_number"] for r in reading.rows], reading.problems) == (
        ["C01X00T47", "512345678", "M12345678"],
        [],
    )


def test_digits_without_a_type_are_not_taken_for_a_passport_but_told_how():
    reading = read_roster(roster_file(row(number="512345678")))
    assert [(p["cell"], p["message"], p["fix"]) for p in reading.problems] == [
        (
            "B2",
            "身份证号码应为 18 位，现在是 9 位，请核对。",
            "如果是护照等其他证件，请在表里加一列“证件类型”，写明证件名称。",
        )
    ]


def test_cards_of_foreigners_and_of_hong_kong_macao_and_taiwan_are_told_by_their_number():
    hmt17 = "81000019920101001"
    hmt, permanent = hmt17 + check_digit(hmt17), "DEU220000123456"
    reading = read_roster(roster_file(row(number=hmt), row(number=permanent)))
    assert [r["identity_number"] for r in reading.rows] == [hmt, permanent]


def test_somebody_said_to_have_left_needs_a_day_and_somebody_employed_has_none():
    header = [*HEADER, "在职状态"]
    rows = [
        [*row(), "离职"],
        [*row(left_on="2026-09-01"), "已离职"],
        [*row(left_on="2026-09-01"), "在职"],
        [*row(), "在岗"],
    ]
    assert codes(*rows, header=header) == [("H2", "left_undated"), ("G4", "left_yet_employed")]


def test_a_row_that_names_another_employer_is_kept_out():
    file = roster_file([*row(), "一汽-大众"], [*row(), "一汽 解放"], [*row(), "总装车间"], header=[*HEADER, "用人单位"])
    reading = read_roster(file, units=Units(others={"一汽-大众"}))
    assert ([p["cell"] for p in reading.problems], len(reading.rows)) == (["H2"], 2)


def test_columns_that_prove_and_are_not_there_are_told():
    file = roster_file(["李明", make_identity_number(), HIRED, "P7"], header=["姓名", "证件号", "入职时间", "职级"])
    remarks = read_roster(file).remarks
    assert (remarks["lacking"], remarks["unread_headings"]) == (
        ["合同期限", "是否在长春工作", "社保连续缴费月数"],
        ["职级"],
    )


def test_other_sheets_with_the_same_header_are_told():
    file = xlsx(("一季度", [HEADER, row()]), ("二季度", [HEADER, row()]))
    assert read_roster(file).remarks["other_sheets"] == ["二季度"]


def test_a_file_without_the_column_for_the_number_says_which_is_missing():
    with pytest.raises(MissingColumns) as refused:
        read_roster(roster_file(["李明", HIRED], header=["姓名", "入职日期"]))
    assert str(refused.value) == (
        "工作表“在职”第 1 行的表头缺少必填的列：身份证号码。请找到对应的列，把表头改成这些名称之一后再上传。"
    )


def test_text_in_gb18030_is_read_with_a_rare_name():
    number = make_identity_number()
    text = f"姓名,身份证号,入职日期\n何㛃,{number},2026.7.1\n"
    reading = read_roster(csv_file(text, "gb18030"))
    assert [(r["name"], r["hired_on"]) for r in reading.rows] == [("何㛃", day(HIRED))]


def test_every_problem_is_told_in_the_order_of_the_file():
    reading = read_roster(roster_file(*(row(number="1") for _ in range(250))))
    assert [p["cell"] for p in reading.problems] == [f"B{number}" for number in range(2, 252)]


def test_of_a_file_that_is_wrong_throughout_the_first_problems_are_told_and_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(roster, "MOST_PROBLEMS_TOLD", 3)
    same = row()
    reading = read_roster(roster_file(*(row(number="1") for _ in range(5)), same, same))
    assert ([p["cell"] for p in reading.problems], reading.problem_count) == (["B2", "B3", "B4"], 6)
    assert (reading.bad_rows, reading.duplicate_rows, len(reading.lines)) == (5, 1, 1)
