"""Inputs that bring the right keyboard, width and hints on Chinese phones."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse


class YuanInput(forms.NumberInput):
    """Whole yuan; shows 元 behind the field."""

    suffix = "元"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "min": "0", "step": "1", **(attrs or {})})


class DayInput(forms.DateInput):
    """A day by the browser's own calendar: on phones the wheel that people know."""

    input_type = "date"
    frame_class = "w-11"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"min": "1900-01-01", "max": "2100-12-31", **(attrs or {})}, format="%Y-%m-%d")


class _TextInput(forms.TextInput):
    """A line of text with attributes of its own; what the caller passes wins."""

    own_attrs: Mapping[str, str] = {}
    frame_class = ""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({**self.own_attrs, **(attrs or {})})


class DocumentNumberInput(_TextInput):
    """Number of an identity document: letters and digits, never completed or corrected by the phone."""

    own_attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
    frame_class = "w-24"


class PhoneInput(_TextInput):
    """A mobile number."""

    input_type = "tel"
    own_attrs = {"autocomplete": "tel", "inputmode": "tel", "class": "code"}
    frame_class = "w-18"


class AccountNumberInput(_TextInput):
    """A bank account number: digits only, kept as text."""

    own_attrs = {"autocomplete": "off", "inputmode": "numeric", "class": "code"}
    frame_class = "w-24"


class OneTimeCodeInput(_TextInput):
    """A code from a message; phones offer it above the keyboard."""

    own_attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}
    frame_class = "w-11"


class CounterTextarea(forms.Textarea):
    """Several lines; counts the characters that are left when scripts run."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"rows": "4", "data-counter": "", **(attrs or {})})


class EvidenceInput(forms.ClearableFileInput):
    """One evidence file; warns before the upload when it is larger than ``max_bytes``."""

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, max_bytes: int = 10 * 1024 * 1024) -> None:
        accept = "image/jpeg,image/png,application/pdf"
        super().__init__({"accept": accept, "data-upload": str(max_bytes), **(attrs or {})})


class SuggestInput(_TextInput):
    """Free text with suggestions: the page at ``url_name`` answers ``?q=`` with ``<li role="option" data-value=…>``."""

    own_attrs = {"autocomplete": "off", "spellcheck": "false"}
    template_name = "ui/forms/suggest.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, url_name: str) -> None:
        super().__init__(attrs)
        self.url_name = url_name

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-suggest"] = reverse(self.url_name)
        return context


class _Hints:
    """Adds a sentence under a choice."""

    hints: Mapping[str, object]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        option["hint"] = self.hints.get(str(value), "")
        return option


class HintedRadioSelect(_Hints, forms.RadioSelect):
    """Radio buttons; ``hints`` maps a value to the sentence under it."""

    def __init__(self, *args: Any, hints: Mapping[str, object] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class HintedCheckboxSelectMultiple(_Hints, forms.CheckboxSelectMultiple):
    """Check boxes; ``hints`` maps a value to the sentence under it."""

    def __init__(self, *args: Any, hints: Mapping[str, object] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class InlineRadioSelect(forms.RadioSelect):
    """Radio buttons in one line, for short answers such as yes and no."""

    options_class = "options--inline"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["options_class"] = self.options_class
        return context
