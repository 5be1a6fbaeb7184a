"""The forms by which people clear up what a return left open, and record what went back to the treasury."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import Resolution
from subsidies.payments.models import ReturnException
from subsidies.payments.queries.paid_twice import beside_twice
from subsidies.payments.resolutions import NAMES_NO_LINE, RULES, resolutions_for
from talent.audit.validators import without_personal_numbers
from talent.calendars import clock
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea, DayInput

LONG = 500


class ProposeForm(forms.Form):
    """What is to be done about an exception; asks only what one of the possible resolutions needs."""

    resolution = forms.ChoiceField(
        label=_("处理方式"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择处理方式。")},
    )
    reference = forms.CharField(
        label=_("对应的明细编号"),
        max_length=40,
        required=False,
        help_text=_("这一行没有写明是哪一笔。入账的，请填写本批次的明细编号，例如 FF2026-0001-00012。"),
    )
    paid_on = forms.DateField(
        label=_("银行付款日期"), required=False, widget=DayInput, help_text=_("记为已付的，按银行的答复填写。")
    )
    bank_reason = forms.CharField(
        label=_("银行说明的原因"),
        max_length=200,
        required=False,
        help_text=_("记为失败或退汇的，按银行的答复填写，申请人会看到。不要写银行账号。"),
        validators=[without_personal_numbers],
    )
    reason = forms.CharField(
        label=_("核实情况"),
        max_length=LONG,
        widget=CounterTextarea,
        help_text=_("写明向银行哪个部门、怎样核实、结果如何，复核人员和审计人员会看到。不要写身份证号码和银行账号。"),
        validators=[without_personal_numbers],
    )

    def __init__(self, data: Any = None, *, found: ReturnException) -> None:
        super().__init__(data, initial={"paid_on": found.row.paid_on, "bank_reason": found.row.bank_reason})
        status = found.line.status if found.line else None
        possible = resolutions_for(found.kind, status, beside_twice=beside_twice(found.line))
        field = self.fields["resolution"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.value, f"{each.label}：{RULES[each].effect}") for each in possible]
        if found.kind not in NAMES_NO_LINE:
            del self.fields["reference"]
        if not any(RULES[each].asks_day for each in possible):
            del self.fields["paid_on"]
        if not any(RULES[each].asks_bank_reason for each in possible):
            del self.fields["bank_reason"]

    def clean(self) -> dict[str, Any]:
        """What the chosen resolution needs is there."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("resolution"):
            rule = RULES[Resolution(cleaned["resolution"])]
            if rule.asks_day and not cleaned.get("paid_on") and "paid_on" not in self.errors:
                self.add_error("paid_on", _("请填写银行付款的日期。"))
            if rule.asks_bank_reason and not cleaned.get("bank_reason") and "bank_reason" not in self.errors:
                self.add_error("bank_reason", _("请填写银行说明的原因，申请人会看到。"))
        return cleaned


class ConfirmForm(forms.Form):
    """Agreement to exactly the proposal that was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=80)
    checked = forms.BooleanField(label=_("我已另行核对银行的答复，同意这样处理"))

    def clean(self) -> dict[str, Any]:
        """Only what was seen goes to the action; the tick is for the officer."""
        return {name: value for name, value in self.cleaned_data.items() if name == "seen"}


class WhyForm(forms.Form):
    """Why a proposal is refused, or a return accepted whose totals contradict its rows."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=LONG,
        widget=CounterTextarea,
        help_text=_("写明怎样核实、结果如何，会记入操作日志。不要写身份证号码和银行账号。"),
        validators=[without_personal_numbers],
    )


class RefundForm(KeyedForm):
    """Under which voucher money went back; the key comes with the form."""

    voucher_number = forms.CharField(
        label=_("退款凭证号"), max_length=60, help_text=_("填写款项退回国库的凭证编号。"), widget=forms.TextInput
    )
    refunded_on = forms.DateField(
        label=_("退回日期"),
        widget=DayInput,
        error_messages={"required": _("请填写款项退回国库的日期。"), "invalid": _("请按 2026-11-25 的格式填写日期。")},
    )

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Most refunds are recorded on their day."""
        return clock.today() if field_name == "refunded_on" else super().get_initial_for_field(field, field_name)
