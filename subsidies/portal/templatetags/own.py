"""Links between the pages of an application, whoever fills it in."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from subsidies.portal.addresses import acting_under, own_address

register = template.Library()


@register.simple_tag(takes_context=True)
def own_url(context: Context, page: str, *args: Any) -> str:
    """The address of a page of the applicant's, or of its like under the mandate: ``{% own_url "degree" pk %}``."""
    return own_address(context["request"], page, *args)


@register.simple_tag(takes_context=True)
def autosave(context: Context, name: str) -> str:
    """The key under which a browser keeps what is typed; none where an officer types another person's data."""
    return "" if acting_under(context["request"]) else name
