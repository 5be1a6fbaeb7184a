"""Fields that several forms of the profile share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock
from talent.ui.widgets import DayInput, InlineRadioSelect


class DayField(forms.DateField):
    """A day in the past or today; ``future`` allows later ones."""

    widget = DayInput
    default_error_messages = {"invalid": _("请填写真实存在的日期，例如 2026-07-01。")}

    def __init__(self, *, future: bool = False, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"], **kwargs)
        self.future = future

    def clean(self, value: Any) -> dt.date | None:
        day = super().clean(value)
        if day is None:
            return None
        if day.year < 1900:
            raise ValidationError(_("日期不能早于 1900 年。"), code="too_early")
        if not self.future and day > clock.today():
            raise ValidationError(_("日期不能晚于今天。"), code="in_future")
        return day


class YesNoField(forms.TypedChoiceField):
    """A question answered by yes or no; when it may stay open, no answer is ``None`` (unknown), never ``no``."""

    widget = InlineRadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("yes", _("是")), ("no", _("否"))],
            coerce=lambda answer: {"yes": True, "no": False}[answer],
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data
