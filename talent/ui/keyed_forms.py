"""Forms that make something: its key comes with the form, so that a double click makes it once."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms


class KeyedForm(forms.Form):
    """A form with the key of what it makes; whoever handles it treats the same key again as the same thing."""

    pk = forms.UUIDField(widget=forms.HiddenInput)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """A new key for each form that is shown."""
        return uuid.uuid4() if field_name == "pk" else super().get_initial_for_field(field, field_name)
