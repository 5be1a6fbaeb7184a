"""Letters on the decision: one file each and all in one, and a long sheet, beside the same by platypus alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import LongTable as PlatypusTable

from subsidies.applications.exports.letters import draw
from talent.papers.codes import new_code
from talent.papers.exports.qr import verify_address
from talent.papers.models import IssuedPaper
from talent.ui.pdf import fonts, tables
from talent.ui.pdf.document import render
from tests.benchmarks.measuring import Report, items_per_cpu_second, peak_rss_mb

EACH, COMBINED, PLATYPUS = "one file each", "all in one file", "platypus, one file each"
SHEET, UNCHUNKED = "sheet", "platypus LongTable"
BAR_EACH, BAR_COMBINED, BAR_SHEET = 1.0, 8.0, 3.0
ROUNDS = 3
ISSUER = "长春国际汽车城人才办"
CONDITIONS = (
    ("学历学位", "吉林大学 硕士，2025年6月20日授予", "全日制，非定向委培，学历学位证书齐全"),
    ("毕业后入职时间", "2025年7月8日入职", "毕业后 24 个月内"),
    ("入职时年龄", "25 周岁", "不超过 40 周岁"),
    ("用人单位", "一汽解放汽车有限公司，在引才单位名单内", "中国一汽及所属企业"),
    ("工作地点", "长春", "在长春工作"),
    ("劳动合同", "固定期限 36 个月", "不少于 36 个月或无固定期限"),
    ("社会保险", "在长春连续缴纳 9 个月", "至少 3 个月"),
    ("其他同类补贴", "声明未享受", "未在其他地方享受同类补贴"),
)
BASIS = "暂定口径"
CITATION = "据公开报道，《关于进一步集聚人才助力中国一汽发展的若干意见》人才回归部分"
NAMES = ("王晓明", "李思远", "欧阳晓岚", "赵一诺", "阿依古丽·买买提", "陈昊", "周梓涵", "孙㛃")
COLUMNS = (
    tables.TableColumn("序号", 0.6, "centre"),
    tables.TableColumn("姓名", 1.4),
    tables.TableColumn("证件号码", 2, "centre"),
    tables.TableColumn("用人单位", 3.2),
    tables.TableColumn("学位层次", 1, "centre"),
    tables.TableColumn("金额（元）", 1.4, "right", summed=True),
)


def run(n: int | None) -> list[Report]:
    """Draw ``n`` letters (100 unless told) each way, and a sheet of fifty rows for each letter."""
    fonts.register()
    papers = [_paper(order) for order in range(n or 100)]
    rows = [_row(order) for order in range(50 * len(papers))]
    speeds = items_per_cpu_second(
        {
            EACH: lambda: [draw([paper]) for paper in papers],
            COMBINED: lambda: draw(papers),
            PLATYPUS: lambda: [_by_platypus(paper) for paper in papers],
        },
        items=len(papers),
        rounds=ROUNDS,
    )
    sheets = items_per_cpu_second(
        {SHEET: lambda: _sheet(rows), UNCHUNKED: lambda: _sheet_by_platypus(rows)}, items=len(rows), rounds=ROUNDS
    )
    combined = {name: speeds[name] for name in (COMBINED, PLATYPUS)}
    each = {name: speeds[name] for name in (EACH, PLATYPUS)}
    return [
        Report("letters, one file each", len(papers), each, PLATYPUS, BAR_EACH, peak_rss_mb()),
        Report("letters, all in one file", len(papers), combined, PLATYPUS, BAR_COMBINED, peak_rss_mb()),
        Report("sheet with page subtotals", len(rows), sheets, UNCHUNKED, BAR_SHEET, peak_rss_mb()),
    ]


def _paper(order: int) -> IssuedPaper:
    number = f"SQ2026-{order:06d}-JG"
    findings = [
        {
            "label": label,
            "result": "符合",
            "fact": fact,
            "required": required,
            "basis": "暂定口径",
            "citation": CITATION,
        }
        for label, fact, required in CONDITIONS
    ]
    granted = (
        "经审核并公示，同意按硕士学位发放生活补贴50,000元，按政策分期发放到您登记的本人账户；"
        "每期发放前由用人单位确认在职。各期日期和到账情况可在“我的补贴”查看。"
    )
    content = {
        "title": "审核结果通知书",
        "number": number,
        "recipient": NAMES[order % len(NAMES)],
        "facts": [
            ["申请编号", f"SQ2026-{order:06d}"],
            ["申请日期", "2026年3月4日"],
            ["用人单位", "一汽解放汽车有限公司"],
            ["政策版本", "2021-01"],
        ],
        "parts": [{"heading": "生活补贴：同意", "paragraphs": [granted], "findings": findings}],
        "closing": ["对以上结果有疑问或异议的，请凭本通知编号向人才办说明情况。"],
        "day": "2026年3月30日",
    }
    return IssuedPaper(
        kind="decision",
        number=number,
        issuer=ISSUER,
        code=new_code(),
        content=content,
    )


def _row(order: int) -> Sequence[str | int]:
    masked = f"2201**********{order % 10000:04d}"
    return (str(order + 1), NAMES[order % len(NAMES)], masked, "一汽解放汽车有限公司", "硕士", 15_000)


def _style(size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        "s", fontName=fonts.REGULAR, fontSize=size, leading=size * 1.7, wordWrap="CJK", spaceAfter=4, **more
    )


BODY, SMALL = {"size": 12, "firstLineIndent": 24}, {"size": 9}


def _by_platypus(paper: IssuedPaper) -> bytes:
    """The same letter as a reader of reportlab's guide would write it."""
    content = paper.content
    centred, body, small, cell = _style(20, alignment=TA_CENTER), _style(**BODY), _style(**SMALL), _style(9)
    story: list[Flowable] = [
        Paragraph(paper.issuer, centred),
        Paragraph(content["title"], centred),
        Paragraph(f"编号：{content['number']}", small),
        Paragraph(f"{content['recipient']}：", body),
        PlatypusTable([[Paragraph(text, cell) for text in fact] for fact in content["facts"]], style=GRID),
    ]
    for part in content["parts"]:
        story += [Paragraph(part["heading"], body), *(Paragraph(text, body) for text in part["paragraphs"])]
        keys = ("label", "fact", "required", "result", "citation")
        cells = [[Paragraph(finding[key], cell) for key in keys] for finding in part["findings"]]
        story.append(PlatypusTable([["条件", "您的情况", "要求", "结论", "依据"], *cells], style=GRID, repeatRows=1))
    widget = QrCodeWidget(verify_address(paper.code), barWidth=24 * mm, barHeight=24 * mm)
    story += [Paragraph(text, body) for text in content["closing"]]
    story += [Paragraph(text, _style(12, alignment=TA_RIGHT)) for text in (paper.issuer, content["day"])]
    story += [Drawing(24 * mm, 24 * mm, widget), Paragraph(paper.code, small)]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, invariant=1).build(story)
    return stream.getvalue()


GRID = [("FONT", (0, 0), (-1, -1), fonts.REGULAR, 9), ("GRID", (0, 0), (-1, -1), 0.5, "#8A9099")]


def _sheet(rows: Sequence[Sequence[str | int]]) -> bytes:
    story = [tables.LongTable(COLUMNS, rows)]
    return render(story, title="花名册", header=ISSUER, wide=True)


def _sheet_by_platypus(rows: Sequence[Sequence[str | int]]) -> bytes:
    """One LongTable of plain strings: no subtotals, no line breaks inside cells."""
    stream = io.BytesIO()
    cells = [[column.heading for column in COLUMNS], *([str(value) for value in row] for row in rows)]
    story = [PlatypusTable(cells, style=GRID, repeatRows=1), Spacer(1, 1)]
    SimpleDocTemplate(stream, pagesize=landscape(A4), invariant=1).build(story)
    return stream.getvalue()
