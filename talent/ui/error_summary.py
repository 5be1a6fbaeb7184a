"""From forms with errors to a list of links, one for each error, as the error summary shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget, MultiWidget
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """An error's words, led by the field's label, and the id of its element (empty for errors of the whole form)."""

    message: str
    target: str


def error_links(*forms: BaseForm | BaseFormSet[Any]) -> list[ErrorLink]:
    """Return the errors of ``forms`` in reading order: those of the form as a whole, then field by field."""
    return [link for form in forms for link in _links(form)]


def _links(form: BaseForm | BaseFormSet[Any]) -> Iterator[ErrorLink]:
    if isinstance(form, BaseFormSet):
        if not form.is_bound:
            return
        yield from (ErrorLink(str(message), "") for message in form.non_form_errors())
        for member in form.forms:
            yield from _links(member)
        return
    if not form.errors:
        return
    yield from (ErrorLink(str(message), "") for message in form.non_field_errors())
    for bound in form:
        if bound.is_hidden:
            yield from (ErrorLink(str(message), "") for message in bound.errors)
        else:
            yield from (ErrorLink(_words(bound, str(message)), _target(bound)) for message in bound.errors)


def _words(bound: BoundField, message: str) -> str:
    label = str(bound.label)
    if label in message:
        return message
    return _("%(label)s：%(error)s") % {"label": label, "error": message}


def _target(bound: BoundField) -> str:
    widget = bound.field.widget
    if widget.use_fieldset and isinstance(widget, ChoiceWidget | MultiWidget):
        return f"{bound.auto_id}_0"
    return bound.auto_id
