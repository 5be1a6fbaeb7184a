"""How many messages wait, for the menu."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from talent.notifications.queries import unread_count


def unread(request: HttpRequest) -> dict[str, Callable[[], int]]:
    """Context processor: adds ``unread_messages``, counted only where a template asks."""

    def count() -> int:
        user = getattr(request, "user", None)
        return unread_count(user) if user is not None and user.is_authenticated else 0

    return {"unread_messages": count}
