"""Where someone works, and under what contract."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.forms.fields import DayField, YesNoField
from talent.profiles.models import Employment


class EmploymentForm(forms.ModelForm[Employment]):
    """Employment at a unit on the office's list."""

    employer = forms.ModelChoiceField(
        label=_("用人单位"),
        queryset=Employer.objects.none(),
        empty_label=_("请选择"),
        help_text=_("劳动合同上的单位。列表中没有的，请先向单位人事确认是否在人才政策名单内。"),
    )
    hired_on = DayField(label=_("入职日期"), help_text=_("劳动合同约定的起始日期。"))
    open_ended = forms.BooleanField(label=_("签订的是无固定期限劳动合同"), required=False)
    works_in_city = YesNoField(label=_("工作地点在长春"))

    class Meta:
        model = Employment
        fields = ("employer", "hired_on", "contract_months", "open_ended", "works_in_city", "insured_months")
        help_texts = {
            "contract_months": _("三年填 36；无固定期限的留空并勾选下一项。"),
            "insured_months": _("截至今天，以现单位在长春连续缴纳社会保险的月数。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employer = self.fields["employer"]
        assert isinstance(employer, forms.ModelChoiceField)
        employer.queryset = Employer.objects.listed_on(clock.today())
        self.fields["insured_months"].required = True
        for name in ("contract_months", "insured_months"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "max": "600"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        months, open_ended = cleaned.get("contract_months"), cleaned.get("open_ended")
        if open_ended and months:
            self.add_error("contract_months", _("无固定期限的合同请不要填写月数。"))
        if not open_ended and not months and "contract_months" not in self.errors:
            self.add_error("contract_months", _("请填写合同期限的月数，或勾选无固定期限。"))
        for name in ("contract_months", "insured_months"):
            if (cleaned.get(name) or 0) > 600:
                self.add_error(name, _("月数不应超过 600，请核对。"))
        return cleaned
