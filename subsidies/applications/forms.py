"""Looking for a person or a case, at every desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """A person or a case to look for; posted, so that it stands in no address."""

    text = forms.CharField(
        label=_("姓名、证件号码或受理编号"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "data-private": ""}),
    )

    def clean_text(self) -> str:
        """What is searched for; nothing at all would find everybody."""
        text: str = self.cleaned_data["text"]
        if not text:
            raise forms.ValidationError(_("请输入要查找的姓名、证件号码或受理编号。"))
        return text
