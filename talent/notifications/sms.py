"""SMS through whatever ``settings.SMS_BACKEND`` names: a class with ``send(phone, text)``."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod

from django.conf import settings
from django.utils.module_loading import import_string

from talent.notifications import demo_box


class SmsBackend(ABC):
    """One way to send an SMS. The class for the city's gateway is written when its interface is known."""

    for_development = False
    """True where texts are shown instead of sent: refused by ``check --deploy``."""

    @abstractmethod
    def send(self, phone: str, text: str) -> None:
        """Hand ``text`` over for ``phone`` (E.164, such as ``+8613800138000``); neither may be logged.

        Raises whatever tells that the gateway did not take it; it is then tried again later.
        """


class ConsoleBackend(SmsBackend):
    """Prints each SMS: for developing."""

    for_development = True

    def send(self, phone: str, text: str) -> None:
        """Print it."""
        sys.stdout.write(f"SMS to {phone}: {text}\n")


class DemoBackend(SmsBackend):
    """Keeps the last SMS to each phone for half an hour, so that the demo can show it in the page."""

    for_development = True

    def send(self, phone: str, text: str) -> None:
        """Keep it."""
        demo_box.keep(phone, text)


def send(phone: str, text: str) -> None:
    """Send an SMS through the configured backend; raises what it raises."""
    backend: SmsBackend = import_string(settings.SMS_BACKEND)()
    backend.send(phone, text)
