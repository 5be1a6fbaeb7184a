"""Keeping a filter of the queue under a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from subsidies.review.forms.queue import QueueFilter
from talent.audit.validators import without_personal_numbers
from talent.ui.keyed_forms import KeyedForm

LONGEST_QUERY = 1000


class NameForm(forms.Form):
    """The name of a filter."""

    name = forms.CharField(
        label=_("名称"),
        max_length=30,
        validators=[without_personal_numbers],
        error_messages={"required": _("请填写名称。"), "max_length": _("名称最多 30 个字。")},
    )


class SaveFilterForm(NameForm, KeyedForm):
    """The present filter, as the address of the queue has it, and its name."""

    queue = forms.CharField(required=False, max_length=LONGEST_QUERY, widget=forms.HiddenInput)

    def place(self) -> QueryDict:
        """What the address of the queue said."""
        return QueryDict(self.cleaned_data["queue"])


def spelled_out(filter_: QueueFilter) -> dict[str, str] | None:
    """What a filter asks for, each value as the portal writes it; None where it does not make sense."""
    if not filter_.is_valid():
        return None
    asked = {name: _text(value) for name, value in filter_.cleaned_data.items()}
    return {name: value for name, value in asked.items() if value or name == "status"}


def _text(value: Any) -> str:
    return str(value.pk) if isinstance(value, Model) else str(value or "")
