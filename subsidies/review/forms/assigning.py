"""To whom a case is handed over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.review.queries.assigning import colleagues
from talent.accounts.models import User
from talent.audit.validators import without_personal_numbers
from talent.ui.keyed_forms import KeyedForm


class TakeNextForm(KeyedForm):
    """The key under which the next case is taken."""


class HandOverForm(forms.Form):
    """A colleague, and what they should know; carries the assignment that was read."""

    prefix = "assignment"

    read = forms.UUIDField(required=False, widget=forms.HiddenInput)
    officer = forms.ModelChoiceField(label=_("转交给"), queryset=User.objects.none(), empty_label=_("请选择"))
    note = forms.CharField(label=_("交接说明"), required=False, max_length=200, validators=[without_personal_numbers])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = colleagues()
