"""The renderer of every form: templates in templates/ui/forms/, through the site's own template engine."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT = "django/forms/widgets/select.html"


class PortalFormRenderer(TemplatesSetting):
    """``{{ form }}`` prints the error summary and all fields; ``{{ form.name.as_field_group }}`` prints one field."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """As Django does, but for lists to choose from: templates for each option cost more than what is listed."""
        if template_name == SELECT:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: dict[str, Any]) -> SafeString:
    groups = [_group(name, options) for name, options, _index in widget["optgroups"]]
    body = format_html_join("", "{}", ((group,) for group in groups))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), body)


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    each = ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options)
    body = format_html_join("", '<option value="{}"{}>{}</option>', each)
    return format_html('<optgroup label="{}">{}</optgroup>', name, body) if name else body
