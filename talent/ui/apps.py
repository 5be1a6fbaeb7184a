"""The design system: templates' tags, the form renderer, styles and scripts."""

from django.apps import AppConfig

from talent.ui.stock_words import replace_stock_words


class UiConfig(AppConfig):
    """Registers the design system; it has no models."""

    name = "talent.ui"
    label = "ui"

    def ready(self) -> None:
        """Errors say what to do where a form gives no words of its own."""
        replace_stock_words()
