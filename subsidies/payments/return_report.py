"""A return in words and figures, for those who read no pages: counts, and where each problem lies."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from subsidies.payments.imports.bank_return import ReadReturn
from subsidies.payments.kinds import ReturnRowResult, Unusual
from subsidies.payments.matching import Match
from subsidies.payments.models import BankReturn
from subsidies.payments.return_checks import unusual_in
from subsidies.payments.return_rows import problem_cells
from talent.audit.sensitive import redact


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is set apart, and in which cell that lies; numbers that look personal are blanked out."""

    kind: str
    sheet: str
    row: int
    cell: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a return says and what is unusual about it."""

    results: dict[str, int]
    kinds: dict[str, int]
    problems: list[RowProblem]
    unusual: list[str]
    contradiction: str

    @property
    def is_clean(self) -> bool:
        """Whether nothing wants a person: no row is set apart, and no total contradicts the rows."""
        return not self.problems and not self.contradiction

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``json``."""
        return asdict(self)


def report_of_file(read: ReadReturn, found: list[Match]) -> Report:
    """Of a file that was read and is not kept."""
    problems = [
        RowProblem(str(match.kind), read.sheet, match.row.row_number, cell, redact(value), match.problem)
        for match, cell, value in problem_cells(read, found)
    ]
    results = Counter(str(match.result) for match in found)
    return _report(results, problems, unusual_in(found, read.contradiction), read.contradiction)


def report_of_return(bank_return: BankReturn) -> Report:
    """Of a return as it is kept."""
    rows = bank_return.rows.order_by("row_number")
    problems = [
        RowProblem(row.kind, raw.get("sheet", ""), row.row_number, raw.get("cell", ""), value, row.problem)
        for row in rows.filter(result=ReturnRowResult.EXCEPTION).iterator(chunk_size=2_000)
        for raw in (row.raw,)
        for value in (redact(str(raw.get("value", ""))),)
    ]
    results = Counter(rows.order_by().values_list("result", flat=True).iterator(chunk_size=2_000))
    unusual = [Unusual(code) for code in bank_return.unusual]
    return _report(results, problems, unusual, bank_return.contradiction)


def _report(results: Counter[str], problems: list[RowProblem], unusual: list[Unusual], contradiction: str) -> Report:
    kinds = Counter(problem.kind for problem in problems)
    counts = {result.value: results[result.value] for result in ReturnRowResult}
    return Report(counts, dict(sorted(kinds.items())), problems, [code.value for code in unusual], contradiction)
