"""What the office enters of rounds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from subsidies.rounds.models import Round
from talent.audit.validators import without_personal_numbers
from talent.calendars import clock
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import DayInput

MONTHS_BACK, MONTHS_AHEAD = 24, 12
ROLLING, BY_ROUNDS = "rolling", "rounds"


def months(*around: dt.date) -> list[tuple[str, str]]:
    """Months to choose from as ``2026-11``, the latest first."""
    middle = [day.year * 12 + day.month - 1 for day in around]
    numbers = range(max(middle) + MONTHS_AHEAD, min(middle) - MONTHS_BACK - 1, -1)
    pairs = [divmod(number, 12) for number in numbers]
    return [
        (f"{year}-{month + 1:02}", gettext("%(year)s 年 %(month)s 月") % {"year": year, "month": month + 1})
        for year, month in pairs
    ]


def month_of(text: str) -> dt.date:
    """The first day of a month as ``2026-11``."""
    return dt.date.fromisoformat(f"{text}-01")


class DaysForm(forms.Form):
    """The window of a round and by when one must have been hired."""

    opens_on = forms.DateField(label=_("开始日期"), widget=DayInput)
    closes_on = forms.DateField(label=_("截止日期"), widget=DayInput, help_text=_("含当日，当天 24 点前都可以提交。"))
    cut_off_month = forms.TypedChoiceField(
        label=_("入职截至月份"),
        coerce=month_of,
        help_text=_("这个月月底及以前入职的人员在本批次申请，之后入职的在下一批次申请。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        chosen = self.initial.get("cut_off_month", "")
        field = self.fields["cut_off_month"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = months(today, month_of(chosen)) if chosen else months(today)
        field.initial = f"{today:%Y-%m}"

    @classmethod
    def initial_of(cls, round_: Round) -> dict[str, Any]:
        """What the form shows of a round."""
        days = {"opens_on": round_.opens_on, "closes_on": round_.closes_on}
        return days | {"cut_off_month": f"{round_.cut_off_on:%Y-%m}"}


class PlanForm(KeyedForm, DaysForm):
    """A new round."""

    name = forms.CharField(
        label=_("批次名称"),
        max_length=40,
        help_text=_("例如：2026 年第二批。申请人看得到。"),
        validators=[without_personal_numbers],
    )


class IntakeForm(forms.Form):
    """How applications are taken from a day on."""

    way = forms.ChoiceField(
        label=_("受理方式"),
        choices=[(ROLLING, _("常年受理：随时可以提交")), (BY_ROUNDS, _("按批次受理：只在批次时间内可以提交"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择受理方式。")},
    )
    from_on = forms.DateField(label=_("从哪天起"), widget=DayInput)
