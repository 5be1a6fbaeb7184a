"""Forms of the talent office's desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review.kinds import CorrectionCode
from talent.employers.models import Employer
from talent.ui.widgets import CounterTextarea, InlineRadioSelect


class QueueFilter(forms.Form):
    """What a queue shows; nothing of it is personal data, so it may stand in the address."""

    SUBMITTED = tuple(status for status in ApplicationStatus if status != ApplicationStatus.DRAFT)

    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), *((status.value, status.label) for status in SUBMITTED)],
    )
    employer = forms.ModelChoiceField(
        label=_("用人单位"), required=False, queryset=Employer.objects.all(), empty_label=_("全部")
    )
    benefit = forms.ChoiceField(label=_("事项"), required=False, choices=[("", _("全部")), *Benefit.choices])


class ProposalForm(forms.Form):
    """A proposed decision on each benefit that was asked for, with a reason where the rules want one."""

    prefix = "proposal"

    submission = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("内部备注"),
        required=False,
        max_length=1000,
        widget=CounterTextarea,
        help_text=_("只有工作人员能看到，复核人会参考。"),
    )

    def __init__(self, *args: Any, benefits: Iterable[Benefit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.benefits = list(benefits)
        for benefit in self.benefits:
            self.fields[f"{benefit}_outcome"] = forms.ChoiceField(
                label=_("%(benefit)s：审核意见") % {"benefit": benefit.label},
                choices=[
                    (Outcome.GRANTED.value, Outcome.GRANTED.label),
                    (Outcome.REFUSED.value, Outcome.REFUSED.label),
                ],
                widget=InlineRadioSelect,
                error_messages={"required": _("请选择同意或不予通过。")},
            )
            self.fields[f"{benefit}_reason"] = forms.CharField(
                label=_("%(benefit)s：理由") % {"benefit": benefit.label},
                required=False,
                max_length=1000,
                widget=CounterTextarea,
                help_text=_("不予通过时会写进给申请人的决定；条件待确认而同意的，请写明核实情况。"),
            )
        self.fields["amount_yuan"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.order_fields([*(name for name in self.fields if name not in ("note",)), "note"])

    @property
    def proposals(self) -> dict[Benefit, Proposal]:
        """The proposals of a valid form."""
        return {
            benefit: Proposal(
                outcome=Outcome(self.cleaned_data[f"{benefit}_outcome"]),
                reason=self.cleaned_data[f"{benefit}_reason"],
                amount_yuan=self.cleaned_data["amount_yuan"] if benefit is Benefit.LIVING else None,
            )
            for benefit in self.benefits
        }


class ReturnForm(forms.Form):
    """What the applicant is asked to correct."""

    prefix = "return"

    submission = forms.UUIDField(widget=forms.HiddenInput)
    codes = forms.MultipleChoiceField(
        label=_("需要补正的内容"),
        choices=CorrectionCode.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一项需要补正的内容。")},
    )
    explanation = forms.CharField(
        label=_("具体说明"),
        max_length=500,
        widget=CounterTextarea,
        help_text=_("写清缺什么、怎样补，申请人会原样看到。"),
        error_messages={"required": _("请写明具体要求，方便申请人一次补齐。")},
    )

    @property
    def items(self) -> list[tuple[str, str]]:
        """(code, note) for each thing to correct; the explanation stands with the first."""
        codes = self.cleaned_data["codes"]
        return [(code, self.cleaned_data["explanation"] if number == 0 else "") for number, code in enumerate(codes)]


class RecheckForm(forms.Form):
    """The second person's answer."""

    prefix = "recheck"

    submission = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("复核说明"),
        required=False,
        max_length=1000,
        widget=CounterTextarea,
        help_text=_("退回初审时必填。"),
    )


class RevealForm(forms.Form):
    """Why full numbers are looked at; kept in the log that the person can read."""

    prefix = "reveal"

    reason = forms.ChoiceField(
        label=_("查看完整号码的原因"),
        choices=[
            ("", _("请选择")),
            ("compare", _("与证明材料比对")),
            ("register", _("到主管部门系统核验")),
            ("contact", _("答复申请人询问")),
        ],
        error_messages={"required": _("请选择查看原因，系统会记录。")},
    )
