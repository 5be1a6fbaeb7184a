"""The values of an encrypted field of very many rows, as raw SQL answers them: the same checks, less done per row."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from talent.encryption import keys
from talent.encryption.sealing import HEADER_BYTES, NONCE_BYTES, DecryptionError, unseal

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
