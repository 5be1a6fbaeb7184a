"""Template tags and filters of the design system; built in, so templates need no ``load``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.template import Context, RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talent.identifiers import masking
from talent.ui import formatting, icons
from talent.ui.error_summary import error_links

register = template.Library()

TAG_KINDS = frozenset({"neutral", "info", "success", "warning", "danger"})


@register.simple_tag
def icon(name: str) -> SafeString:
    """Print an icon; decoration only, so words must stand beside it: ``{% icon "check" %}``."""
    return icons.icon(name)


@register.simple_tag
def status_tag(label: object, kind: str = "neutral") -> SafeString:
    """Print a status word: ``{% status_tag application.get_status_display "info" %}``."""
    if kind not in TAG_KINDS:
        raise template.TemplateSyntaxError(f"status_tag: no kind {kind!r}, choose from {sorted(TAG_KINDS)}")
    return format_html('<span class="tag tag--{}">{}</span>', kind, label)


@register.simple_tag
def basis_label(basis: str) -> SafeString:
    """Print what a figure rests on: stated 官方文本, reported 报道口径, assumed 暂定口径."""
    words = {"stated": _("官方文本"), "reported": _("报道口径"), "assumed": _("暂定口径")}
    return format_html('<span class="basis basis--{}">{}</span>', basis, words[basis])


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any]) -> dict[str, Any]:
    """List every error of the forms and formsets, each linked to its field; prints nothing when there are none."""
    errors = error_links(*forms)
    return {"errors": errors, "at_fields": any(error.target for error in errors)}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Any) -> dict[str, Any]:
    """Print previous, next, the total and the page sizes of a ``talent.ui.pages.Page``."""
    return {"page": page}


@register.inclusion_tag("components/findings.html", takes_context=True)
def findings(context: Context, items: Iterable[Any]) -> dict[str, Any]:
    """List rule findings; each has result, title, fact, required, basis, citation (attributes or keys).

    Staff read of an applicant, with the citation beside each finding; others of themselves.
    """
    return {"findings": items, "portal": context.get("portal")}


@register.inclusion_tag("components/timeline.html")
def timeline(steps: Iterable[Any]) -> dict[str, Iterable[Any]]:
    """Draw steps; each has state (done, current, upcoming, problem), title, and optionally when and note."""
    return {"steps": steps}


@register.simple_tag(takes_context=True)
def query_with(context: RequestContext, **changes: object) -> str:
    """Return this page's query string with some values changed, None to remove: ``?{% query_with size=100 %}``."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return query.urlencode()


@register.filter
def yuan(amount: int | None) -> str:
    """30000 → ``30,000 元``."""
    return formatting.yuan(amount)


@register.filter
def day(value: date | None) -> str:
    """A day in words: ``2026年11月23日``."""
    return formatting.day(value)


@register.filter
def month(value: date) -> str:
    """A month of a known year in words: ``11 月``."""
    return formatting.month(value)


@register.filter
def moment(value: datetime | None) -> str:
    """An instant in words, local time: ``2026年11月23日 14:05``."""
    return formatting.moment(value)


@register.filter
def iso_day(value: date | None) -> str:
    """A day for dense tables: ``2026-11-23``."""
    return formatting.iso_day(value)


@register.filter
def iso_moment(value: datetime | None) -> str:
    """An instant for dense tables, local time: ``2026-11-23 14:05``."""
    return formatting.iso_moment(value)


@register.filter
def for_count(unit: str, count: object) -> str:
    """The unit of a figure, in the singular of languages that have one: ``people`` of 1 → ``person``."""
    return formatting.unit_for(unit, count)


@register.filter
def browser(user_agent: str) -> str:
    """A browser's long name of itself in words: ``Chrome（Windows）``."""
    return formatting.browser(user_agent)


@register.filter
def grouped(value: object) -> object:
    """Whole numbers with commas: ``7586`` → ``7,586``; anything else as it is."""
    return f"{value:,}" if isinstance(value, int) else value


@register.filter
def or_dash(value: object) -> object:
    """The value, or a dash when there is none; 0 counts as a value."""
    return formatting.MISSING if value is None or value == "" else value


@register.filter
def mask_document(value: str) -> str:
    """220102199003071234 → ``2201**********1234``."""
    return masking.masked_identity(value)


@register.filter
def mask_phone(value: str) -> str:
    """13800138000 → ``138****8000``."""
    return masking.masked_phone(value)


@register.filter
def mask_email(value: str) -> str:
    """zhao@example.com → ``z***@example.com``."""
    return masking.masked_email(value)


@register.filter
def mask_account(value: str) -> str:
    """6222021234567890123 → ``**** 0123``."""
    return formatting.mask_account(value)


@register.filter
def entry(mapping: Mapping[Any, Any], key: object) -> object:
    """Return ``mapping[key]``, or an empty text if it is not there."""
    return mapping.get(key, "")
