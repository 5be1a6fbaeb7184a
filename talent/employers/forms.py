"""Uploading a staff roster."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.employers.models import Employer


class RosterForm(forms.Form):
    """The file, and the unit whose staff it lists (asked only of those who look after several)."""

    employer = forms.ModelChoiceField(label=_("用人单位"), queryset=Employer.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("花名册文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
        help_text=_("Excel（XLSX、XLS）或 CSV。至少要有姓名、身份证号码、入职日期三列，标题行在前 20 行内即可。"),
        error_messages={"empty": _("文件是空的，请重新选择。"), "required": _("请选择花名册文件。")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employer = self.fields["employer"]
        assert isinstance(employer, forms.ModelChoiceField)
        employer.queryset = Employer.objects.visible_to(user)
        if employer.queryset.count() == 1:
            employer.initial = employer.queryset.get()
