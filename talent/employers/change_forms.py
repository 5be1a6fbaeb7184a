"""What becomes of a unit on a day: each form is shown, then shown again with what follows, then sent as confirmed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock
from talent.employers.kinds import ChangeKind
from talent.employers.models import Employer
from talent.ui.widgets import DayInput

_NO_DAY = {"required": _("请填写日期。"), "invalid": _("请按 2026-11-25 的格式填写日期。")}


class ChangeForm(forms.Form):
    """The day of a change; ``confirmed`` is sent by the page that says what follows."""

    changed_on = forms.DateField(label=_("变更日期"), widget=DayInput, error_messages=_NO_DAY)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer = employer

    def clean_changed_on(self) -> dt.date:
        """A day that has come."""
        day: dt.date = self.cleaned_data["changed_on"]
        if day > clock.today():
            raise forms.ValidationError(_("变更日期不能晚于今天。还没有变更的，请到当天再办理。"))
        return day

    @property
    def asked(self) -> dict[str, Any]:
        """What the action is given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}


class RenameForm(ChangeForm):
    """The new name."""

    name = forms.CharField(
        label=_("新名称"),
        max_length=120,
        help_text=_("与变更后的营业执照一致的全称。"),
        error_messages={"required": _("请填写新名称。")},
    )
    short_name = forms.CharField(label=_("新简称"), max_length=40, required=False)
    field_order = ("name", "short_name", "changed_on")


class MoveForm(ChangeForm):
    """Where the unit works from then on."""

    in_city = forms.TypedChoiceField(
        label=_("变更后的办公地"),
        choices=[("1", _("长春")), ("0", _("长春以外"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择办公地。")},
    )
    field_order = ("in_city", "changed_on")


class LeaveForm(ChangeForm):
    """The last day on the list, which may lie ahead."""

    changed_on = forms.DateField(
        label=_("在名单内的最后一天"), widget=DayInput, help_text=_("可以是今后的日期。"), error_messages=_NO_DAY
    )

    def clean_changed_on(self) -> dt.date:
        """A day not before the unit was listed."""
        day: dt.date = self.cleaned_data["changed_on"]
        if day < self.employer.listed_from:
            raise forms.ValidationError(_("移出日期不能早于列入日期。"))
        return day


class MergeForm(ChangeForm):
    """Which unit goes on for this one."""

    into = forms.ModelChoiceField(
        label=_("承接单位"),
        queryset=Employer.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择承接单位。"), "invalid_choice": _("请从列表中选择承接单位。")},
    )
    field_order = ("into", "changed_on")

    def __init__(self, *args: Any, employer: Employer, **kwargs: Any) -> None:
        super().__init__(*args, employer=employer, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = Employer.objects.listed_on(clock.today()).standing().exclude(pk=employer.pk)


CHANGE_FORMS: dict[str, type[ChangeForm]] = {
    ChangeKind.RENAMED: RenameForm,
    ChangeKind.MOVED: MoveForm,
    ChangeKind.LEFT: LeaveForm,
}
