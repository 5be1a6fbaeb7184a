"""The keys, read from the settings each time so that a changed setting holds at once.

``ENCRYPTION_KEYS`` maps key ids (0 to 255) to 32 bytes in base64, ``ENCRYPTION_KEY_ID`` names the one that new values
are encrypted with, ``BLIND_INDEX_KEY`` is 32 bytes in base64.
"""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


def current_key_id() -> int:
    """The id of the key for new values."""
    return int(settings.ENCRYPTION_KEY_ID)


def cipher(key_id: int) -> AESGCM | None:
    """The cipher of a key, None where the settings no longer hold it."""
    encoded = settings.ENCRYPTION_KEYS.get(key_id)
    return None if encoded is None else _cipher(encoded)


def blind_index_key() -> bytes:
    """The key of every blind index."""
    return decoded_key(settings.BLIND_INDEX_KEY)


@lru_cache(maxsize=256)
def _cipher(encoded: str) -> AESGCM:
    return AESGCM(decoded_key(encoded))


@lru_cache(maxsize=256)
def decoded_key(encoded: str) -> bytes:
    """32 bytes from base64. Raises ImproperlyConfigured, which does not repeat the key."""
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError, TypeError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured("An encryption key must be 32 bytes in base64.")
    return key
