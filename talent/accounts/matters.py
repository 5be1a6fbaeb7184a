"""What is in progress for a person, told by whoever handles it: withdrawing a consent names it first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from talent.accounts.models import User


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing in progress: its name, where it stands, its page, and the page that ends it (empty: too late)."""

    title: str
    status: str
    url: str
    withdraw_url: str


def matters_in_progress(user: User) -> list[Matter]:
    """What ``settings.MATTERS_IN_PROGRESS`` knows to be in progress for the person."""
    known: Callable[[User], list[Matter]] = import_string(settings.MATTERS_IN_PROGRESS)
    return known(user)
