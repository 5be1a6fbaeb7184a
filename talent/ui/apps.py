"""The design system: templates' tags, the form renderer, styles and scripts."""

from typing import Any

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """Registers the design system; it has no models."""

    name = "talent.ui"
    label = "ui"

    def ready(self) -> None:
        """Say what to do where a form gives no words of its own: Django's own name the rule, not the remedy."""
        kinds: dict[type[forms.Field], Any] = {
            forms.Field: _("请填写这一项。"),
            forms.BooleanField: _("请勾选这一项。"),
            forms.ChoiceField: _("请选择一项。"),
            forms.ModelChoiceField: _("请选择一项。"),
            forms.MultipleChoiceField: _("请至少选择一项。"),
            forms.FileField: _("请选择文件。"),
        }
        for kind, words in kinds.items():
            own: dict[str, Any] = dict(vars(kind).get("default_error_messages", {}))
            setattr(kind, "default_error_messages", own | {"required": words})  # noqa: B010 - the stubs do not know it
