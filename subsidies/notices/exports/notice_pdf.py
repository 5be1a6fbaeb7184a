"""The public notice as a paper to pin up: what its page shows, and nothing else (invariant 10)."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from subsidies.notices.models import NoticeEntry, PublicNotice
from talent.ui.formatting import iso_day
from talent.ui.pdf.document import render
from talent.ui.pdf.fonts import check_name, substituted
from talent.ui.pdf.paragraphs import paragraph
from talent.ui.pdf.tables import LongTable, TableColumn, fact_table

HEADER = "长春国际汽车城人才补贴"
DEGREES = {"bachelor": "学士", "master": "硕士", "doctor": "博士"}
BENEFITS = {"living": "生活补贴", "housing": "住房保障"}
COLUMNS = (
    TableColumn("序号", 0.7, "centre"),
    TableColumn("姓名", 1.6),
    TableColumn("用人单位", 3.4),
    TableColumn("学位层次", 1, "centre"),
    TableColumn("事项", 1.2, "centre"),
    TableColumn("金额（元）", 1.3, "right", summed=True),
)


def notice_pdf(notice: PublicNotice) -> bytes:
    """The whole list with its days, basis, and who receives objections; papers are in Chinese in every language.

    Raises:
        UnprintableText: the font lacks a character of somebody's name; nothing is drawn.
    """
    rows = [_row(entry) for entry in notice.entries.listed()]
    story: list[Flowable] = [
        paragraph(substituted(notice.title), "title"),
        paragraph(f"公示编号：{notice.number}", "subtitle"),
        fact_table(_facts(notice), pairs=1),
        Spacer(1, 4 * mm),
        paragraph(_invitation(notice)),
        *([LongTable(COLUMNS, rows)] if rows else [paragraph("本次公示没有需要列出的人员。", "plain")]),
    ]
    return render(story, title=notice.title, header=HEADER, reference=notice.number)


def _row(entry: NoticeEntry) -> tuple[str | int | None, ...]:
    return (
        str(entry.sequence),
        check_name(entry.shown_name),
        substituted(entry.employer_name),
        DEGREES.get(entry.degree, ""),
        BENEFITS.get(entry.benefit, ""),
        entry.amount_yuan,
    )


def _facts(notice: PublicNotice) -> list[tuple[str, str]]:
    facts = [
        ("公示期限", f"{iso_day(notice.published_on)} 至 {iso_day(notice.ends_on)}（{notice.working_days} 个工作日）"),
        ("公示依据", notice.basis),
        ("审定纪要", notice.minutes_text),
        ("异议受理", notice.objections_to),
    ]
    return [(label, substituted(value)) for label, value in facts]


def _invitation(notice: PublicNotice) -> str:
    return (
        f"下列人员拟享受人才补贴，现予公示。对名单有异议的，请在 {iso_day(notice.ends_on)} 前向异议受理单位"
        "如实反映，并尽量提供姓名、联系方式和线索，便于核实和答复。"
    )
