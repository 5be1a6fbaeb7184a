"""The hash chain over the log.

Events are inserted freely, so that nobody waits for anybody; a scheduled job gives them their places afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max

from talent.audit import append_only, canonical
from talent.audit.models import AuditEvent, EventLink

BATCH = 2_000
LOOK_BACK_IDS = 100_000
"""How far below the newest linked event late commits are looked for on every run; ``link_pending(everything=True)``
looks through the whole table."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last link: what to print where it cannot be changed afterwards. Position 0 and no hash: nothing linked."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What a look through the whole log found; ``difference`` is empty when every event is as it was recorded."""

    head: Head
    unlinked: int
    difference: str


class HeadUnknown(ValueError):
    """The text is not of the form ``position:hash``."""


def head() -> Head:
    """The last link of the chain."""
    last = EventLink.objects.order_by("-position").values_list("position", "hash").first()
    return Head(*last) if last else Head(0, "")


def parse_head(text: str) -> Head:
    """What ``str(head)`` wrote. Raises HeadUnknown."""
    position, _separator, value = text.partition(":")
    if not position.isdecimal() or len(value) != 64:
        raise HeadUnknown("A head is written position:hash")
    return Head(int(position), value)


def pending() -> int:
    """How many recent events wait for their place."""
    return AuditEvent.objects.unlinked(after_id=_low_water()).count()


def link_pending(*, everything: bool = False) -> int:
    """Give all committed events without a place one, oldest first; returns how many.

    Two at a time cannot both succeed: the loser's positions exist already and its batch is rolled back with an
    IntegrityError, to be found again by the next run.
    """
    linked = 0
    while batch := _link_batch(0 if everything else _low_water()):
        linked += batch
    return linked


def verify(*, expected: Head | None = None) -> Verification:
    """Compute everything again and compare; stops at the first difference.

    Args:
        expected: a head noted earlier: the chain must still contain it.
    """
    missing = append_only.missing(connection, append_only.tables())
    difference = f"triggers missing: {', '.join(missing)}" if missing else ""
    difference = difference or next(_differences(), "") or _lost_head(expected)
    return Verification(head(), AuditEvent.objects.unlinked().count(), difference)


@transaction.atomic
def _link_batch(after_id: int) -> int:
    last = head()
    links = []
    for event_id, digest in AuditEvent.objects.unlinked(after_id=after_id).values_list("id", "digest")[:BATCH]:
        position = last.position + 1
        value = EventLink.hash_of(position, event_id, digest, last.hash)
        links.append(EventLink(position=position, event_id=event_id, previous_hash=last.hash, hash=value))
        last = Head(position, value)
    EventLink.objects.bulk_create(links)
    return len(links)


def _low_water() -> int:
    newest: int | None = EventLink.objects.order_by("-position")[:BATCH].aggregate(newest=Max("event_id"))["newest"]
    return max((newest or 0) - LOOK_BACK_IDS, 0)


def _differences() -> Iterator[str]:
    previous = Head(0, "")
    for link in EventLink.objects.select_related("event").order_by("position").iterator(chunk_size=BATCH):
        place = f"link {link.position}, event {link.event_id}"
        if link.position != previous.position + 1:
            yield f"links missing between {previous.position} and {link.position}"
        if canonical.digest(link.event.content()) != link.event.digest:
            yield f"{place}: the event was changed"
        if link.previous_hash != previous.hash:
            yield f"{place}: does not follow link {previous.position}"
        if EventLink.hash_of(link.position, link.event_id, link.event.digest, link.previous_hash) != link.hash:
            yield f"{place}: the hash does not fit"
        previous = Head(link.position, link.hash)
    for event in AuditEvent.objects.unlinked().iterator(chunk_size=BATCH):
        if canonical.digest(event.content()) != event.digest:
            yield f"event {event.id}, not yet linked: the event was changed"


def _lost_head(expected: Head | None) -> str:
    if expected is None or not expected.position:
        return ""
    if EventLink.objects.filter(position=expected.position, hash=expected.hash).exists():
        return ""
    return f"the head noted earlier, {expected}, is not in the chain"
