"""Forms of the employer's desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.verification.kinds import DisputeReason
from talent.ui.widgets import CounterTextarea


class DisputeForm(forms.Form):
    """Why the employer does not confirm."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("异议原因"), choices=DisputeReason.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=500,
        widget=CounterTextarea,
        help_text=_("申请人会原样看到，请写明以单位记录为准的内容，例如正确的入职日期。"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("reason") == DisputeReason.OTHER and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("选择“其他原因”时请写明情况。"))
        return cleaned


class SelectionForm(forms.Form):
    """Ticked rows: each carries the case and the submission that was shown, as ``case:submission``."""

    selected = forms.MultipleChoiceField(error_messages={"required": _("请先勾选要核实的人员。")})

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
