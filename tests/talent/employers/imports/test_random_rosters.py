"""Thousands of rosters as chance lays them out: nobody in the file is lost in silence, and nothing breaks."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talent.employers.imports.roster import RosterReading, read_roster
from talent.employers.imports.roster_columns import COLUMNS
from talent.identifiers.identity_number import check_digit
from talent.spreadsheets import process
from talent.spreadsheets.sandbox.__main__ import Reading
from tests.faults.sizes import fuzz_inputs
from tests.talent.spreadsheets.builders import csv_file, xlsx
from tests.talent.spreadsheets.legacy import xls

pytestmark = pytest.mark.django_db
HIRED = dt.date(2024, 7, 1)
SERIAL = 45474
EXAMPLES = fuzz_inputs(300)
BY_KEY = {column.key: column for column in COLUMNS}
NOISE_HEADINGS = ("序号", "部门", "职级", "备注", "参加工作时间", "联系电话")
NAMES = (
    "李雷",
    "王　芳",
    "阿依古丽•买买提",
    "何㛃",
    "𠮷野",
    "SCHMIDT ANNA",
    "欧 阳 静",
    "赵刚(100234)",
    "合计儿",
)
TITLES = ("一汽解放员工花名册", "填报单位：人力资源部", "", "2026年11月")
FOOTERS = (["2026年11月20日"], ["合计", "3人"], ["制表人：赵刚", "审核人：钱伟"], ["单位（盖章）："], ["注：均在职"])
MARKED = {"zero": "\u200b", "blank": " ", "nbsp": "\u00a0", "wide": "　", "line": "\n"}


@dataclass(frozen=True)
class Someone:
    """A person of the file: what stands in each cell, and how the number reads where it can be read."""

    name: str
    number: str
    written: str
    hired_on: Any


@dataclass(frozen=True)
class Laid:
    """A file, where its people stand, and who they are: row number by person."""

    content: io.BytesIO
    people: dict[int, Someone]


def number_of(order: int) -> str:
    seventeen = f"220102199{order % 10}0{order % 9 + 1}{order % 28 + 1:02d}{order % 1000:03d}"
    return seventeen + check_digit(seventeen)


@st.composite
def someone(draw: st.DrawFn) -> Someone:
    number = number_of(draw(st.integers(0, 400)))
    written = draw(
        st.sampled_from(
            [
                number,
                number.lower(),
                f" {number}\u00a0",
                f"'{number}",
                f"{number[:6]} {number[6:14]} {number[14:]}",
                number.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")),
                number[:-1],
                "2.20102E+17",
                "",
            ]
        )
    )
    day = draw(
        st.sampled_from(
            [
                "2024-07-01",
                "2024.7.1",
                "2024年7月1日",
                "20240701",
                str(SERIAL),
                "2024.7",
                "去年夏天",
                "",
                "2024/7/1 8:30",
            ]
        )
    )
    return Someone(draw(st.sampled_from(NAMES)), number, written, day)


@st.composite
def laid_out(draw: st.DrawFn) -> Laid:
    """Any order of columns, any synonym, titles above, rows of nobody among them, on any sheet, in any format."""
    people = draw(st.lists(someone(), min_size=1, max_size=8))
    further = draw(st.lists(st.sampled_from(NOISE_HEADINGS), max_size=3, unique=True))
    keys = draw(st.permutations(["name", "identity_number", "hired_on", *further]))
    headings = [_heading(draw, key) for key in keys]
    left = draw(st.integers(0, 2))
    rows: list[list[Any]] = [[title] for title in draw(st.lists(st.sampled_from(TITLES), max_size=5))]
    rows.append([None] * left + headings)
    stand: dict[int, Someone] = {}
    for person in people:
        rows += [[] for _ in range(draw(st.integers(0, 2)))]
        if draw(st.integers(0, 9)) == 0:
            rows.append([None] * left + headings)
        cells = {"name": person.name, "identity_number": person.written, "hired_on": person.hired_on}
        rows.append([None] * left + [cells.get(key, "甲" if key == "部门" else None) or None for key in keys])
        stand[len(rows)] = person
    # A day alone below a column of days, numbers or phones may be what is left of somebody: that is asked about.
    footers = FOOTERS if keys[0] not in {"identity_number", "hired_on", "联系电话"} else FOOTERS[1:]
    rows += [[None] * left + footer for footer in draw(st.lists(st.sampled_from(footers), max_size=3))]
    return Laid(_file(draw, rows), stand)


def _heading(draw: st.DrawFn, key: str) -> str:
    column = BY_KEY.get(key)
    if column is None:
        return key
    heading = draw(st.sampled_from([column.heading, *column.synonyms]))
    place = draw(st.integers(0, len(heading)))
    return heading[:place] + draw(st.sampled_from(["", "", *MARKED.values()])) + heading[place:]


def _file(draw: st.DrawFn, rows: list[list[Any]]) -> io.BytesIO:
    kind = draw(st.sampled_from(["xlsx", "xlsx", "xls", "csv"]))
    if kind == "xls":
        return xls(rows)
    if kind == "xlsx":
        cover = ("封面", [["一汽解放"], ["2026年"]])
        empty = ("Sheet2", [])
        return xlsx(*draw(st.permutations([("花名册", rows), cover, empty])))
    delimiter = draw(st.sampled_from([",", ";", "\t"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    lines = [delimiter.join('"' + str(cell or "").replace('"', '""') + '"' for cell in row) for row in rows]
    return csv_file("\r\n".join(lines) + "\r\n", encoding)


def unaccounted(laid: Laid, reading: RosterReading) -> list[tuple[int, Someone]]:
    """People whose row is neither imported nor named as a problem (a repetition is named, too)."""
    imported = {each["row_number"] for each in reading.rows}
    named = {int("".join(filter(str.isdigit, problem["cell"]))) for problem in reading.problems}
    return [(number, person) for number, person in laid.people.items() if number not in imported | named]


def in_this_process(upload: Any, rows: Any, request: dict[str, Any], **_limited: Any) -> dict[str, Any]:
    """What the limited process answers, without the half second that each one takes to start."""
    written = io.StringIO()
    found = Reading(request, written).run(io.BytesIO(upload.read()))
    rows.write(written.getvalue().encode())
    return json.loads(json.dumps(found))


@pytest.fixture(autouse=True)
def no_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_run", in_this_process)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(laid_out())
def test_everybody_in_the_file_is_imported_named_or_counted_twice(laid: Laid):
    reading = read_roster(laid.content)
    imported = {each["row_number"]: each for each in reading.rows}
    assert unaccounted(laid, reading) == []
    assert {number: imported[number]["identity_number"] for number in imported} == {
        number: laid.people[number].number for number in imported
    }
    assert {each["hired_on"] for each in reading.rows} <= {HIRED}
    kept_out = {int("".join(filter(str.isdigit, problem["cell"]))) for problem in reading.problems}
    assert (len(imported) + reading.bad_rows + reading.duplicate_rows, set(imported) & kept_out) == (
        len(laid.people),
        set(),
    )
