"""Mail in the demo."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from talent.notifications import demo_box


class DemoBackend(BaseEmailBackend):
    """Keeps the last mail to each address for half an hour, so that the demo can show it in the page."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them; returns how many."""
        for message in email_messages:
            for address in message.recipients():
                demo_box.keep(address, f"{message.subject}\n\n{message.body}")
        return len(email_messages)
