"""Where a message leads: the page on which one sees, or does, what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from talent.notifications.models import Message


class Target(NamedTuple):
    """A page and the words of the link to it."""

    url: str
    text: str


def target_of(message: Message) -> Target | None:
    """What ``settings.MESSAGE_TARGETS`` knows of the message."""
    known: Callable[[Message], Target | None] = import_string(settings.MESSAGE_TARGETS)
    return known(message)
