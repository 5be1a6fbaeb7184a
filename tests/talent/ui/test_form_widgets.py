"""Inputs and lists to choose from, written without templates: what a browser gets is what Django's own would give."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from talent.ui import forms as renderer

PLAIN = [("", "全部"), ("a", "甲 & 乙"), (3, '"丙" <b>')]
INPUTS = [forms.TextInput, forms.HiddenInput, forms.NumberInput, forms.EmailInput, forms.PasswordInput, forms.URLInput]
INPUTS += [forms.DateInput, forms.TimeInput, forms.CheckboxInput, forms.FileInput, forms.SearchInput, forms.TelInput]
GROUPED = [("长春", [("1", "一汽"), ("2", "解放")]), ("其他", [("3", "外地"), ("", "不详")])]


def written(field: forms.Field, value: Any, renderer: Any) -> Any:
    """The page as a browser reads it: blanks and the order of attributes say nothing."""
    attrs = {"id": "id_x", "required": True, "hidden": False, "data-note": "<'\">", "aria-label": "选 择"}
    return parse_html(field.widget.render("x", value, attrs, renderer=renderer))


@pytest.mark.parametrize("choices", [[], PLAIN, GROUPED])
@pytest.mark.parametrize("value", [None, "", "a", 3, "3", "<script>"])
@pytest.mark.parametrize("kind", [forms.ChoiceField, forms.MultipleChoiceField, forms.TypedChoiceField])
def test_a_list_is_what_djangos_own_template_would_give(choices: Any, value: Any, kind: type[forms.ChoiceField]):
    field, given = kind(choices=choices), [value] if kind is forms.MultipleChoiceField else value
    assert written(field, given, None) == written(field, given, DjangoTemplates())


def test_an_empty_choice_and_yes_or_no_are_written_alike():
    for field in (forms.NullBooleanField(), forms.ChoiceField(choices=PLAIN, disabled=True)):
        assert written(field, True, None) == written(field, True, DjangoTemplates())


def test_nothing_of_a_choice_is_taken_for_markup():
    page = forms.ChoiceField(choices=[("<i>", "<script>")]).widget.render("<x>", "<i>")
    assert (page.count("<"), "&lt;script&gt;" in page) == (4, True)


@pytest.mark.parametrize("value", [None, "", 0, 'a "b" <c>', "<script>", mark_safe("&amp;")])
@pytest.mark.parametrize("kind", INPUTS)
def test_an_input_is_what_djangos_own_template_would_give(value: Any, kind: type[forms.Widget]):
    attrs = {"id": "id_x", "required": True, "hidden": False, "data-note": "<'\">", "maxlength": 5, "data-none": None}
    ours, theirs = (kind(attrs).render("<x>", value, renderer=each) for each in (None, DjangoTemplates()))
    assert ours == theirs


def test_every_template_that_is_passed_over_prints_nothing_but_an_input():
    engine = DjangoTemplates().engine.engine
    printed = {engine.get_template(name).source.strip() for name in renderer.INPUTS}
    assert printed == {'{% include "django/forms/widgets/input.html" %}'}
