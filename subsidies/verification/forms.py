"""Forms of the employer's desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from subsidies.verification.kinds import DisputeReason
from subsidies.verification.queries import MOST_AT_ONCE
from talent.audit.validators import without_personal_numbers
from talent.ui.widgets import CounterTextarea


class DisputeForm(forms.Form):
    """Why the employer does not confirm, and which submission was read; the page itself carries the latter."""

    submission = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": _("请刷新页面后重新填写。"), "invalid": _("请刷新页面后重新填写。")},
    )
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
        help_text=_("申请人会原样看到，请写明以单位记录为准的内容，例如正确的入职日期。不要写证件号码。"),
        error_messages={"max_length": _("请把说明写在 %(limit_value)d 字以内，现在是 %(show_value)d 字。")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reason") == DisputeReason.OTHER and not cleaned.get("comment", "x").strip():
            self.add_error("comment", _("选择“其他原因”时请写明情况。"))
        return cleaned


class SelectionForm(forms.Form):
    """Ticked rows: each carries the case and the submission that was shown, as ``case:submission``.

    With ``everything`` all that wait are meant, whatever is ticked.
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
            raise forms.ValidationError(_("请先勾选要核实的人员。"))
        if len(cleaned.get("selected", [])) > MOST_AT_ONCE:
            raise forms.ValidationError(_("一次最多核实 %(most)d 人，请分几次办理。") % {"most": MOST_AT_ONCE})
        return cleaned

    @cached_property
    def first_error(self) -> str:
        """What to tell: one sentence, since the table has no place for errors of its own."""
        return str(next(iter(self.errors.values()))[0])
