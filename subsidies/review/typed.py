"""What an officer had typed into a form that its page does not offer any more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django import forms


class Typed(NamedTuple):
    """One answer as it was given: the field's label and the words or the label of the choice."""

    label: str
    value: str


def typed_in(given: Iterable[forms.Form]) -> list[Typed]:
    """Every answer of these forms that is not empty, in the order of their fields; keys that nobody typed left out."""
    return [
        Typed(str(field.label), _words(field))
        for form in given
        for field in form.visible_fields()
        if field.value() not in (None, "", False)
    ]


def _words(field: forms.BoundField) -> str:
    value = field.value()
    if value is True:
        return "✓"
    choices = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    return choices.get(str(value), str(value))
