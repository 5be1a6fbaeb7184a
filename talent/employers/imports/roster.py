"""Reading a staff roster: the columns it may have, how each is understood, and what is wrong row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.calendars import clock
from talent.spreadsheets import cells
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.reading import Column, Row, read_table
from talent.spreadsheets.values import CellValue

MOST_PROBLEMS_KEPT = 1000
CITY = "长春"


def works_in_city(value: CellValue) -> bool:
    """Yes or no, or a place of work: one in the city, or another. Raises CellProblem."""
    place = cells.text(value)
    if CITY in place:
        return True
    try:
        return cells.yes_no(value)
    except CellProblem:
        return False


COLUMNS = (
    Column("name", "姓名", ("职工姓名", "员工姓名", "人员姓名"), required=True, parse=cells.name),
    Column(
        "identity_number",
        "身份证号码",
        ("身份证号", "证件号码", "证件号", "公民身份号码", "身份证"),
        required=True,
        parse=cells.identity_number,
    ),
    Column("hired_on", "入职日期", ("入职时间", "到岗日期", "参加工作日期", "入司日期", "报到日期"), required=True, parse=cells.date),
    Column("contract", "合同期限", ("劳动合同期限", "合同年限", "合同期限（月）", "合同期"), parse=cells.contract_term),
    Column("works_in_city", "是否在长春工作", ("工作地点", "工作地", "在长春工作", "办公地点"), parse=works_in_city),
    Column(
        "insured_months",
        "社保连续缴费月数",
        ("长春社保连续缴费月数", "社保月数", "社保缴费月数", "参保月数"),
        parse=cells.months,
    ),
    Column("left_on", "离职日期", ("离职时间", "离职日", "解除合同日期"), parse=cells.date),
)  # fmt: skip


@dataclass(slots=True)
class RosterReading:
    """What a file says: rows that can be imported, and every problem with sheet, cell, value, message and fix."""

    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    rows: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    problem_count: int = 0
    bad_rows: int = 0


def read_roster(file: BinaryIO) -> RosterReading:
    """Read a roster in any of the formats of ``read_table``.

    Raises:
        UnreadableFile: the file as a whole cannot be used; ``str()`` says why and what to do.
    """
    reading = RosterReading()
    first_row_of: dict[str, int] = {}
    with read_table(file, columns=COLUMNS) as table:
        reading.sheet, reading.other_sheets = table.sheet, table.other_sheets
        for row in table:
            values, errors = row.parse()
            found = errors or [row.error(key, problem) for key, problem in _contradictions(values, first_row_of)]
            if found:
                reading.bad_rows += 1
                reading.problem_count += len(found)
                room = MOST_PROBLEMS_KEPT - len(reading.problems)
                reading.problems += [asdict(error) for error in found[: max(room, 0)]]
            else:
                first_row_of[values["identity_number"]] = row.number
                reading.rows.append(_entry(row, values))
    return reading


def _contradictions(values: dict[str, Any], first_row_of: dict[str, int]) -> Iterator[tuple[str, CellProblem]]:
    """What is wrong with a row although each of its cells can be read."""
    if earlier := first_row_of.get(values["identity_number"]):
        message = _("与第 %(row)d 行是同一个人。") % {"row": earlier}
        yield "identity_number", CellProblem("duplicate", message, _("请只保留一行。"))
    if values["hired_on"] > clock.today():
        yield "hired_on", CellProblem("in_future", gettext_lazy("入职日期晚于今天。"), _("请核对日期。"))
    if values["left_on"] and values["left_on"] < values["hired_on"]:
        yield "left_on", CellProblem("left_before_hired", gettext_lazy("离职日期早于入职日期。"), _("请核对日期。"))


def _entry(row: Row, values: dict[str, Any]) -> dict[str, Any]:
    contract = values.pop("contract")
    return values | {
        "row_number": row.number,
        "contract_months": contract.months if contract else None,
        "open_ended": contract.open_ended if contract else False,
    }
