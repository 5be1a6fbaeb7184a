"""The design system: templates' tags, the form renderer, styles and scripts."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the design system; it has no models."""

    name = "talent.ui"
    label = "ui"
