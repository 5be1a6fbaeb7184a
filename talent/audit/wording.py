"""Events in words.

A verb ``<table>.<action>`` (or its last word: ``batch.seal`` for ``payment_batch``) has the action's words from the
transition table; a feature names its other verbs in its ``AppConfig``: ``audit_verbs = {"calendar.day_set": _("…")}``.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.core.cache import cache as shared_cache
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from talent.audit.models import AuditEvent
from talent.workflow import diagrams

_FIVE_MINUTES = 300
_DETAILS = {
    "after": _("修改后"),
    "batch": _("批次"),
    "before": _("修改前"),
    "changed": _("修改的项目"),
    "code": _("代码"),
    "due_on": _("期限"),
    "employer": _("用人单位"),
    "ends_on": _("截止日期"),
    "in_use": _("启用"),
    "kind": _("类型"),
    "line_after": _("明细新状态"),
    "line_before": _("明细原状态"),
    "mandate": _("代办授权"),
    "method": _("方式"),
    "number": _("编号"),
    "officer": _("承办人"),
    "part": _("第几份"),
    "purpose": _("用途"),
    "role": _("角色"),
    "sessions_ended": _("退出的登录"),
    "size": _("大小（字节）"),
    "submission": _("第几次提交"),
    "template": _("银行模板"),
    "text_version": _("文本版本"),
    "version": _("版本"),
}


def verb_label(verb: str) -> str:
    """The words for a verb; the verb itself where its feature gave none."""
    return str(_verbs().get(verb, verb))


def detail_label(name: str) -> str:
    """The words for a name in an event's detail; the name itself where there are none."""
    return str(_DETAILS.get(name, name))


def object_type_label(object_type: str) -> str:
    """The words for a kind of object (``app_label.model``), even after the model is gone."""
    model = _model(object_type)
    return str(model._meta.verbose_name) if model else object_type


def status_label(object_type: str, status: str) -> str:
    """The words for a status of such an object; the value itself where the model has no such choice."""
    model = _model(object_type)
    if model is None or not status:
        return status
    try:
        choices: dict[Any, Any] = dict(model._meta.get_field("status").flatchoices)
    except FieldDoesNotExist:
        return status
    return str(choices.get(status, status))


def verb_choices() -> list[tuple[str, str]]:
    """The verbs that occur in the log, with their words; looked up every five minutes."""
    return sorted(((verb, verb_label(verb)) for verb in _occurring("verb")), key=lambda choice: lazy_pinyin(choice[1]))


def object_type_choices() -> list[tuple[str, str]]:
    """The kinds of object that occur in the log, with their words; looked up every five minutes."""
    kinds = [kind for kind in _occurring("object_type") if kind]
    return sorted(((kind, object_type_label(kind)) for kind in kinds), key=lambda choice: lazy_pinyin(choice[1]))


def object_keys(text: str) -> list[str]:
    """The keys of the things that people call by this number, and the text itself, which may be a key."""
    number = text.strip()
    found = [number]
    for model in apps.get_models():
        field = next((field for field in model._meta.fields if field.name == "number"), None)
        if field is not None and model.__module__.startswith(("talent.", "subsidies.")):
            keys = model._default_manager.filter(number=number.upper()).values_list("pk", flat=True)
            found += [str(key) for key in keys]
    return found


def _occurring(column: str) -> list[str]:
    def read() -> list[str]:
        return list(AuditEvent.objects.order_by().values_list(column, flat=True).distinct())

    return shared_cache.get_or_set(f"audit-occurring-{column}", read, _FIVE_MINUTES) or []


@cache
def _verbs() -> dict[str, Any]:
    """Labels are lazy, so one mapping serves every language."""
    words: dict[str, Any] = {}
    for table in diagrams.tables():
        for row in table.transitions:
            words[f"{table.name}.{row.action}"] = words[f"{table.name.rpartition('_')[2]}.{row.action}"] = row.label
    for app in apps.get_app_configs():
        words |= getattr(app, "audit_verbs", {})
    return words


def _model(object_type: str) -> Any:
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None
