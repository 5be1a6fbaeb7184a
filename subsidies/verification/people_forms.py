"""Forms of the pages of a unit's people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.verification.kinds import STATED_BY_HAND, Standing
from talent.calendars import clock
from talent.employers.filters import UnitFilter
from talent.employers.models import Employer
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import DayInput

_NO_DAY = {"required": _("请填写日期。"), "invalid": _("请按 2026-11-25 的格式填写日期。")}


class PeopleFilter(UnitFilter):
    """What the list is narrowed by."""

    standing = forms.ChoiceField(label=_("情况"), required=False, choices=[("", _("全部")), *Standing.choices])


class DepartureForm(forms.Form):
    """On what day somebody left, and how it came about."""

    left_on = forms.DateField(
        label=_("离职日期"),
        widget=DayInput,
        help_text=_("劳动合同解除或终止的日期，不能晚于今天。"),
        error_messages={"required": _("请填写离职日期。"), "invalid": _("请按 2026-11-25 的格式填写日期。")},
    )
    kind = forms.ChoiceField(
        label=_("离职情形"),
        choices=[(kind.value, kind.label) for kind in STATED_BY_HAND],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择离职情形。"), "invalid_choice": _("请选择离职情形。")},
    )


class TransferDayForm(forms.Form):
    """The first day with the receiving unit."""

    moved_on = forms.DateField(
        label=_("调动日期"),
        widget=DayInput,
        help_text=_("在调入单位的第一天，不能晚于今天。"),
        error_messages=_NO_DAY,
    )

    def clean_moved_on(self) -> dt.date:
        """A day that has come."""
        moved_on: dt.date = self.cleaned_data["moved_on"]
        if moved_on > clock.today():
            raise forms.ValidationError(_("调动日期不能晚于今天。还没有调动的，请到调动后再办理。"))
        return moved_on


class TransferForm(KeyedForm, TransferDayForm):
    """Where somebody goes on, and from what day; ``confirmed`` is sent by the page that says what follows."""

    to_employer = forms.ModelChoiceField(
        label=_("调入单位"),
        queryset=Employer.objects.none(),
        empty_label=_("请选择"),
        help_text=_("集团内在人才政策名单上的单位。到集团以外的单位工作的，请登记离职。"),
        error_messages={"required": _("请选择调入单位。"), "invalid_choice": _("请从列表中选择调入单位。")},
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = ("pk", "to_employer", "moved_on")

    def __init__(self, *args: Any, unit: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employers = self.fields["to_employer"]
        assert isinstance(employers, forms.ModelChoiceField)
        employers.queryset = Employer.objects.listed_on(clock.today()).exclude(pk=unit.pk).order_by("name")
