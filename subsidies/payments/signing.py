"""Ed25519 signatures of release manifests (RFC 8032).

``MANIFEST_KEYS`` maps key ids to 32-byte seeds in base64, ``MANIFEST_KEY_ID`` names the one that signs. The public
halves of keys that were taken out of use, and whose seeds were destroyed, stay in ``RETIRED_MANIFEST_KEYS``.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from talent.encryption.keys import decoded_key

FINGERPRINT_PLACES = 16


def current_key_id() -> int:
    """The id of the key that signs now."""
    return int(settings.MANIFEST_KEY_ID)


def sign(content: bytes) -> bytes:
    """64 bytes under the current key.

    Raises:
        ImproperlyConfigured: the settings hold no such key.
    """
    return _private(current_key_id()).sign(content)


def is_genuine(content: bytes, signature: bytes, key_id: int) -> bool:
    """Whether the key of that id signed exactly these bytes; False for an unknown key."""
    public = public_key(key_id)
    if public is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except InvalidSignature:
        return False
    return True


def public_key(key_id: int) -> bytes | None:
    """32 bytes; None where no key of that id is known."""
    if key_id in settings.MANIFEST_KEYS:
        return _private(key_id).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    retired = settings.RETIRED_MANIFEST_KEYS.get(key_id)
    return decoded_key(retired) if retired else None


def fingerprint(public: bytes) -> str:
    """What people compare by eye: the first places of the key's SHA-256, in groups of four."""
    places = hashlib.sha256(public).hexdigest()[:FINGERPRINT_PLACES]
    return "-".join(places[start : start + 4] for start in range(0, FINGERPRINT_PLACES, 4))


def encoded(value: bytes) -> str:
    """Base64, as signatures and keys are kept and printed."""
    return base64.b64encode(value).decode()


def _private(key_id: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(decoded_key(settings.MANIFEST_KEYS.get(key_id, "")))
