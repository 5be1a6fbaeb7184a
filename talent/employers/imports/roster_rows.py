"""What can be wrong with a row of a roster although each of its cells can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from talent.employers.imports.employment_status import says_gone, status_in_name
from talent.employers.imports.identity_documents import checked_number
from talent.employers.imports.roster_units import Means, Units
from talent.spreadsheets.errors import CellError, CellProblem
from talent.spreadsheets.reading import Row

Values = dict[str, Any]


def check_number(row: Row, values: Values, errors: list[CellError], *, on: dt.date) -> dt.date | None:
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


def contradictions(
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
    if left_on is None and says_gone(values["name"]):
        yield "name", status_in_name()
    if values["employed"] is False and left_on is None:
        fix = _("已经离职的，请补填“离职日期”；仍然在职的，请改为“在职”。")
        yield "employed", CellProblem("left_undated", _("写明已不在职，但没有离职日期。"), fix)
    if values["employed"] and left_on and left_on <= on:
        yield "left_on", CellProblem("left_yet_employed", _("写明在职，却有离职日期。"), _("请核对两列，只保留对的。"))
    if (means := units.means(values["employer"])) is Means.OTHER:
        message = _("这一行写的是另一个单位。")
        yield "employer", CellProblem("other_employer", message, _("请为那个单位另行上传，或改正这一格。"))
    elif means is Means.SEVERAL:
        yield "employer", CellProblem("several_units", _("有几个单位都叫这个名称。"), _("请写单位全称。"))
    yield from _about_the_contract(values)


def _about_the_contract(values: Values) -> Iterator[tuple[str, CellProblem]]:
    """What is wrong with the last day of a contract whose term is told by its days."""
    begins, until = values["contract_from"], values["contract_until"]
    if until is None or values["contract"] or values["contract_years"]:
        return
    if until.unexplained:
        message = _("合同终止日期写的是 9999 年，看不出是哪种合同。")
        yield "contract_until", CellProblem("never_ends", message, _("没有终止日期的，请写“无固定期限”。"))
    if begins and until.day and until.day < begins:
        message = _("合同终止日期早于起始日期。")
        yield "contract_until", CellProblem("ends_before_begins", message, _("请核对两列。"))
