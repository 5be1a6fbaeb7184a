"""Events in words, for templates."""

from django import template

from talent.audit import wording
from talent.audit.models import AuditEvent

register = template.Library()
register.filter("verb_label", wording.verb_label)
register.filter("object_type_label", wording.object_type_label)


@register.filter
def from_status_label(event: AuditEvent) -> str:
    """The status before, in words."""
    return wording.status_label(event.object_type, event.from_status)


@register.filter
def to_status_label(event: AuditEvent) -> str:
    """The status after, in words."""
    return wording.status_label(event.object_type, event.to_status)
