"""拨付申请: the office asks the finance bureau to pay a sealed batch.

Everything on it was sealed; no account, no name. The bureau compares the SHA-256 with the one on its own page.
"""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from subsidies.payments.exports.summary_pdf import COLUMNS, groups_of
from subsidies.payments.models import PaymentBatch
from talent.papers.sheets import Opinion, Part, Sheet
from talent.ui.formatting import day, iso_moment
from talent.ui.pdf.capitals import capitals

TITLE = "关于拨付人才生活补贴资金的申请"
LANGUAGE = "zh-hans"
NO_BREAK = "\u00a0"
TO_SIGN = f"签字：{NO_BREAK * 24}（盖章）{NO_BREAK * 12}年{NO_BREAK * 4}月{NO_BREAK * 4}日"


def payment_request(batch: PaymentBatch) -> Sheet:
    """The request for a sealed batch."""
    with override(LANGUAGE):
        ask = (
            f"下列人才生活补贴经用人单位核实、人才办审核并公示无未决异议，共 {batch.line_count:,} 笔，"
            f"合计人民币{capitals(batch.total_yuan)}（￥{batch.total_yuan:,}.00）。现申请从下列指标中拨付，请予审核。"
        )
        attached = (
            "收款人、账号、开户行和金额以封存的代发明细为准，在本平台下载；封存校验码（SHA-256）与上列一致方可放行。"
        )
        return Sheet(
            title=TITLE,
            recipient=settings.FINANCE_BUREAU,
            facts=[
                ("批次号", batch.number),
                ("封存时间", iso_moment(batch.sealed_at)),
                ("指标文号", batch.budget_line),
                ("预算科目", batch.budget_subject),
                ("笔数", f"{batch.line_count:,}"),
                ("小写金额", f"￥{batch.total_yuan:,}.00"),
            ],
            long_facts=[("大写金额", capitals(batch.total_yuan)), ("SHA-256", batch.digest)],
            parts=[Part(paragraphs=[ask, attached]), Part("资金构成", columns=COLUMNS, rows=groups_of(batch))],
            opinions=[Opinion("财政局意见", [""], TO_SIGN)],
            day=day(timezone.localtime(batch.sealed_at).date()) if batch.sealed_at else "",
        )
