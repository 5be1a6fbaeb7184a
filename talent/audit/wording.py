"""Events in words. A feature names its verbs in its ``AppConfig``: ``audit_verbs = {"calendar.day_set": _("…")}``."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import FieldDoesNotExist

from talent.audit.models import AuditEvent

_FIVE_MINUTES = 300


def verb_label(verb: str) -> str:
    """The words for a verb; the verb itself where its feature gave none."""
    return str(_verbs().get(verb, verb))


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
    return sorted(((verb, verb_label(verb)) for verb in _occurring("verb")), key=lambda choice: choice[1])


def object_type_choices() -> list[tuple[str, str]]:
    """The kinds of object that occur in the log, with their words; looked up every five minutes."""
    kinds = [kind for kind in _occurring("object_type") if kind]
    return sorted(((kind, object_type_label(kind)) for kind in kinds), key=lambda choice: choice[1])


def _occurring(column: str) -> list[str]:
    def read() -> list[str]:
        return list(AuditEvent.objects.order_by().values_list(column, flat=True).distinct())

    return cache.get_or_set(f"audit-occurring-{column}", read, _FIVE_MINUTES) or []


def _verbs() -> dict[str, Any]:
    return {verb: label for app in apps.get_app_configs() for verb, label in getattr(app, "audit_verbs", {}).items()}


def _model(object_type: str) -> Any:
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None
