"""The forms of recoveries and revocations. The keys that they carry make a double click act once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import LeavingCause, RevocationReason
from subsidies.payments.models import Instalment, Recovery
from subsidies.payments.workflow import InstalmentStatus
from talent.audit.validators import without_personal_numbers
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea, DayInput, YuanInput

LONG = 500
DAY_ERRORS = {"required": _("请填写日期。"), "invalid": _("请按 2026-11-25 的格式填写日期。")}


def _text(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONG,
        required=required,
        widget=CounterTextarea,
        help_text=help_text,
        validators=[without_personal_numbers],
    )


class NothingForm(forms.Form):
    """Nothing is asked: the page says what will happen."""


class OpenRecoveryForm(KeyedForm):
    """When and why somebody left."""

    left_on = forms.DateField(
        label=_("离职日期"),
        widget=DayInput,
        help_text=_("以用人单位反映的日期为准；单位没有写明的，核实后填写。"),
        error_messages=DAY_ERRORS,
    )
    leaving_cause = forms.ChoiceField(
        label=_("离职原因"),
        choices=LeavingCause.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "去世、重大疾病、非本人过错被解除合同的，按政策不予追回，其余分期不再发放；须有单位证明等材料佐证。"
            "按规定应继续发放的，不要在这里办理，请到“暂停发放”解除暂停。"
        ),
        error_messages={"required": _("请选择离职原因。")},
    )
    note = _text(_("核实情况"), _("写明怎样核实、依据什么材料。不要写身份证号码和银行账号。"), required=False)


class OverpaymentForm(KeyedForm):
    """How much too much was paid, and why."""

    amount_yuan = forms.IntegerField(
        label=_("多发金额（元）"), min_value=1, widget=YuanInput, help_text=_("不超过这一期的发放金额。")
    )
    note = _text(_("情况说明"), _("写明怎样发现、为什么多发，会印在追回通知书上。不要写身份证号码和银行账号。"))


class PaidTwiceForm(KeyedForm):
    """How it came about that money went out twice."""

    note = _text(_("情况说明"), _("写明两笔款项怎样到账、怎样核实，会印在追回通知书上。不要写身份证号码和银行账号。"))


class WhyForm(forms.Form):
    """A reason."""

    reason = _text(_("原因"), _("会记入操作日志。不要写身份证号码和银行账号。"))


class ProposeCancelForm(KeyedForm):
    """Why a recovery should be cancelled."""

    reason = _text(_("取消的理由"), _("写明哪里有误。须由人才办另一名人员确认。不要写身份证号码和银行账号。"))


class InstalmentChoice(forms.ModelChoiceField[Instalment]):
    """Names an instalment by its number, day and amount."""

    def label_from_instance(self, obj: Any) -> str:
        """The words of one choice."""
        words = {"sequence": obj.sequence, "day": obj.due_on, "yuan": f"{obj.amount_yuan:,}"}
        return str(_("第 %(sequence)s 期，%(day)s 到期，%(yuan)s 元") % words)


class SetOffForm(KeyedForm):
    """Which instalment is kept instead of paid, and why."""

    instalment = InstalmentChoice(
        label=_("抵扣的分期"),
        queryset=Instalment.objects.none(),
        empty_label=None,
        help_text=_("只能是本人已到期、未列入批次的整期，且不超过尚欠金额。"),
        error_messages={"required": _("请选择抵扣的分期。")},
    )
    reason = _text(_("抵扣的理由"), _("写明依据，例如本人书面申请。不要写身份证号码和银行账号。"))

    def __init__(self, *args: Any, recovery: Recovery, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["instalment"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = settable(recovery)


class WriteOffForm(KeyedForm):
    """Why the rest is given up, and by which document."""

    document_number = forms.CharField(
        label=_("批准文号"), max_length=60, help_text=_("填写批准核销的文件或会议纪要的编号。")
    )
    reason = _text(_("核销的理由"), _("写明已采取的追缴措施和无法收回的原因。不要写身份证号码和银行账号。"))


class ReceiptForm(KeyedForm):
    """What reached the treasury."""

    voucher_number = forms.CharField(
        label=_("缴款书编号"), max_length=40, help_text=_("《非税收入一般缴款书》的编号，每份只能登记一次。")
    )
    received_on = forms.DateField(
        label=_("缴款日期"), widget=DayInput, help_text=_("以国库入账日期为准。"), error_messages=DAY_ERRORS
    )
    amount_yuan = forms.IntegerField(label=_("金额（元）"), min_value=1, widget=YuanInput)


class ReversalForm(KeyedForm):
    """Why an entry was wrong."""

    reason = _text(_("冲正的原因"), _("原记录保留，另记一笔冲正。改正后的缴款请重新登记。"))


class RevocationForm(KeyedForm):
    """Why an award was wrong."""

    reason = forms.ChoiceField(
        label=_("撤销原因"),
        choices=RevocationReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择撤销原因。")},
    )
    explanation = _text(
        _("事实和理由"), _("写明查明的事实、证据和政策依据，会印在撤销决定书上。不要写身份证号码和银行账号。")
    )


def settable(recovery: Recovery) -> Any:
    """The instalments of a recovery's person that could be set off as a whole."""
    due = Instalment.objects.filter(award__person=recovery.person_id, status=InstalmentStatus.DUE)
    return due.filter(award__revoked_at=None, amount_yuan__lte=recovery.left_yuan).order_by("due_on", "sequence")
