"""The values of an encrypted field of very many rows, as raw SQL answers and takes them, with less done per row."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from talent.encryption import keys
from talent.encryption.blind_index import PURPOSES
from talent.encryption.sealing import HEADER_BYTES, NONCE_BYTES, VERSION, DecryptionError, unseal

_BODY = HEADER_BYTES + NONCE_BYTES


def reveal_texts(
    model: type[models.Model], field_name: str, row_keys: Iterable[UUID | str], values: Iterable[bytes | memoryview]
) -> list[str]:
    """The plaintexts of an ``EncryptedTextField`` for the keys and sealed bytes of rows, in their order.

    Both may be as the driver gives them: a key as UUID or as its 32 digits, bytes or memoryview.

    Raises:
        DecryptionError: a value was altered, was encrypted for another row, or its key is gone.
    """
    place = f"{model._meta.label_lower}.{field_name}:"
    found: list[str] = []
    header, start = b"", ""
    cipher: AESGCM | None = None
    for key, value in zip(row_keys, values, strict=True):
        name = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}" if isinstance(key, str) else str(key)
        sealed = bytes(value)
        if cipher is None or sealed[:HEADER_BYTES] != header:
            unseal(sealed, place + name)  # says what is wrong with a format or a key that is not known
            header, cipher = sealed[:HEADER_BYTES], keys.cipher(sealed[1])
            start = header.decode("latin-1") + place
            assert cipher is not None
        try:
            plain = cipher.decrypt(sealed[HEADER_BYTES:_BODY], sealed[_BODY:], f"{start}{name}".encode("latin-1"))
        except (InvalidTag, ValueError) as error:
            raise DecryptionError(f"The value at {place}{name} was altered or belongs elsewhere.") from error
        found.append(plain.decode("utf-8", "surrogatepass"))
    return found


def seal_texts(
    model: type[models.Model], field_name: str, row_keys: Iterable[UUID], plaintexts: Iterable[str]
) -> list[bytes]:
    """Sealed bytes of an ``EncryptedTextField`` for the keys of rows that are about to be inserted, in their order.

    Raises:
        DecryptionError: the current key is not among the keys.
    """
    key_id = keys.current_key_id()
    cipher = keys.cipher(key_id)
    if cipher is None:
        raise DecryptionError(f"Key {key_id} is not in ENCRYPTION_KEYS.")
    header = bytes((VERSION, key_id))
    start = header + f"{model._meta.label_lower}.{field_name}:".encode()
    found = []
    for key, plaintext in zip(row_keys, plaintexts, strict=True):
        nonce = secrets.token_bytes(NONCE_BYTES)
        content = plaintext.encode("utf-8", "surrogatepass")
        found.append(header + nonce + cipher.encrypt(nonce, content, start + str(key).encode()))
    return found


def blind_indexes(values: Iterable[str], purpose: str) -> list[str]:
    """What ``blind_index`` answers for each of the values, in their order. Raises ValueError for no such purpose."""
    if purpose not in PURPOSES:
        raise ValueError(f"{purpose!r} is not a purpose of blind indexes")
    spell, key = PURPOSES[purpose], keys.blind_index_key()
    start = f"{purpose}\0"
    return [
        hmac.digest(key, f"{start}{spell(value)}".encode("utf-8", "surrogatepass"), "sha256").hex() for value in values
    ]
