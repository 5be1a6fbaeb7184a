"""What somebody's employer states, as the first answer of a form: marked, for the person to confirm or correct."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

NOTHING: Mapping[str, Any] = MappingProxyType({})
MARK = _("单位提供，请核对。")


def marked_as_stated(form: forms.BaseForm, stated: Mapping[str, Any]) -> None:
    """Say beside each of these fields who the answer comes from."""
    for name in stated:
        field = form.fields[name]
        field.help_text = format_lazy("{mark}{hint}", mark=MARK, hint=field.help_text)
