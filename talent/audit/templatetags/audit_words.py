"""Events in words, for templates."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from talent.audit import wording
from talent.audit.models import AuditEvent

register = template.Library()
register.filter("verb_label", wording.verb_label)
register.filter("detail_label", wording.detail_label)
register.filter("object_type_label", wording.object_type_label)


@register.filter
def from_status_label(event: AuditEvent) -> str:
    """The status before, in words."""
    return wording.status_label(event.object_type, event.from_status)


@register.filter
def to_status_label(event: AuditEvent) -> str:
    """The status after, in words."""
    return wording.status_label(event.object_type, event.to_status)


@register.filter
def detail_value(value: Any) -> str:
    """A value of an event's detail for people: lists and mappings in one line, yes and no in words."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, list):
        return _("、").join(detail_value(each) for each in value)
    if isinstance(value, dict):
        return _("；").join(f"{name} = {detail_value(each)}" for name, each in value.items())
    return str(value)
