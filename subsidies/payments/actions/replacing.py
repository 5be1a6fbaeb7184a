"""The payment that replaces another one of the same instalment."""

from __future__ import annotations

from django.utils.translation import gettext as _

from subsidies.payments.models import PaymentLine
from subsidies.payments.workflow import BatchStatus


def replacement_of(line: PaymentLine) -> PaymentLine | None:
    """The live line that pays the same instalment in another batch, if there is one."""
    others = PaymentLine.objects.live().filter(instalment=line.instalment_id).exclude(pk=line.pk)
    return others.select_related("batch").first()


def first_undo(replacement: PaymentLine) -> str:
    """What has to happen to a replacement before the first payment can be counted, or be owed again."""
    words = {"batch": replacement.batch.number, "line": replacement.reference}
    sentences = {
        BatchStatus.DRAFT: _("补发的一笔 %(line)s 还在拟定中的批次 %(batch)s，请先由人才办移出批次。"),
        BatchStatus.SEALED: _("补发的一笔 %(line)s 在已封存的批次 %(batch)s，请先由财政局退回或人才办取消该批次。"),
        BatchStatus.APPROVED: _(
            "补发的一笔 %(line)s 在财政已审核的批次 %(batch)s，请先由财政局退回、人才办取消该批次。"
        ),
        BatchStatus.RETURNED: _("补发的一笔 %(line)s 在财政退回的批次 %(batch)s，请先由人才办取消该批次。"),
    }
    released = _("补发的一笔 %(line)s 已随批次 %(batch)s 放行，请改为“登记重复发放”。")
    return sentences.get(BatchStatus(replacement.batch.status), released) % words
