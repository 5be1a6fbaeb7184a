"""The renderer of every form: templates in templates/ui/forms/, through the site's own template engine."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from talent.ui.markup import markup

SELECT = "django/forms/widgets/select.html"
INPUTS = frozenset(
    f"django/forms/widgets/{kind}.html"
    for kind in (
        *("checkbox", "color", "date", "datetime", "email", "file", "hidden"),
        *("number", "password", "search", "tel", "text", "time", "url"),
    )
)
"""Django's templates that hold an ``<input>`` and nothing else."""


class PortalFormRenderer(TemplatesSetting):
    """``{{ form }}`` prints the error summary and all fields; ``{{ form.name.as_field_group }}`` prints one field."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """As Django does, but for inputs and lists to choose from, whose templates cost more than what they print."""
        if template_name == SELECT:
            return _select(context["widget"])
        if template_name in INPUTS:
            return _input(context["widget"])
        if template_name == self.field_template_name:  # a name that is looked for in vain costs a template much
            widget = context["field"].field.widget
            own = {name: getattr(widget, name, "") for name in ("frame_class", "suffix", "input_type")}
            context = {**context, **own}
        return super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else f' value="{markup(widget["value"])}"'
    kind, name = markup(widget["type"]), markup(widget["name"])
    tag = f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'
    return mark_safe(tag)  # noqa: S308 - every text went through markup()


def _select(widget: dict[str, Any]) -> SafeString:
    body = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    tag = f'<select name="{markup(widget["name"])}"{_attributes(widget["attrs"])}>{body}</select>'
    return mark_safe(tag)  # noqa: S308 - every text went through markup()


def _group(name: str | None, options: list[dict[str, Any]]) -> str:
    body = "".join(
        f'<option value="{markup(option["value"])}"{_attributes(option["attrs"])}>{markup(option["label"])}</option>'
        for option in options
    )
    return f'<optgroup label="{markup(name)}">{body}</optgroup>' if name else body


def _attributes(attributes: dict[str, Any]) -> str:
    return "".join(
        f" {markup(name)}" if value is True else f' {markup(name)}="{markup(value)}"'
        for name, value in attributes.items()
        if value is not False
    )
