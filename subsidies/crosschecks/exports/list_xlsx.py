"""A list as XLSX: a department fills in two columns and sends it back."""

from __future__ import annotations

import io
from collections.abc import Iterable

from subsidies.crosschecks.kinds import QUESTIONS
from subsidies.crosschecks.models import CrossCheck, CrossCheckRow
from talent.profiles.kinds import DocumentType
from talent.spreadsheets.writing import OutputColumn, write_xlsx

ORDER, NUMBER, NAME, DOCUMENT_TYPE, DOCUMENT, REMARK = "序号", "受理编号", "姓名", "证件类型", "证件号码", "备注"


def list_xlsx(crosscheck: CrossCheck, rows: Iterable[CrossCheckRow]) -> bytes:
    """The file for the department; the same list gives the same bytes.

    Args:
        rows: in their order, each with its submission and case.
    """
    question = QUESTIONS[crosscheck.department]
    columns = (
        OutputColumn(ORDER, "integer", 8),
        OutputColumn(NUMBER, "identifier", 22),
        OutputColumn(NAME, "text", 16),
        OutputColumn(DOCUMENT_TYPE, "text", 20),
        OutputColumn(DOCUMENT, "identifier", 24),
        OutputColumn(question.heading, "text", 24, question.choices),
        OutputColumn(REMARK, "text", 32),
    )
    lines = ((row.sequence, row.application.number, *_person(row), "", "") for row in rows)
    wanted = "填写“是”或“否”" if question.choices else "填写整月数"
    notes = [
        f"请在“{question.heading}”一列{wanted}，需要说明的写在“{REMARK}”一列；查不到的请留空。",
        "请不要改动其他列，填好后以 XLSX 格式发回。名单含个人信息，请按规定保管，用后删除。",
    ]
    stream = io.BytesIO()
    title = f"人才补贴比对名单 {crosscheck.number}"
    write_xlsx(stream, columns=columns, rows=lines, sheet="比对名单", title=title, notes=notes)
    return stream.getvalue()


def _person(row: CrossCheckRow) -> tuple[str, str, str]:
    person = row.submission.entered["person"]
    return person["name"], str(DocumentType(person["document_type"]).label), person["identity_number"]
