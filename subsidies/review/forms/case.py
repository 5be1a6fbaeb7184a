"""What is decided on a case. Each form carries the submission that was read, and that one is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from subsidies.applications.actions import Proposal
from subsidies.applications.kinds import Benefit, Outcome
from subsidies.applications.promises import CorrectionDays
from subsidies.review.kinds import CorrectionCode
from talent.audit.validators import without_personal_numbers
from talent.profiles.forms.fields import DayField
from talent.ui.formatting import day
from talent.ui.widgets import CounterTextarea, InlineRadioSelect


class ProposalForm(forms.Form):
    """A proposed decision on each benefit that was asked for, with a reason where the rules want one."""

    prefix = "proposal"

    submission = forms.UUIDField(widget=forms.HiddenInput)
    amount_yuan = forms.IntegerField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("内部备注"),
        required=False,
        max_length=1000,
        validators=[without_personal_numbers],
        widget=CounterTextarea({"rows": "2"}),
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
                validators=[without_personal_numbers],
                widget=CounterTextarea({"rows": "3"}),
                help_text=_("不予通过时会写进给申请人的决定；条件待确认而同意的，请写明核实情况。"),
            )
        self.order_fields([*(name for name in self.fields if name != "note"), "note"])

    @property
    def proposals(self) -> dict[Benefit, Proposal]:
        """The proposals of a valid form. Where no amount was read, none is agreed to: 0 equals no assessment."""
        return {
            benefit: Proposal(
                outcome=Outcome(self.cleaned_data[f"{benefit}_outcome"]),
                reason=self.cleaned_data[f"{benefit}_reason"],
                amount_yuan=(self.cleaned_data["amount_yuan"] or 0) if benefit is Benefit.LIVING else None,
            )
            for benefit in self.benefits
        }


class CorrectionRow(NamedTuple):
    """One thing that may be asked for: its check box and the explanation beside it."""

    chosen: BoundField
    note: BoundField


class ReturnForm(forms.Form):
    """What the applicant is asked to correct: any of the codes, each with words of its own, and until when."""

    prefix = "return"

    submission = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("内部备注"),
        required=False,
        max_length=1000,
        validators=[without_personal_numbers],
        widget=CounterTextarea({"rows": "2"}),
        help_text=_("只有工作人员能看到。"),
    )

    due_on = DayField(label=_("补正截止日期"), required=False, future=True)

    def __init__(self, *args: Any, days: CorrectionDays, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = days
        due_on = self.fields["due_on"]
        due_on.initial = days.default
        due_on.widget.attrs |= {"min": days.first.isoformat(), "max": days.last.isoformat()}
        due_on.help_text = _("不填按规定为 %(default)s；最早 %(first)s，最晚 %(last)s。") % {
            name: day(value) for name, value in days._asdict().items()
        }
        for code in CorrectionCode:
            self.fields[code.value] = forms.BooleanField(label=code.label, required=False)
            self.fields[f"{code}_note"] = forms.CharField(
                label=_("具体说明：%(item)s") % {"item": code.label},
                required=False,
                max_length=500,
                validators=[without_personal_numbers],
            )

    def clean_due_on(self) -> dt.date:
        """The day that was typed, else that of the rule."""
        due_on: dt.date = self.cleaned_data["due_on"] or self.days.default
        if due_on < self.days.first:
            raise forms.ValidationError(_("补正截止日期最早为明天：%(day)s。") % {"day": day(self.days.first)})
        if due_on > self.days.last:
            raise forms.ValidationError(_("补正截止日期最晚可以到 %(day)s。") % {"day": day(self.days.last)})
        return due_on

    def rows(self) -> list[CorrectionRow]:
        """The codes in their order, for the page."""
        return [CorrectionRow(self[code.value], self[f"{code}_note"]) for code in CorrectionCode]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(code.value) for code in CorrectionCode):
            self.add_error(None, _("请至少勾选一项需要补正的内容。"))
        for code in CorrectionCode:
            note = cleaned.get(f"{code}_note", "")
            if note and not cleaned.get(code.value):
                self.add_error(f"{code}_note", _("写了说明，但没有勾选这一项。请勾选，或清空说明。"))
        if cleaned.get(CorrectionCode.OTHER.value) and not cleaned.get(f"{CorrectionCode.OTHER}_note", "x"):
            self.add_error(f"{CorrectionCode.OTHER}_note", _("选择“其他”时请写明需要补正什么。"))
        return cleaned

    @property
    def items(self) -> list[tuple[str, str]]:
        """(code, note) for each thing to correct, in the order of the codes."""
        return [
            (code.value, self.cleaned_data[f"{code}_note"]) for code in CorrectionCode if self.cleaned_data[code.value]
        ]


class RecheckForm(forms.Form):
    """The second person's answer to the proposal that they read."""

    prefix = "recheck"

    submission = forms.UUIDField(widget=forms.HiddenInput)
    review = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("复核说明"),
        required=False,
        max_length=1000,
        validators=[without_personal_numbers],
        widget=CounterTextarea({"rows": "3"}),
        help_text=_("只有工作人员能看到。退回初审时必填。"),
    )


class RevealForm(forms.Form):
    """Why full numbers are looked at; kept in the log that the person can read."""

    prefix = "reveal"

    REASONS = {
        "compare": _("与证明材料比对"),
        "register": _("到主管部门系统核验"),
        "contact": _("答复申请人询问"),
    }
    reason = forms.ChoiceField(
        label=_("查看完整号码的原因"),
        choices=[("", _("请选择")), *REASONS.items()],
        error_messages={"required": _("请选择查看原因，系统会记录。")},
    )

    @property
    def reason_words(self) -> str:
        """The chosen reason as it stands in the log."""
        return str(self.REASONS[self.cleaned_data["reason"]])
