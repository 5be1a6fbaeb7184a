"""A return in words and figures, for those who read no pages: counts, and where each problem lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from subsidies.payments.imports.bank_return import ReadReturn
from subsidies.payments.kinds import ReturnRowResult, Unusual
from subsidies.payments.matching import Match
from subsidies.payments.models import BankReturn
from subsidies.payments.return_checks import raw_of, unusual_in
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


class _Said(NamedTuple):
    """What becomes of a row, kept or not."""

    result: str
    kind: str
    number: int
    problem: str
    raw: dict[str, Any]


def report_of_file(read: ReadReturn, found: list[Match]) -> Report:
    """Of a file that was read and is not kept."""
    pairs = zip(found, read.written(), strict=True)
    rows = (_Said(m.result, m.kind or "", m.row.row_number, m.problem, raw_of(m, written)) for m, written in pairs)
    return _report(rows, unusual_in(found, read.contradiction), read.contradiction)


def report_of_return(bank_return: BankReturn) -> Report:
    """Of a return as it is kept."""
    kept = bank_return.rows.order_by("row_number").iterator(2000)
    rows = (_Said(row.result, row.kind, row.row_number, row.problem, row.raw) for row in kept)
    unusual = [Unusual(code) for code in bank_return.unusual]
    return _report(rows, unusual, bank_return.contradiction)


def _report(rows: Iterable[_Said], unusual: list[Unusual], contradiction: str) -> Report:
    results: Counter[str] = Counter()
    problems = []
    for row in rows:
        results[str(row.result)] += 1
        if row.result == ReturnRowResult.EXCEPTION:
            value = redact(str(row.raw.get("value", "")))
            cell, sheet = row.raw.get("cell", ""), row.raw.get("sheet", "")
            problems.append(RowProblem(str(row.kind), sheet, row.number, cell, value, row.problem))
    kinds = Counter(problem.kind for problem in problems)
    counts = {result.value: results[result.value] for result in ReturnRowResult}
    return Report(counts, dict(sorted(kinds.items())), problems, [code.value for code in unusual], contradiction)
