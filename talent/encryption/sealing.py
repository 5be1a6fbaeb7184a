"""Bytes in, sealed bytes out: AES-256-GCM with the place of the value as associated data.

Sealed bytes: format version (1 byte, 1), key id (1), nonce (12, random), ciphertext and tag (16 longer than the
content). Version and key id are authenticated with the place.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag

from talent.encryption import keys

VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = 2


class DecryptionError(Exception):
    """A value was altered, moved from another place, or its key is gone. The message holds no part of the value."""


def seal(content: bytes, place: str) -> bytes:
    """Encrypt with the current key so that only ``unseal`` for the same ``place`` answers."""
    key_id = keys.current_key_id()
    cipher = keys.cipher(key_id)
    if cipher is None:
        raise DecryptionError(f"Key {key_id} is not in ENCRYPTION_KEYS.")
    header = bytes((VERSION, key_id))
    nonce = secrets.token_bytes(NONCE_BYTES)
    return header + nonce + cipher.encrypt(nonce, content, header + place.encode())


def key_id_of(sealed: bytes) -> int:
    """The id of the key that sealed bytes need."""
    return sealed[1]


def unseal(sealed: bytes, place: str) -> bytes:
    """The content of what ``seal`` made for ``place``. Raises DecryptionError."""
    if len(sealed) < HEADER_BYTES + NONCE_BYTES + TAG_BYTES or sealed[0] != VERSION:
        raise DecryptionError(f"The value at {place} is not in a known format.")
    cipher = keys.cipher(sealed[1])
    if cipher is None:
        raise DecryptionError(f"The value at {place} needs key {sealed[1]}, which is not in ENCRYPTION_KEYS.")
    nonce = sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
    try:
        return cipher.decrypt(nonce, sealed[HEADER_BYTES + NONCE_BYTES :], sealed[:HEADER_BYTES] + place.encode())
    except InvalidTag as error:
        raise DecryptionError(f"The value at {place} was altered or belongs elsewhere.") from error
