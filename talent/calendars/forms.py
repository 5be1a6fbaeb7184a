"""Entering a calendar day, and moving the demo's day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock, working_days
from talent.calendars.pasted_days import DAY_EXAMPLE, NOTICE_EXAMPLE
from talent.ui.widgets import DayInput, HintedRadioSelect, InlineRadioSelect

YEARS = (2004, 2100)


class CalendarDayForm(forms.Form):
    """A day off or a day worked, with the document that says so."""

    date = forms.DateField(label=_("日期"), widget=DayInput)
    is_working = forms.TypedChoiceField(
        label=_("安排"),
        choices=[("0", _("放假")), ("1", _("上班"))],
        coerce=lambda value: value == "1",
        widget=InlineRadioSelect,
    )
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("例如：春节、国庆节调休上班"))
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("发布文件的名称和文号"))

    def clean_date(self) -> dt.date:
        date: dt.date = self.cleaned_data["date"]
        if not YEARS[0] <= date.year <= YEARS[1]:
            raise forms.ValidationError(_("请填写 2004 年至 2100 年之间的日期。"))
        return date


class PasteDaysForm(forms.Form):
    """A year's arrangement, as its notice words it."""

    year = forms.IntegerField(
        label=_("年份"),
        min_value=YEARS[0],
        max_value=YEARS[1],
        help_text=_("没有写年份的日期按这一年。"),
        error_messages={
            "min_value": _("请填写 2004 年至 2100 年之间的年份。"),
            "max_value": _("请填写 2004 年至 2100 年之间的年份。"),
        },
    )
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("发布文件的名称和文号"))
    text = forms.CharField(
        label=_("日期"),
        max_length=10_000,
        widget=forms.Textarea({"rows": "10", "spellcheck": "false"}),
        help_text=format_lazy(
            _("一行一个节日，可以直接粘贴通知原文，例如“{notice}”；也可以一行一天，例如“{day}”。"),
            notice=NOTICE_EXAMPLE,
            day=DAY_EXAMPLE,
        ),
        error_messages={"max_length": _("一次最多 %(limit_value)d 字，请分几次粘贴。")},
    )


class MoveClockForm(forms.Form):
    """Forward by days, by working days, or to a day."""

    how = forms.ChoiceField(
        label=_("怎样调整"),
        choices=[("days", _("往后若干天")), ("working_days", _("往后若干个工作日")), ("date", _("到指定日期"))],
        initial="working_days",
        widget=HintedRadioSelect(hints={"working_days": _("按工作日历计算，遇节假日顺延，调休上班日计入")}),
    )
    count = forms.IntegerField(label=_("天数"), min_value=1, max_value=400, required=False, initial=1)
    to = forms.DateField(label=_("指定日期"), widget=DayInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        needed = "to" if cleaned.get("how") == "date" else "count"
        if not cleaned.get(needed) and needed not in self.errors:
            self.add_error(needed, _("请填写指定日期。") if needed == "to" else _("请填写天数。"))
        return cleaned

    def target(self) -> dt.date:
        """The day that a valid form asks for."""
        how, count = self.cleaned_data["how"], self.cleaned_data["count"]
        if how == "date":
            to: dt.date = self.cleaned_data["to"]
            return to
        if how == "working_days":
            return working_days.add_working_days(clock.today(), count)
        return clock.today() + dt.timedelta(days=count)
