"""在册人员名单 as XLSX: the people of a unit as the list shows them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils.translation import override

from subsidies.verification.people_rows import PersonRow
from talent.spreadsheets.writing import OutputColumn, write_xlsx

SHEET = "在册人员"
COLUMNS = (
    OutputColumn("序号", "integer", 8),
    OutputColumn("姓名", "text", 16),
    OutputColumn("证件号码", "identifier", 24),
    OutputColumn("用人单位", "text", 32),
    OutputColumn("入职日期", "text", 14),
    OutputColumn("合同期限", "text", 14),
    OutputColumn("在职情况", "text", 30),
    OutputColumn("申请", "text", 30),
    OutputColumn("最近确认在职", "text", 14),
)


def people_xlsx(rows: Sequence[PersonRow]) -> bytes:
    """The list as a file for spreadsheet programs; document numbers stay masked as they are on the page."""
    stream = io.BytesIO()
    lines = (
        (
            order,
            row.name,
            row.identity,
            row.unit,
            row.hired_on.isoformat(),
            row.contract,
            str(row.standing.words),
            row.case,
            row.confirmed_on.isoformat() if row.confirmed_on else "",
        )
        for order, row in enumerate(rows, 1)
    )
    with override("zh-hans"):
        write_xlsx(stream, columns=COLUMNS, rows=lines, sheet=SHEET, title="在册人员名单")
    return stream.getvalue()
