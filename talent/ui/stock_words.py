"""What a form says where it gives no words of its own: Django names the rule or repeats what was sent, no remedy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.db import models
from django.utils.translation import gettext_lazy as _

FROM_THE_LIST = _("请从列出的选项中选择。")
SOME_ARE_GONE = _("所选的有的已不在列表中，请刷新页面后重新选择。")
NO_FILE_CAME = _("没有收到文件，请重新选择文件后上传。")
AT_FIELDS: dict[type[Any], dict[str, Any]] = {
    forms.Field: {"required": _("请填写这一项。")},
    forms.BooleanField: {"required": _("请勾选这一项。")},
    forms.ChoiceField: {"required": _("请选择一项。"), "invalid_choice": FROM_THE_LIST},
    forms.ModelChoiceField: {"required": _("请选择一项。"), "invalid_choice": FROM_THE_LIST},
    forms.MultipleChoiceField: {
        "required": _("请至少选择一项。"),
        "invalid_choice": SOME_ARE_GONE,
        "invalid_list": SOME_ARE_GONE,
    },
    forms.ModelMultipleChoiceField: {
        "invalid_choice": SOME_ARE_GONE,
        "invalid_list": SOME_ARE_GONE,
        "invalid_pk_value": SOME_ARE_GONE,
    },
    forms.IntegerField: {"invalid": _("请填写整数，例如 36。")},
    forms.DecimalField: {"invalid": _("请填写数字。")},
    forms.DateField: {"invalid": _("请填写真实存在的日期，例如 2026-07-01。")},
    forms.EmailField: {"invalid": _("请填写完整的电子邮箱，例如 name@example.com。")},
    forms.SlugField: {"invalid": _("只能填写字母、数字、连字符和下划线。")},
    forms.UUIDField: {"invalid": _("页面已失效，请刷新后重试。")},
    forms.JSONField: {"invalid": _("页面已失效，请刷新后重试。")},
    forms.FileField: {
        "required": _("请选择文件。"),
        "invalid": NO_FILE_CAME,
        "missing": NO_FILE_CAME,
        "empty": _("文件是空的，请重新选择文件后上传。"),
        "contradiction": _("请要么选择文件，要么勾选删除。"),
    },
    # A choice of rows asks the key of the model, which answers in its own words.
    models.UUIDField: {"invalid": FROM_THE_LIST},
}
OF_VALIDATORS: dict[type[Any], Any] = {
    validators.MinValueValidator: _("不能小于 %(limit_value)s。"),
    validators.MaxValueValidator: _("不能大于 %(limit_value)s，请核对。"),
    validators.MaxLengthValidator: _("最多 %(limit_value)d 个字，现在是 %(show_value)d 个。"),
    validators.ProhibitNullCharactersValidator: _("含有无法识别的字符，请重新输入。"),
    validators.RegexValidator: _("填写的格式不对，请核对。"),
    validators.EmailValidator: _("请填写完整的电子邮箱，例如 name@example.com。"),
}


def replace_stock_words() -> None:
    """Put our words in the place of Django's; what a field, a form or a validator says itself comes before them."""
    for kind, words in AT_FIELDS.items():
        own: dict[str, Any] = dict(vars(kind).get("default_error_messages", {}))
        kind.default_error_messages = own | words
    for kind, message in OF_VALIDATORS.items():
        kind.message = message
