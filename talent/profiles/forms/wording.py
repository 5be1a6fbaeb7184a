"""Errors in the words of somebody who helps: what to do at this field, not what a program expected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

TOO_LONG = "max_length"


def word_errors(fields: Iterable[forms.Field]) -> None:
    """Give every field that has no words of its own for an error such words."""
    for field in fields:
        own = {name for name, words in field.error_messages.items() if words != _library_words(field).get(name)}
        field.error_messages |= {name: text for name, text in _words(field).items() if name not in own}


def _words(field: forms.Field) -> dict[str, Any]:
    names = {"label": field.label}
    words = {
        "required": _("请填写%(label)s。") % names,
        TOO_LONG: _("最多 %(limit_value)d 个字，现在是 %(show_value)d 个。"),
        "null_characters_not_allowed": _("含有无法识别的字符，请重新输入。"),
    }
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        words |= {"required": _("请选择%(label)s。") % names, "invalid_choice": _("请从列出的选项中选择。")}
    if isinstance(field, forms.IntegerField):
        words |= {
            "invalid": _("请填写整数，例如 36。"),
            "min_value": _("不能小于 %(limit_value)s。"),
            "max_value": _("不能大于 %(limit_value)s，请核对。"),
        }
    return words


def _library_words(field: forms.Field) -> dict[str, Any]:
    """What Django itself would say at a field of this class."""
    words: dict[str, Any] = {}
    for each in reversed(type(field).__mro__):
        if each.__module__.startswith("django."):
            words |= getattr(each, "default_error_messages", {})
    return words


class WordedForm(forms.Form):
    """A form whose fields word their errors kindly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_errors(self.fields.values())
