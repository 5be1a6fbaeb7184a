"""Who someone is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock
from talent.identifiers import documents
from talent.profiles.forms.fields import DayField
from talent.profiles.kinds import DocumentType
from talent.ui.widgets import DocumentNumberInput


class IdentityForm(forms.Form):
    """Name and identity document; the birth date is read from the number where the number holds it."""

    name = forms.CharField(
        label=_("姓名"), max_length=100, help_text=_("与证件上的姓名一致，少数民族姓名中的“·”请照填。")
    )
    document_type = forms.ChoiceField(
        label=_("证件类型"), choices=DocumentType.choices, initial=DocumentType.RESIDENT_ID, widget=forms.RadioSelect
    )
    identity_number = forms.CharField(
        label=_("证件号码"), max_length=40, widget=DocumentNumberInput, help_text=_("末位是字母 X 的，大小写均可。")
    )
    born_on = DayField(
        label=_("出生日期"), required=False, help_text=_("持护照或旧版永久居留证的请填写；其他证件由号码读出。")
    )
    foreign_expert = forms.BooleanField(label=_("我是持有效《外国人工作许可证》的外国专家"), required=False)

    def clean_name(self) -> str:
        """The name with single spaces; digits and signs that no name has are refused."""
        name = " ".join(self.cleaned_data["name"].split())
        if any(character.isdigit() or character in "<>@#$%^&*=+|\\/{}[]" for character in name):
            raise forms.ValidationError(_("姓名中有不应出现的数字或符号，请照证件填写。"))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind, number = cleaned.get("document_type"), cleaned.get("identity_number")
        if not kind or not number:
            return cleaned
        try:
            cleaned["identity_number"] = documents.validate(kind, number, on=clock.today())
            stated = documents.born_on(kind, number)
        except documents.InvalidDocumentNumber as error:
            self.add_error("identity_number", str(error.message))
            return cleaned
        entered = cleaned.get("born_on")
        if stated and entered and stated != entered:
            self.add_error("born_on", _("出生日期与证件号码中的不一致，请核对。"))
        cleaned["born_on"] = stated or entered
        if cleaned["born_on"] is None and "born_on" not in self.errors:
            self.add_error("born_on", _("该证件号码中没有完整的出生日期，请填写。"))
        if cleaned.get("foreign_expert") and kind in (DocumentType.RESIDENT_ID, DocumentType.HMT_RESIDENCE_PERMIT):
            self.add_error("foreign_expert", _("外国专家请使用护照或外国人永久居留身份证。"))
        return cleaned
