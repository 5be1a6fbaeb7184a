"""Nothing that shows texts instead of sending them may run in production."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string

_SHOWING = ("console", "demobackend", "locmem", "dummy", "filebased")


def check_carriers(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """notifications.E001, E002: SMS or mail would be shown or dropped (``manage.py check --deploy``)."""
    found: list[CheckMessage] = []
    if import_string(settings.SMS_BACKEND).for_development:
        hint = "Set SMS_BACKEND to a subclass of talent.notifications.sms.SmsBackend for the city's SMS gateway."
        found.append(Error("SMS would not be sent.", hint=hint, id="notifications.E001"))
    if any(part in settings.EMAIL_BACKEND.lower() for part in _SHOWING):
        found.append(Error("Mail would not be sent.", hint="Set EMAIL_URL.", id="notifications.E002"))
    return found
