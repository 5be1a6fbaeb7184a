"""Start-up checks of the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from talent.encryption.keys import decoded_key


def check_keys(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """encryption.E001 to E004: keys missing or malformed, current key unknown, a key used twice."""
    encoded = getattr(settings, "ENCRYPTION_KEYS", None)
    if not isinstance(encoded, dict) or not encoded or not getattr(settings, "BLIND_INDEX_KEY", ""):
        return [Error("ENCRYPTION_KEYS and BLIND_INDEX_KEY must be set.", id="encryption.E001")]
    if any(type(key_id) is not int or not 0 <= key_id <= 255 for key_id in encoded):
        return [Error("The ids in ENCRYPTION_KEYS must be whole numbers from 0 to 255.", id="encryption.E002")]
    try:
        keys = [decoded_key(key) for key in (*encoded.values(), settings.BLIND_INDEX_KEY)]
    except ImproperlyConfigured as error:
        return [Error(str(error), id="encryption.E002")]
    messages: list[CheckMessage] = []
    if getattr(settings, "ENCRYPTION_KEY_ID", None) not in encoded:
        messages.append(Error("ENCRYPTION_KEY_ID must name one of ENCRYPTION_KEYS.", id="encryption.E003"))
    if len(set(keys)) < len(keys):
        messages.append(Error("Each key must differ from the others.", id="encryption.E004"))
    return messages
