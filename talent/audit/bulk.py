"""The same thing done to very many objects: one event for each, written with a handful of statements.

An event is exactly what ``events.record`` would have written, its own digest included; the chain takes each up like
any other. What is the same in all of them is looked at, cleaned and encoded once.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models

from talent.accounts.models import User
from talent.audit import canonical, events
from talent.audit.context import visitor_address
from talent.audit.models import AuditEvent
from talent.bulk.inserting import insert_columns
from talent.calendars import clock

AT_ONCE = 5_000


def record_each(
    verb: str,
    model: type[models.Model],
    keys: Iterable[UUID],
    *,
    by: User | None,
    from_status: str = "",
    to_status: str = "",
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> int:
    """Record that ``by`` did ``verb`` to each object of ``model`` with these keys, in the caller's transaction.

    Returns how many events were written. The arguments are those of ``events.record``, and so are its refusals.
    """
    mark = secrets.token_hex(16)
    same = events.prepare(
        verb,
        model(pk=UUID(mark)),
        by=by,
        at=clock.now(),
        from_status=from_status,
        to_status=to_status,
        reason=reason,
        detail=detail,
        ip_address=visitor_address.get(),
    )
    values = same.content() | {"actor_id": same.actor_id}
    del values["actor"], values["object_id"]
    before, after = _halves(same)
    start = hashlib.sha256(before)
    iterator, count = iter(keys), 0
    while piece := [str(key) for key in islice(iterator, AT_ONCE)]:
        digests = []
        for key in piece:
            whole = start.copy()
            whole.update(key.encode())
            whole.update(after)
            digests.append(whole.hexdigest())
        insert_columns(AuditEvent, {"object_id": piece, "digest": digests}, same=values)
        count += len(piece)
    return count


def record_with_details(
    verb: str,
    model: type[models.Model],
    details: Mapping[UUID, dict[str, Any]],
    *,
    by: User | None,
    from_status: str = "",
    to_status: str = "",
    reason: str = "",
) -> int:
    """The same where each object has a detail of its own, given by its key: looked at, cleaned and encoded each."""
    at, address = clock.now(), visitor_address.get()
    words: dict[str, Any] = {"by": by, "at": at, "from_status": from_status, "to_status": to_status, "reason": reason}
    made = [
        events.prepare(verb, model(pk=key), detail=detail, ip_address=address, **words)
        for key, detail in details.items()
    ]
    if made:
        columns = {name: [getattr(event, name) for event in made] for name in ("object_id", "detail", "digest")}
        same = made[0].content() | {"actor_id": made[0].actor_id}
        insert_columns(
            AuditEvent, columns, same={name: same[name] for name in same.keys() - columns.keys() - {"actor"}}
        )
    return len(made)


def _halves(event: AuditEvent) -> tuple[bytes, bytes]:
    """The canonical bytes of an event before and after the key of its object, which is random and stands there once."""
    content = canonical.plain(event.content())
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    before, after = written.split(event.object_id.encode())
    return before, after
