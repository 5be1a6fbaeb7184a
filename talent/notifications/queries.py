"""What pages show of messages and of the machinery behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django_tasks_db.models import DBTaskResult

from talent.notifications.models import Message

if TYPE_CHECKING:
    from talent.accounts.models import User


def unread_count(user: User) -> int:
    """How many messages the person has not opened."""
    return Message.objects.visible_to(user).unread().count()


def waiting_tasks() -> int:
    """How many tasks the worker has not begun, retries included."""
    return DBTaskResult.objects.filter(status="READY").count()
