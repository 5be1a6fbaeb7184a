"""Reading a staff roster: the rows that can be imported, and what is wrong cell by cell with the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import IO, BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from talent.calendars import clock
from talent.employers.imports.contract_dates import term_between
from talent.employers.imports.roster_columns import COLUMNS
from talent.employers.imports.roster_remarks import Remarks, remarks_on
from talent.employers.imports.roster_rows import Values, check_number, contradictions
from talent.employers.imports.roster_units import ANY_UNIT, UnitColumn, Units
from talent.employers.lines import Line
from talent.jobs.progress import UNWATCHED, Progress
from talent.spreadsheets.annotated import write_annotated
from talent.spreadsheets.errors import CellError, CellProblem
from talent.spreadsheets.reading import Column, Table, read_table
from talent.spreadsheets.sandbox.limits import MEGABYTE, Limits

LIMITS = Limits(max_bytes=60 * MEGABYTE, max_rows=210_000, min_seconds=20, max_seconds=60, memory_megabytes=1024)
"""Two hundred thousand people, with room for titles and totals, and for the many columns that HR keeps of them."""
MOST_PROBLEMS_TOLD = 20_000
"""Of a file with more it is the columns that are wrong; the further ones are counted, and take no memory."""
TOLD_EACH = 1_000
DUPLICATE = "repeated"
"""Code of the only problem of a row that says the same as one above it."""


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
            remarks=remarks_on(table, checked.column, checked.hidden, part_only=units.part_only),
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
        only = {line.row_number for line in checked.lines} | checked.refused.rows.keys() if units.part_only else None
        errors, notes = checked.refused.in_order(), noted(checked.lines)
        return write_annotated(stream, table=table, errors=errors, notes=notes, only=only)


class Checked(NamedTuple):
    """The rows that can be imported, one for each person; the others; how many repeat; what the units are; and the
    numbers of rows that can be imported though the file hides them.
    """

    lines: list[Line]
    refused: Refused
    duplicates: int
    column: UnitColumn
    hidden: list[int]


def _checked(table: Table, units: Units, *, on: dt.date, progress: Progress = UNWATCHED) -> Checked:
    progress.stage("checking", parts=len(table))
    column = UnitColumn(units)
    clear, refused, hidden = _understood(table, units, column, on=on, progress=progress)
    if column.may_be_wrong:
        clear = _of_known_units(table, clear, refused, column)
    lines, problems = _once_a_person(clear)
    for row in table if problems else ():
        if row.number in problems:
            refused.add(row.number, [row.error("identity_number", problems[row.number])])
    duplicates = sum(problem.code == DUPLICATE for problem in problems.values())
    seen_by_nobody = [line.row_number for line in lines if line.row_number in hidden] if hidden else []
    return Checked(lines, refused, duplicates, column, seen_by_nobody)


def _understood(
    table: Table, units: Units, column: UnitColumn, *, on: dt.date, progress: Progress
) -> tuple[list[Line], Refused, set[int]]:
    """The rows that are clear by themselves, the errors of the others, and which are hidden in the file; those of units
    below are only counted.
    """
    clear, refused, hidden = [], Refused(), set[int]()
    for done, row in enumerate(table):
        if not done % TOLD_EACH:
            progress.at(done)
        values, errors = row.parse()
        if column.passes_over(values["employer"]):
            continue
        born_on = check_number(row, values, errors, on=on)
        if not errors:
            found = contradictions(values, units, born_on=born_on, on=on)
            errors = [row.error(key, problem) for key, problem in found]
        if errors:
            refused.add(row.number, errors)
        else:
            clear.append(_line(row.number, values))
            if row.hidden:
                hidden.add(row.number)
    progress.at(len(table))
    return clear, refused, hidden


def _of_known_units(table: Table, clear: list[Line], refused: Refused, column: UnitColumn) -> list[Line]:
    """The lines whose unit is clear, now that all rows are known; the others are kept out."""
    asked = {line.row_number for line in clear}
    out: set[int] = set()
    for row in table:
        if row.number in asked and (problem := column.problem_with(row.parse()[0]["employer"])) is not None:
            refused.add(row.number, [row.error("employer", problem)])
            out.add(row.number)
    return [line for line in clear if line.row_number not in out]


def _once_a_person(lines: list[Line]) -> tuple[list[Line], dict[int, CellProblem]]:
    """One line for each person, and what is wrong with the others by row number.

    Of lines that differ none is taken, since either may be the right one; those that repeat one of them are named as
    repeats, so that the differing ones point at each other.
    """
    first: dict[str, Line] = {}
    repeated: dict[str, list[Line]] = {}
    for line in lines:
        earlier = first.setdefault(line.identity_number, line)
        if earlier is not line:
            repeated.setdefault(line.identity_number, [earlier]).append(line)
    problems: dict[int, CellProblem] = {}
    for person, same in repeated.items():
        versions: dict[tuple[object, ...], Line] = {}
        for line in same:
            versions.setdefault(line.employment, line)
        if len(versions) > 1:
            del first[person]
        found = ((line, _repeated(line, versions)) for line in same)
        problems |= {line.row_number: problem for line, problem in found if problem is not None}
    return list(first.values()), problems


def _repeated(line: Line, versions: dict[tuple[object, ...], Line]) -> CellProblem | None:
    """What is wrong with a line about somebody who has several; ``versions`` are the first of those that differ."""
    same = versions[line.employment]
    other = next((each for each in versions.values() if each is not same), None)
    if same is not line:
        message = _("与第 %(row)d 行重复。") % {"row": same.row_number}
        if other is None:
            return CellProblem(DUPLICATE, message, _("已导入前一行，这一行可以删去。"))
        return CellProblem("contradicts", message, _("请只保留正确的一行。"))
    if other is None:
        return None
    message = _("与第 %(row)d 行是同一个人，但内容不同。") % {"row": other.row_number}
    return CellProblem("contradicts", message, _("请只保留正确的一行。"))


def _line(number: int, values: Values) -> Line:
    """What an entry keeps; the contract from whichever column states it."""
    by_dates = term_between(values["contract_from"], values["contract_until"])
    contract = values["contract"] or values["contract_years"] or by_dates
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
