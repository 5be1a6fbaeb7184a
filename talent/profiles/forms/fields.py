"""Fields that several forms of the profile share."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock
from talent.spreadsheets.characters import half_width, tidy
from talent.ui.widgets import DayInput, InlineRadioSelect

MOST_MONTHS = 600
NAME_SIGNS = frozenset(" ·•‧・.．'’-,（）()")
"""What stands in names beside letters: the dots of Uyghur, Tibetan and foreign names, hyphens, apostrophes."""


class DayField(forms.DateField):
    """A day in the past or today; ``future`` allows later ones."""

    widget = DayInput
    default_error_messages = {"invalid": _("请填写真实存在的日期，例如 2026-07-01。")}

    def __init__(self, *, future: bool = False, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"], **kwargs)
        self.future = future

    def to_python(self, value: Any) -> dt.date | None:
        return super().to_python(half_width(value) if isinstance(value, str) else value)

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
    default_error_messages = {"required": _("请选择“是”或“否”。")}

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


class TextField(forms.CharField):
    """A line of text as it is kept: without invisible characters, blanks single, full-width letters narrow."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class NameField(TextField):
    """The name of a person; rare characters stay, digits and signs that no name has are refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        wrong = next((char for char in value if char not in NAME_SIGNS and not _in_names(char)), "")
        if wrong:
            raise ValidationError(
                _("姓名中的“%(character)s”不像姓名用字，请照证件填写。"), code="name", params={"character": wrong}
            )
        if value and not any(_in_names(char) for char in value):
            raise ValidationError(_("请照证件填写姓名。"), code="name")


class MonthsInput(forms.NumberInput):
    """A number of months; shows 个月 behind the field."""

    suffix = _("个月")

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "min": "0", "step": "1", **(attrs or {})})


class MonthsField(forms.IntegerField):
    """A number of months, up to fifty years of them."""

    widget = MonthsInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_value=MOST_MONTHS, **{"min_value": 0} | kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(half_width(value).strip() if isinstance(value, str) else value)


def _in_names(char: str) -> bool:
    """Letters of any script with their marks, and private-use code points: how old systems write rare characters."""
    category = unicodedata.category(char)
    return category[0] in "LM" or category in ("Co", "Nl")
