"""Forms of the employer's desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from subsidies.verification.kinds import AnswerWord, DisputeReason, Due, RosterWord
from subsidies.verification.models import DisputeMessage
from subsidies.verification.queries import MOST_AT_ONCE
from subsidies.verification.summaries import Period
from talent.accounts.models import User
from talent.audit.validators import without_personal_numbers
from talent.calendars import clock
from talent.employers.filters import UnitFilter
from talent.employers.models import Employer
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea, DayInput


class PeriodForm(forms.Form):
    """Whose people, and the days on which they were verified; one's only unit and the present month unless told."""

    employer = forms.ModelChoiceField(
        label=_("单位"),
        queryset=Employer.objects.none(),
        empty_label=None,
        error_messages={"required": _("请选择单位。"), "invalid_choice": _("请从列表中选择单位。")},
    )
    first_on = forms.DateField(label=_("核实日期从"), widget=DayInput)
    last_on = forms.DateField(label=_("到"), widget=DayInput)

    def __init__(self, data: Any = None, *, user: User) -> None:
        served = Employer.objects.served_by(user).order_by("name")
        today = clock.today()
        known = {"first_on": today.replace(day=1).isoformat(), "last_on": today.isoformat()}
        if (first := _topmost(served)) is not None:
            known["employer"] = str(first.pk)
        super().__init__(known | {key: value for key, value in (data or {}).items() if key in self.base_fields})
        employers = self.fields["employer"]
        assert isinstance(employers, forms.ModelChoiceField)
        employers.queryset = served

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("截止日期不能早于起始日期。"))
        return cleaned

    @property
    def period(self) -> Period | None:
        """What is meant; None where the form has errors."""
        return Period(**self.cleaned_data) if self.is_valid() else None


class QueueFilter(UnitFilter):
    """What the queue is narrowed by."""

    roster = forms.ChoiceField(label=_("与花名册核对"), required=False, choices=[("", _("全部")), *RosterWord.choices])
    due = forms.ChoiceField(label=_("承诺时限"), required=False, choices=[("", _("全部")), *Due.choices])


class AnswerFilter(UnitFilter):
    """What the list of answers is narrowed by."""

    answer = forms.ChoiceField(label=_("答复"), required=False, choices=[("", _("全部")), *AnswerWord.choices])


def _topmost(served: Iterable[Employer]) -> Employer | None:
    """The unit above the others: the one whose parent is not among them."""
    units = list(served)
    keys = {unit.pk for unit in units}
    return next((unit for unit in units if unit.parent_id not in keys), None)


class ReasonForm(forms.Form):
    """Why the employer does not confirm: one reason and comment, for one person or for all that are ticked."""

    reason = forms.ChoiceField(
        label=_("异议原因"),
        choices=DisputeReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择异议原因。"), "invalid_choice": _("请选择异议原因。")},
    )
    comment = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=500,
        widget=CounterTextarea,
        validators=[without_personal_numbers],
        help_text=_("每位申请人都会原样看到，请只写对所选人员都适用的情况。不要写姓名和证件号码。"),
        error_messages={"max_length": _("请把说明写在 %(limit_value)d 字以内，现在是 %(show_value)d 字。")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reason") == DisputeReason.OTHER and not cleaned.get("comment", "x").strip():
            self.add_error("comment", _("选择“其他原因”时请写明情况。"))
        return cleaned


class DisputeForm(ReasonForm):
    """The same about one person, with the submission that was read; the page itself carries the latter."""

    submission = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _("请刷新页面后重新填写。"), "invalid": _("请刷新页面后重新填写。")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["comment"].help_text = _(
            "申请人会原样看到，请写明以单位记录为准的内容，例如正确的入职日期。不要写证件号码。"
        )


class MessageForm(KeyedForm):
    """What one side says to the other about an objection."""

    text = forms.CharField(
        label=_("留言"),
        max_length=DisputeMessage.LONGEST,
        widget=CounterTextarea,
        validators=[without_personal_numbers],
        help_text=_("对方会原样看到。不要写证件号码、银行账号和手机号码。"),
        error_messages={
            "required": _("请写下要说的话。"),
            "max_length": _("请写在 %(limit_value)d 字以内，现在是 %(show_value)d 字。"),
        },
    )


class SelectionForm(forms.Form):
    """Ticked rows: each carries the case and the submission that was shown, as ``case:submission``.

    With ``everything`` all that match are meant, whatever is ticked.
    """

    everything = forms.BooleanField(required=False)
    selected = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["selected"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(value, value) for value in data.getlist("selected")]

    def clean_selected(self) -> list[tuple[UUID, UUID]]:
        """(case, submission) of each row."""
        try:
            pairs = [value.split(":") for value in self.cleaned_data["selected"]]
            return [(UUID(case), UUID(submission)) for case, submission in pairs]
        except ValueError as error:
            raise forms.ValidationError(_("勾选的内容无法识别，请刷新页面后重新勾选。")) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("everything") and not cleaned.get("selected"):
            raise forms.ValidationError(_("请先勾选人员。"))
        if len(cleaned.get("selected", [])) > MOST_AT_ONCE:
            raise forms.ValidationError(_("一次最多办理 %(most)d 人，请分几次办理。") % {"most": MOST_AT_ONCE})
        return cleaned

    @property
    def ticked(self) -> list[tuple[UUID, UUID]] | None:
        """What was ticked; None where all that match are meant."""
        return None if self.cleaned_data["everything"] else self.cleaned_data["selected"]

    @cached_property
    def first_error(self) -> str:
        """What to tell: one sentence, since the table has no place for errors of its own."""
        return str(next(iter(self.errors.values()))[0])


class ReturnSummaryForm(forms.Form):
    """Why the office gives a summary back."""

    reason = forms.CharField(
        label=_("退回原因"),
        max_length=500,
        widget=CounterTextarea,
        validators=[without_personal_numbers],
        help_text=_("单位会原样看到。请写明哪里不对、怎样改，不要写证件号码。"),
        error_messages={"required": _("请写明退回的原因。")},
    )
