"""Where someone works, and under what contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.forms.fields import DayField, MonthsField, YesNoField
from talent.profiles.forms.stated import NOTHING, marked_as_stated
from talent.profiles.forms.wording import WordedForm
from talent.profiles.models import Employment

FIELDS = ("employer", "hired_on", "contract_months", "open_ended", "works_in_city", "insured_months")


class EmploymentForm(WordedForm):
    """Employment at a unit that is on the office's list today, or that the person named before.

    ``stated`` is what the employer says, for somebody who has not entered anything: they confirm or correct it.
    """

    employer = forms.ModelChoiceField(
        label=_("用人单位"),
        queryset=Employer.objects.none(),
        empty_label=_("请选择"),
        help_text=_("劳动合同上的单位。列表中没有的，请先向单位人事确认是否在人才政策名单内。"),
    )
    hired_on = DayField(label=_("入职日期"), help_text=_("劳动合同约定的起始日期。"))
    contract_months = MonthsField(
        label=_("合同期限"), min_value=1, required=False, help_text=_("三年填 36，五年填 60。")
    )
    open_ended = forms.BooleanField(
        label=_("签订的是无固定期限劳动合同"), required=False, help_text=_("勾选后不用填写合同期限。")
    )
    works_in_city = YesNoField(label=_("工作地点在长春"))
    insured_months = MonthsField(
        label=_("长春社保连续缴费月数"), help_text=_("截至今天，以现单位在长春连续缴纳社会保险的月数，不足一个月填 0。")
    )

    def __init__(
        self, *args: Any, employment: Employment | None = None, stated: Mapping[str, Any] = NOTHING, **kwargs: Any
    ) -> None:
        initial = {name: getattr(employment, name) for name in FIELDS} if employment else dict(stated)
        super().__init__(*args, initial=initial, **kwargs)
        if employment is None:
            marked_as_stated(self, stated)
        employer = self.fields["employer"]
        assert isinstance(employer, forms.ModelChoiceField)
        listed = Q(pk__in=Employer.objects.listed_on(clock.today()).values("pk"))
        named = Q(pk=employment.employer_id) if employment else Q()
        employer.queryset = Employer.objects.filter(listed | named)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        months, open_ended = cleaned.get("contract_months"), cleaned.get("open_ended")
        if open_ended and months:
            self.add_error("contract_months", _("无固定期限的合同请不要填写月数。"))
        if not open_ended and not months and "contract_months" not in self.errors:
            self.add_error("contract_months", _("请填写合同期限的月数，或勾选无固定期限。"))
        return cleaned
