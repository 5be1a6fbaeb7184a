"""The summary sheet of a sealed batch, for signature and file: totals in figures and capitals, no account, no name.

Everything on it was sealed or can never change, so that it can be made again years later to the same bytes.
"""

from __future__ import annotations

from collections import Counter
from typing import BinaryIO

from django.db.models import Count, Sum
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from subsidies.payments.kinds import Anomaly
from subsidies.payments.models import PaymentBatch
from talent.profiles.kinds import Degree
from talent.ui.formatting import iso_moment
from talent.ui.pdf.capitals import capitals
from talent.ui.pdf.document import render
from talent.ui.pdf.fonts import substituted
from talent.ui.pdf.paragraphs import paragraph
from talent.ui.pdf.tables import LongTable, TableColumn, fact_table, sign_off

TITLE = "生活补贴发放汇总表"
HEADER = "长春国际汽车城人才补贴"
DEGREES = {Degree.BACHELOR: "学士", Degree.MASTER: "硕士", Degree.DOCTOR: "博士"}
REMARKS = {
    Anomaly.SHARED_ACCOUNT: "账号与他人相同",
    Anomaly.ACCOUNT_CHANGED: "账户近期变更",
    Anomaly.NAME_DIFFERS: "户名与姓名不一致",
    Anomaly.DUPLICATE_PERSON: "同一人多笔",
    Anomaly.UNUSUAL_AMOUNT: "金额与分期标准不一致",
    Anomaly.UNWRITABLE: "无法写入银行文件",
}
COLUMNS = (
    TableColumn("学位层次", 2),
    TableColumn("期次", 1, "centre"),
    TableColumn("政策版本", 2, "centre"),
    TableColumn("笔数", 1, "right", summed=True),
    TableColumn("金额（元）", 2, "right", summed=True),
)
EXPLANATION = "封存校验码为全部明细（收款人、账号、开户行、金额、政策版本）的 SHA-256 值，任何变动都会使它不同。"
OFFICE_SIGNERS = ("人才办经办人", "人才办负责人")
FINANCE_SIGNERS = ("财政局审核人", "财政局放行人")


def write(batch: PaymentBatch, target: BinaryIO) -> None:
    """Write the sheet; papers are in Chinese in every language of the site."""
    story: list[Flowable] = [
        paragraph(TITLE, "title"),
        paragraph(substituted(batch.title), "subtitle"),
        fact_table(_facts(batch)),
        Spacer(1, 2 * mm),
        fact_table([("金额大写", capitals(batch.total_yuan)), ("封存校验码", batch.digest)], pairs=1),
        paragraph("按学位和期次汇总", "heading"),
        LongTable(COLUMNS, groups_of(batch)),
        paragraph("封存前核对", "heading"),
        paragraph(_checked(batch), "value"),
        sign_off(OFFICE_SIGNERS, stamp="人才办盖章"),
        # Together: the explanation alone on a second page would look like a sheet gone wrong.
        KeepTogether([sign_off(FINANCE_SIGNERS, stamp="财政局盖章"), paragraph(EXPLANATION, "small")]),
    ]
    target.write(render(story, title=f"{TITLE} {batch.number}", header=HEADER, reference=batch.number))


def _facts(batch: PaymentBatch) -> list[tuple[str, str]]:
    return [
        ("批次号", batch.number),
        ("封存时间", iso_moment(batch.sealed_at)),
        ("指标文号", substituted(batch.budget_line)),
        ("预算科目", substituted(batch.budget_subject)),
        ("笔数", f"{batch.line_count:,}"),
        ("总金额", f"￥{batch.total_yuan:,}.00"),
    ]


def groups_of(batch: PaymentBatch) -> list[tuple[str | int, ...]]:
    """The sealed lines by degree, instalment and policy version, as rows of ``COLUMNS``."""
    rows = (
        batch.lines.order_by()
        .values_list("instalment__award__degree", "instalment__sequence", "policy_version")
        .annotate(Count("pk"), Sum("amount_yuan"))
    )
    order = list(DEGREES)
    ordered = sorted(rows, key=lambda row: (order.index(Degree(row[0])), row[1:3]))
    return [
        (DEGREES[Degree(degree)], f"第 {sequence} 期", version, count, yuan)
        for degree, sequence, version, count, yuan in ordered
    ]


def _checked(batch: PaymentBatch) -> str:
    found = Counter(code for codes in batch.lines.with_remarks().values_list("anomalies", flat=True) for code in codes)
    if not found:
        return "账号、户名、人员、金额核对无异常提示。"
    counted = "；".join(f"{words} {found[kind]} 笔" for kind, words in REMARKS.items() if found[kind])
    return f"异常提示：{counted}。核对说明：{substituted(batch.seal_note)}"
