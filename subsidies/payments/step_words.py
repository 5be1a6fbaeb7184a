"""The words of each step, in the language of the moment."""

from __future__ import annotations

from django.utils.translation import gettext as _

from subsidies.payments.steps import Step


def sealing() -> Step:
    """Sealing a draft."""
    return Step(
        "seal",
        _("封存并送财政"),
        (
            _("收款人、账号、开户行、金额和政策版本按此刻的内容固定下来，之后不再变化。"),
            _("封存后由财政局审核、放行，您不能再修改明细。"),
        ),
        _("封存并送财政"),
        _("批次已封存，已送财政局审核。"),
        requested=_("已提交，后台正在封存。"),
    )


def cancelling() -> Step:
    """Cancelling a batch."""
    return Step(
        "cancel",
        _("取消批次"),
        (_("本批次作废，批次号不再使用。"), _("其中的明细回到待发放，可以列入新的批次。")),
        _("确认取消批次"),
        _("批次已取消，明细已回到待发放。"),
        danger=True,
    )


def approving() -> Step:
    """Approval by the first finance officer."""
    return Step(
        "approve",
        _("审核通过"),
        (_("您确认本批次可以支付。"), _("之后须由财政局另一名经办人员填写支付凭证号并放行。")),
        _("审核通过"),
        _("已审核通过，等待另一名经办人员放行。"),
    )


def releasing() -> Step:
    """Release by the second finance officer."""
    return Step(
        "release",
        _("放行"),
        (_("放行后生成银行代发文件，本批次不能再退回或取消。"), _("文件只生成一次，每次下载内容完全相同并留有记录。")),
        _("确认放行"),
        _("已放行，银行文件正在生成。"),
    )


def returning() -> Step:
    """Return to the office."""
    return Step(
        "return",
        _("退回人才办"),
        (_("本批次停止办理，人才办取消后重新拟定。"), _("退回原因会显示给人才办。")),
        _("确认退回"),
        _("已退回人才办。"),
        danger=True,
    )
