"""What the demo would have sent by SMS or mail: kept in the cache for a while, found by address."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.crypto import salted_hmac

_SECONDS = 1800


def keep(address: str, text: str) -> None:
    """Keep ``text`` as the last one to ``address``."""
    cache.set(_key(address), text, _SECONDS)


def last_to(address: str) -> str | None:
    """The last text to this phone number or mail address; None when there is none or it is too old."""
    text: str | None = cache.get(_key(address))
    return text


def _key(address: str) -> str:
    return "demo-box-" + salted_hmac("talent.notifications.demo_box", address.strip().lower()).hexdigest()
