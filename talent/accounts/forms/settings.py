"""A person's own settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from talent.accounts.models import User


class SettingsForm(forms.Form):
    """Language and, for applicants, the name by which the portal addresses them; staff bear their own name."""

    display_name = forms.CharField(
        label=gettext_lazy("称呼"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("显示在页面右上角。填写身份信息后，与证件姓名一致。"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("语言"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("页面、短信和邮件使用的语言。"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"display_name": user.display_name, "language": user.language}
        super().__init__(*args, **kwargs)
        if user.is_staff_account:
            del self.fields["display_name"]

    def clean_display_name(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["display_name"].split())
