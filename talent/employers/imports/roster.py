"""Reading a staff roster: the rows that can be imported, and what is wrong cell by cell with the others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import IO, Any, BinaryIO, NamedTuple, TypedDict

from django.utils.translation import gettext as _

from talent.calendars import clock
from talent.employers.imports.identity_documents import checked_number
from talent.employers.imports.roster_columns import COLUMNS, PROVING
from talent.employers.imports.roster_units import ANY_UNIT, Units, plain
from talent.employers.lines import Line
from talent.jobs.progress import UNWATCHED, Progress
from talent.spreadsheets.annotated import write_annotated
from talent.spreadsheets.characters import tidy
from talent.spreadsheets.errors import CellError, CellProblem
from talent.spreadsheets.reading import Column, Row, Table, read_table
from talent.spreadsheets.sandbox.limits import MEGABYTE, Limits

LIMITS = Limits(max_bytes=60 * MEGABYTE, max_rows=210_000, min_seconds=20, max_seconds=60, memory_megabytes=1024)
"""Two hundred thousand people, with room for titles and totals, and for the many columns that HR keeps of them."""
MOST_PROBLEMS_TOLD = 20_000
"""Of a file with more it is the columns that are wrong; the further ones are counted, and take no memory."""
TOLD_EACH = 1_000
MOST_NAMED = 12
DUPLICATE = "repeated"
"""Code of the only problem of a row that says the same as one above it."""
Values = dict[str, Any]


class Refused:
    """The rows that are kept out: the errors of each by row number, as far as they are told, and how many in all."""

    def __init__(self) -> None:
        self.rows: dict[int, list[CellError]] = {}
        self.count = 0

    def add(self, number: int, errors: list[CellError]) -> None:
        """A row has these errors."""
        self.rows[number] = errors if self.count < MOST_PROBLEMS_TOLD else []
        self.count += len(errors)

    def in_order(self) -> list[CellError]:
        """Row by row, and in a row from left to right: B before AA."""
        return [
            error
            for number in sorted(self.rows)
            for error in sorted(self.rows[number], key=lambda error: (len(error.cell), error.cell))
        ]


class Remarks(TypedDict):
    """What was passed over: sheets, rows (number and reason), headings; and proving columns that are not there.

    ``below``: how many rows name units below the employer, by the key of each; ``part_only``: of a file of many units
    only the part of this one was read.
    """

    other_sheets: list[str]
    ignored: list[tuple[int, str]]
    ignored_count: int
    unread_headings: list[str]
    lacking: list[str]
    below: dict[str, int]
    part_only: bool


@dataclass(slots=True)
class RosterReading:
    """What a file says: rows that can be imported, and each problem with sheet, cell, value, message and fix.

    ``problems`` stand in the order of the file; ``problem_count`` counts all, told or not. ``duplicate_rows`` say the
    same as a row above them, which is imported; ``bad_rows`` are the others that are kept out, among them rows about
    one person that differ.
    """

    sheet: str
    remarks: Remarks
    lines: list[Line] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)
    problem_count: int = 0
    bad_rows: int = 0
    duplicate_rows: int = 0

    @property
    def rows(self) -> list[Values]:
        """The rows that can be imported, by name of the entry's field."""
        return [line._asdict() for line in self.lines]


def read_roster(
    file: BinaryIO,
    *,
    units: Units = ANY_UNIT,
    columns: Sequence[Column] = COLUMNS,
    limits: Limits = LIMITS,
    progress: Progress = UNWATCHED,
) -> RosterReading:
    """Read a roster in any of the formats of ``read_table``.

    Args:
        units: which units the rows may name.
        columns: with the headings that the employer's officers explained, see ``headings.columns_with``.

    Raises:
        UnreadableFile: the file as a whole cannot be used; ``str()`` says why and what to do.
    """
    progress.stage("reading", parts=0)
    with read_table(file, columns=columns, limits=limits, heard=progress.at) as table:
        checked = _checked(table, units, on=clock.today(), progress=progress)
        lines, refused, duplicates = checked.lines, checked.refused, checked.duplicates
        return RosterReading(
            sheet=table.sheet,
            remarks=_remarks(table, checked.below, part_only=bool(units.own)),
            lines=lines,
            problems=[asdict(error) for error in refused.in_order()],
            problem_count=refused.count,
            bad_rows=len(refused.rows) - duplicates,
            duplicate_rows=duplicates,
        )


def annotate_roster(
    file: BinaryIO,
    stream: IO[bytes],
    *,
    units: Units,
    on: dt.date,
    columns: Sequence[Column] = COLUMNS,
    noted: Callable[[list[Line]], Mapping[int, str]] = lambda lines: {},
) -> int:
    """Write an XLSX of a roster with every problem at its cell; returns how many rows have any.

    Args:
        on: the day that the roster was read on, so that the problems are those that were told.
        noted: what is to be written beside rows that can be imported, by row number.

    Raises:
        UnreadableFile: as ``read_roster``.
    """
    with read_table(file, columns=columns, limits=LIMITS) as table:
        checked = _checked(table, units, on=on)
        # Whoever is to see the part of one unit sees nobody of the others.
        only = {line.row_number for line in checked.lines} | checked.refused.rows.keys() if units.own else None
        errors, notes = checked.refused.in_order(), noted(checked.lines)
        return write_annotated(stream, table=table, errors=errors, notes=notes, only=only)


class Checked(NamedTuple):
    """The rows that can be imported, one for each person; the others; how many repeat; and those of units below."""

    lines: list[Line]
    refused: Refused
    duplicates: int
    below: Counter[str]


