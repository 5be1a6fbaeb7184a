"""用人单位汇总表 with its 花名册: whom a unit verified in a period, for its stamp."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from subsidies.verification.summaries import Period, VerifiedRow, by_degree, by_unit
from talent.papers.sheets import Part, Sheet
from talent.ui.formatting import day
from talent.ui.pdf.capitals import capitals
from talent.ui.pdf.fonts import unprintable
from talent.ui.pdf.tables import TableColumn

LANGUAGE = "zh-hans"
TITLE = "人才补贴申请人员汇总表"
GROUPS = (
    TableColumn("人数", 1, "right", summed=True),
    TableColumn("测算金额（元）", 2, "right", summed=True),
)
LIST = (
    TableColumn("序号", 6, "centre"),
    TableColumn("姓名", 13),
    TableColumn("证件号码", 20, "centre"),
    TableColumn("用人单位", 25),
    TableColumn("学位层次", 11, "centre"),
    TableColumn("入职日期", 12, "centre"),
    TableColumn("申请事项", 17),
    TableColumn("测算金额（元）", 14, "right", summed=True),
    TableColumn("核实方式", 12, "centre"),
    TableColumn("核实日期", 12, "centre"),
    TableColumn("受理编号", 27, "centre"),
)
SIGNERS = ("单位经办人", "人事负责人")
EXPLANATION = "测算金额为提交申请当日按政策标准测算的生活补贴总额，最终以人才办审核和公示结果为准。"


def employer_summary(period: Period, people: Sequence[VerifiedRow]) -> Sheet:
    """The summary of a period; ``people`` are all in the order of the list.

    Whose name the font lacks a character of is left out and said so by the number of the case: one rare name must not
    keep three hundred people from being handed in.
    """
    rows = [row for row in people if not unprintable(row.name)]
    by_hand = [row.case_number for row in people if unprintable(row.name)]
    with override(LANGUAGE):
        total = sum(row.amount_yuan or 0 for row in rows)
        opening = (
            f"下列 {len(rows):,} 名人员系我单位在职职工，任职信息已逐一核实，现汇总申报。"
            f"生活补贴测算金额合计人民币{capitals(total)}（￥{total:,}.00）。{EXPLANATION}"
        )
        return Sheet(
            title=TITLE,
            facts=[
                ("填报单位", period.employer.name),
                ("统一社会信用代码", period.employer.credit_code),
                ("核实期间", f"{period.first_on} 至 {period.last_on}"),
                ("人数", f"{len(rows):,}"),
            ],
            parts=[
                Part(paragraphs=[opening, *_by_hand(by_hand)]),
                Part("按单位", columns=(TableColumn("用人单位", 4), *GROUPS), rows=by_unit(rows)),
                Part("按学位", columns=(TableColumn("学位层次", 4), *GROUPS), rows=by_degree(rows)),
                Part("花名册", columns=LIST, rows=[_listed(order, row) for order, row in enumerate(rows, 1)]),
            ],
            sign_off=SIGNERS,
            stamp="单位盖章",
            names=[row.name for row in rows],
            day=day(period.last_on),
            wide=True,
        )


def _by_hand(numbers: Sequence[str]) -> list[str]:
    if not numbers:
        return []
    listed = "、".join(numbers)
    return [f"另有 {len(numbers)} 人姓名含本系统字库暂缺的字，未列入本表，请手工填写后一并盖章报送：{listed}。"]


def _listed(order: int, row: VerifiedRow) -> tuple[str | int | None, ...]:
    return (
        str(order),
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
