"""The term of a contract: as it is told, or by its first and last day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from talent.employers.imports.unsaid import NOT_SAID
from talent.spreadsheets import cells
from talent.spreadsheets.cells import ContractTerm
from talent.spreadsheets.characters import half_width
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.values import CellValue, shown

NO_TERM = ("无", "没有")
DAY = dt.timedelta(days=1)
NEVER = re.compile(r"9999(?:[年./-]?12[月./-]?31日?|年)?|2958465")
"""How personnel systems write that there is no last day, some of contracts for a task, too; as a spreadsheet counts
days it is the last one."""
TASK = re.compile(
    r"以?完成(?:一定|某项|特定)?的?(?:工作)?任务(?:为期限?)?的?(?:劳动)?(?:合同)?|(?:工作)?任务(?:型|制|期限)?的?(?:劳动)?合同|任务[型制]"
)
FOR_A_TASK = ContractTerm(None, open_ended=False)
"""The third kind of contract that the law knows ends with its task: it has no term that could be told."""
KIND_ALONE = re.compile(r"(?:有)?固定期限(?:劳动)?(?:合同)?")


@dataclass(frozen=True, slots=True)
class ContractEnd:
    """The last day of a contract; None: it has none (无固定期限).

    ``unexplained``: the year 9999 stands there, which does not say why there is no last day.
    """

    day: dt.date | None
    unexplained: bool = False


def contract_term(value: CellValue) -> ContractTerm | None:
    """A term in months, years or 无固定期限, or a contract for a task; None: no term is told. Raises CellProblem."""
    written = "".join(cells.text(value).split())
    if written in NOT_SAID or written in NO_TERM or KIND_ALONE.fullmatch(written):
        return None
    return FOR_A_TASK if TASK.fullmatch(written) else cells.contract_term(value)


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
    if _is_never(value):
        return ContractEnd(None, unexplained=True)
    return ContractEnd(cells.date(value))


def _is_never(value: CellValue) -> bool:
    return NEVER.fullmatch(half_width(shown(value)).split(" ")[0]) is not None


def _is_not_said(value: CellValue) -> bool:
    return isinstance(value, str) and (value.strip() in NOT_SAID or value.strip() in NO_TERM)


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
