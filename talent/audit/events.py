"""Writing to the log."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest

from talent.audit import canonical
from talent.audit.context import address_of, visitor_address
from talent.audit.models import AuditEvent
from talent.audit.sensitive import personal_places, redact, redact_json
from talent.calendars import clock

if TYPE_CHECKING:
    from talent.accounts.models import User

logger = logging.getLogger(__name__)


class PersonalDataInLog(ValueError):
    """``detail`` holds what looks like an identity number, a bank account or a phone; the message says where."""


def record(
    verb: str,
    obj: models.Model | None,
    *,
    by: User | None,
    from_status: str = "",
    to_status: str = "",
    reason: str = "",
    detail: dict[str, Any] | None = None,
    request: HttpRequest | None = None,
) -> AuditEvent:
    """Record that ``by`` (None: the portal itself) did ``verb`` to ``obj``, in the caller's transaction.

    Args:
        verb: ``<feature>.<what happened>``, for example ``application.submitted``.
        obj: the object while it still has its key; None for what concerns no row.
        reason: what the person wrote; numbers that look personal are blanked out.
        detail: JSON of text, whole numbers, booleans, days, instants, UUIDs, lists and dicts. Never personal data.
        request: only where no middleware ran; otherwise the address is known already.

    Raises:
        PersonalDataInLog: ``detail`` holds a number that looks personal (where ``settings.AUDIT_STRICT``;
            elsewhere it is blanked out and the programming error is logged).
        TypeError: ``detail`` holds a float or something that is not JSON.
    """
    event = prepare(
        verb,
        obj,
        by=by,
        at=clock.now(),
        from_status=from_status,
        to_status=to_status,
        reason=reason,
        detail=detail,
        ip_address=address_of(request) if request else visitor_address.get(),
    )
    event.save(force_insert=True)
    return event


def prepare(
    verb: str,
    obj: models.Model | None,
    *,
    by: User | None,
    at: dt.datetime,
    from_status: str = "",
    to_status: str = "",
    reason: str = "",
    detail: dict[str, Any] | None = None,
    ip_address: str = "",
) -> AuditEvent:
    """The event that ``record`` would write at an instant, not yet written: for those who write many at once.

    What somebody does in another's name is theirs, with the mandate named (``accounts.representation``).

    Raises:
        ActionRefused: ``by`` is represented under a mandate that does not hold, or not for this.
    """
    if by is not None and by.represented_by is not None:
        mandate = by.represented_by
        mandate.require(verb)
        by, detail = mandate.agent, {**(detail or {}), "mandate": mandate.number}
    event = AuditEvent(
        occurred_at=at,
        actor=by,
        actor_name=canonical.text(str(by))[:150] if by else "",
        verb=verb,
        object_type=obj._meta.label_lower if obj else "",
        object_id=str(obj.pk) if obj else "",
        from_status=from_status,
        to_status=to_status,
        reason=redact(canonical.text(reason)),
        detail=_clean(verb, canonical.plain(detail or {})),
        ip_address=ip_address,
    )
    event.digest = canonical.digest(event.content())
    return event


def _clean(verb: str, detail: dict[str, Any]) -> dict[str, Any]:
    places = list(personal_places(detail))
    if not places:
        return detail
    message = f"{verb}: what looks like personal data at {', '.join(redact(place) for place in places)}"
    if settings.AUDIT_STRICT:
        raise PersonalDataInLog(message)
    logger.error(message)
    cleaned: dict[str, Any] = redact_json(detail)
    return cleaned
