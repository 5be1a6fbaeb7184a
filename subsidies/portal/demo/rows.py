"""Rows on their way to the database, some thousands at a time, and their events in the log."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from talent.accounts.models import User
from talent.audit import events
from talent.notifications import texts
from talent.notifications.kinds import Channel
from talent.notifications.models import Message

AT_ONCE = 4_000
READ_WITHIN = dt.timedelta(hours=31)


@dataclass(slots=True)
class Rows:
    """Collects rows of any model; foreign keys hold only once all is written, within one transaction."""

    until: dt.datetime
    """Messages that would have been read by then have been."""
    _waiting: defaultdict[type[models.Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    _count: int = 0

    def add(self, *rows: models.Model) -> None:
        """Have rows written."""
        for row in rows:
            self._waiting[type(row)].append(row)
        self._count += len(rows)
        if self._count >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what waits: before anything else reads it, and before anything else writes events."""
        for model, rows in self._waiting.items():
            model._default_manager.bulk_create(rows)
        self._waiting.clear()
        self._count = 0

    def note(
        self,
        verb: str,
        obj: models.Model,
        *,
        by: User | None,
        at: dt.datetime,
        status: tuple[str, str] = ("", ""),
        reason: str = "",
        detail: dict[str, Any] | None = None,
    ) -> None:
        """Have an event written; ``status`` is the one before and the one after."""
        before, after = status
        self.add(
            events.prepare(verb, obj, by=by, at=at, from_status=before, to_status=after, reason=reason, detail=detail)
        )

    def tell(self, user: User, template: str, *, at: dt.datetime, key: str, **context: Any) -> None:
        """Have a message stand in somebody's portal; nothing goes out by mail or SMS."""
        read_at = at + READ_WITHIN
        self.add(
            Message(
                recipient=user,
                channel=Channel.PORTAL,
                template=template,
                context=texts.pack(context),
                language=user.language,
                created_at=at,
                sent_at=at,
                read_at=read_at if read_at < self.until else None,
                dedupe_key=key,
            )
        )
