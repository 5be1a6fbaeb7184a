"""代办确认书: everything that was entered for a person, for them to check and sign; in Chinese."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import override

from subsidies.applications.models import Application
from subsidies.applications.snapshots import Section, entered_by
from subsidies.portal.queries.answers import answers_to_check
from talent.mandates.models import Mandate
from talent.papers.sheets import Opinion, Part, Sheet
from talent.ui.formatting import day
from talent.ui.pdf.tables import TableColumn

LANGUAGE = "zh-hans"
BLANK = "\u00a0" * 20
COLUMNS = (TableColumn("项目", 3), TableColumn("填写内容", 7))


def confirmation_sheet(mandate: Mandate, application: Application, *, on: dt.date) -> Sheet:
    """What the person signs before the officer may hand it in."""
    with override(LANGUAGE):
        files = [(str(file.get_kind_display()), file.original_name) for file in application.person.evidence.in_use()]
        parts = [_part(section) for section in answers_to_check(entered_by(application)) if section.items]
        return Sheet(
            title="代办申请内容确认书",
            subtitle=f"受理编号：{application.number}　授权编号：{mandate.number}",
            facts=[("申请人", mandate.name), ("代办人", f"{mandate.agent_person}（{mandate.side}）")],
            parts=[Part("", [_promise()]), *parts, Part("证明材料", [], COLUMNS, files or [("未上传", "")])],
            opinions=[
                Opinion("申请人", ["以上内容本人已逐项核对，同意提交。"], f"签字（按手印）：{BLANK}日期：{BLANK}")
            ],
            names=[mandate.name, str(mandate.agent_person)],
            day=day(on),
        )


def _promise() -> str:
    return (
        "以下是代办人替您填写的全部内容。请逐项核对，有误的先请代办人更正、重新打印。本人承诺以下信息和材料真实、完整；"
        "如有虚假，愿意退回已领取的补贴并承担相应责任。签字后内容再有改动的，须重新确认。"
    )


def _part(section: Section) -> Part:
    rows = [(f"{item.title} {row.label}".strip(), str(row.value)) for item in section.items for row in item.rows]
    return Part(str(section.title), [], COLUMNS, rows)