def _checked(table: Table, units: Units, *, on: dt.date, progress: Progress = UNWATCHED) -> Checked:
    progress.stage("checking", parts=len(table))
    below: Counter[str] = Counter()
    clear, refused = _understood(table, units, below, on=on, progress=progress)
    lines, problems = _once_a_person(clear)
    for row in table if problems else ():
        if row.number in problems:
            refused.add(row.number, [row.error("identity_number", problems[row.number])])
    return Checked(lines, refused, sum(problem.code == DUPLICATE for problem in problems.values()), below)


def _understood(
    table: Table, units: Units, below: Counter[str], *, on: dt.date, progress: Progress
) -> tuple[list[Line], Refused]:
    """The rows that are clear by themselves, and the errors of the others; those of units below are only counted."""
    clear, refused = [], Refused()
    for done, row in enumerate(table):
        if not done % TOLD_EACH:
            progress.at(done)
        values, errors = row.parse()
        if units.passes_over(values["employer"], below):
            continue
        born_on = _check_number(row, values, errors, on=on)
        if not errors:
            found = _contradictions(values, units, born_on=born_on, on=on)
            errors = [row.error(key, problem) for key, problem in found]
        if errors:
            refused.add(row.number, errors)
        else:
            clear.append(_line(row.number, values))
    progress.at(len(table))
    return clear, refused


def _check_number(row: Row, values: Values, errors: list[CellError], *, on: dt.date) -> dt.date | None:
    """Bring the number of a row to its normal spelling, or add what is wrong; answers the day of birth it tells."""
    stated_type = values["document_type"]
    if values["identity_number"] is None or (stated_type is None and row.raw("document_type") is not None):
        return None
    try:
        values["identity_number"], born_on = checked_number(values["identity_number"], stated_type, on=on)
    except CellProblem as problem:
        errors.append(row.error("identity_number", problem))
        return None
    return born_on


def _contradictions(
    values: Values, units: Units, *, born_on: dt.date | None, on: dt.date
) -> Iterator[tuple[str, CellProblem]]:
    """What is wrong with a row although each of its cells can be read."""
    hired_on, left_on = values["hired_on"], values["left_on"]
    if hired_on > on:
        yield "hired_on", CellProblem("in_future", _("入职日期晚于今天。"), _("请核对日期。"))
    if born_on and hired_on <= born_on:
        yield "hired_on", CellProblem("before_birth", _("入职日期早于证件号码里的出生日期。"), _("请核对两列。"))
    if left_on and left_on < hired_on:
        yield "left_on", CellProblem("left_before_hired", _("离职日期早于入职日期。"), _("请核对日期。"))
    if values["employed"] is False and left_on is None:
        yield "employed", CellProblem("left_undated", _("写明已不在职，但没有离职日期。"), _("请补填“离职日期”。"))
    if values["employed"] and left_on and left_on <= on:
        yield "left_on", CellProblem("left_yet_employed", _("写明在职，却有离职日期。"), _("请核对两列，只保留对的。"))
    if values["employer"] and plain(values["employer"]) in units.others:
        message = _("这一行写的是另一个单位。")
        yield "employer", CellProblem("other_employer", message, _("请为那个单位另行上传，或改正这一格。"))


def _once_a_person(lines: list[Line]) -> tuple[list[Line], dict[int, CellProblem]]:
    """One line for each person, and what is wrong with the others by row number.

    Of lines that differ none is taken, since either may be the right one.
    """
    first: dict[str, Line] = {}
    repeated: dict[str, list[Line]] = {}
    for line in lines:
        earlier = first.setdefault(line.identity_number, line)
        if earlier is not line:
            repeated.setdefault(line.identity_number, [earlier]).append(line)
    problems: dict[int, CellProblem] = {}
    for person, same in repeated.items():
        alike = all(line.employment == same[0].employment for line in same)
        if not alike:
            del first[person]
        problems |= {line.row_number: _repeated(line, same, alike=alike) for line in (same[1:] if alike else same)}
    return list(first.values()), problems


def _repeated(line: Line, same: list[Line], *, alike: bool) -> CellProblem:
    other = next(each.row_number for each in same if each is not line)
    if alike:
        return CellProblem(DUPLICATE, _("与第 %(row)d 行重复。") % {"row": other}, _("已导入前一行，这一行可以删去。"))
    message = _("与第 %(row)d 行是同一个人，但内容不同。") % {"row": other}
    return CellProblem("contradicts", message, _("请只保留正确的一行。"))


def _line(number: int, values: Values) -> Line:
    """What an entry keeps; the contract from whichever column states it."""
    contract = values["contract"] or values["contract_years"]
    return Line(
        number,
        values["name"],
        values["identity_number"],
        values["hired_on"],
        contract.months if contract else None,
        contract.open_ended if contract else False,
        values["works_in_city"],
        values["insured_months"],
        values["left_on"],
        values["degree"] or values["education"] or "",
        values["school"] or "",
        values["graduated_on"],
        values["phone"],
    )


def _remarks(table: Table, below: Counter[str], *, part_only: bool) -> Remarks:
    lacking = [str(name) for key, name in PROVING.items() if key not in table.columns]
    if not {"contract", "contract_years"} & table.columns.keys():
        lacking.insert(0, _("合同期限"))
    return {
        "other_sheets": [tidy(sheet) for sheet in table.other_sheets[:MOST_NAMED]],
        "ignored": [(ignored.number, ignored.reason) for ignored in table.ignored[:MOST_NAMED]],
        "ignored_count": table.ignored_count,
        "unread_headings": [tidy(heading) for heading in list(table.unknown_headings.values())[:MOST_NAMED]],
        "lacking": lacking,
        "below": dict(below.most_common()),
        "part_only": part_only,
    }
