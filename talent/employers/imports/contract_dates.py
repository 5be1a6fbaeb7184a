"""The term of a contract that is told by its first and last day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from talent.employers.imports.unsaid import NOT_SAID
from talent.spreadsheets import cells
from talent.spreadsheets.cells import ContractTerm
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.values import CellValue

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ContractEnd:
    """The last day of a contract; None: it has none (无固定期限)."""

    day: dt.date | None


def contract_start(value: CellValue) -> dt.date | None:
    """A day; None where the cell says that it does not say. Raises CellProblem."""
    return None if _is_not_said(value) else cells.date(value)


def contract_end(value: CellValue) -> ContractEnd | None:
    """A day, or 无固定期限; None where the cell says that it does not say. Raises CellProblem."""
    if _is_not_said(value):
        return None
    try:
        if cells.contract_term(value).open_ended:
            return ContractEnd(None)
    except CellProblem:
        pass
    return ContractEnd(cells.date(value))


def _is_not_said(value: CellValue) -> bool:
    return isinstance(value, str) and value.strip() in NOT_SAID


def term_between(begins: dt.date | None, until: ContractEnd | None) -> ContractTerm | None:
    """The whole months of a contract with these first and last days; None where one is not told."""
    if until is None or (begins is None and until.day is not None):
        return None
    if until.day is None:
        return ContractTerm(None, open_ended=True)
    assert begins is not None
    after = until.day + DAY
    months = (after.year - begins.year) * 12 + after.month - begins.month - (after.day < begins.day)
    return ContractTerm(months, open_ended=False)
