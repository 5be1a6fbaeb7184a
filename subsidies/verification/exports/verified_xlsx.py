"""花名册 as XLSX: whom a unit verified in a period."""

from __future__ import annotations

import io
from collections.abc import Sequence

from subsidies.verification.summaries import Period, VerifiedRow
from talent.spreadsheets.writing import OutputColumn, write_xlsx

SHEET = "花名册"
COLUMNS = (
    OutputColumn("序号", "integer", 8),
    OutputColumn("姓名", "text", 16),
    OutputColumn("证件号码", "identifier", 24),
    OutputColumn("用人单位", "text", 32),
    OutputColumn("学位层次", "text", 10),
    OutputColumn("入职日期", "text", 14),
    OutputColumn("申请事项", "text", 26),
    OutputColumn("测算金额（元）", "yuan", 16),
    OutputColumn("核实方式", "text", 14),
    OutputColumn("核实日期", "text", 14),
    OutputColumn("受理编号", "identifier", 20),
)


def verified_xlsx(period: Period, rows: Sequence[VerifiedRow]) -> bytes:
    """The list as a file for spreadsheet programs."""
    stream = io.BytesIO()
    lines = (
        (
            order,
            row.name,
            row.identity,
            row.unit,
            row.degree,
            row.hired_on,
            row.benefits,
            row.amount_yuan,
            row.how,
            row.answered_on,
            row.case_number,
        )
        for order, row in enumerate(rows, 1)
    )
    notes = [f"核实期间：{period.first_on} 至 {period.last_on}", "测算金额以人才办审核和公示结果为准。"]
    write_xlsx(
        stream,
        columns=COLUMNS,
        rows=lines,
        sheet=SHEET,
        title=f"{period.employer.name} 人才补贴申请人员花名册",
        notes=notes,
    )
    return stream.getvalue()
