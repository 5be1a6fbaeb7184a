"""The values of an encrypted field of very many rows, as raw SQL answers and takes them, with less done per row."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import models

from talent.encryption import keys
from talent.encryption.blind_index import PURPOSES
from talent.encryption.fields import EncryptedJSONField
from talent.encryption.sealing import HEADER_BYTES, NONCE_BYTES, VERSION, DecryptionError, unseal

_BODY = HEADER_BYTES + NONCE_BYTES
_SPELLING = "00000000-0000-0000-0000-000000000000"
_DIGITS = tuple(place for place, character in enumerate(_SPELLING) if character != "-")


def reveal_texts(
    model: type[models.Model], field_name: str, row_keys: Iterable[UUID | str], values: Iterable[bytes | memoryview]
) -> list[str]:
    """The plaintexts of an ``EncryptedTextField`` for the keys and sealed bytes of rows, in their order.

    Both may be as the driver gives them: a key as UUID or as its 32 digits, bytes or memoryview.

    Raises:
        DecryptionError: a value was altered, was encrypted for another row, or its key is gone.
    """
    place = f"{model._meta.label_lower}.{field_name}:"
    digits = [key if isinstance(key, str) else key.hex for key in row_keys]
    sealed = [value if isinstance(value, bytes) else bytes(value) for value in values]
    if len(digits) != len(sealed):
        raise ValueError("There must be as many keys as values.")
    if (found := _revealed_at_once(place, digits, sealed)) is not None:
        return found
    contents = [unseal(value, place + str(UUID(key))) for key, value in zip(digits, sealed, strict=True)]
    return [content.decode("utf-8", "surrogatepass") for content in contents]


def _revealed_at_once(place: str, digits: list[str], sealed: list[bytes]) -> list[str] | None:
    """The same where all are under one key, as nearly always; None says to look at each, which also says what is wrong.

    Every value is authenticated for its own row, with the header that it really has.
    """
    if not sealed:
        return []
    header = sealed[0][:HEADER_BYTES]
    if {value[:HEADER_BYTES] for value in sealed} != {header} or header[:1] != bytes((VERSION,)) or len(header) < 2:
        return None
    cipher = keys.cipher(header[1])
    if cipher is None:
        return None
    nonces = [value[HEADER_BYTES:_BODY] for value in sealed]
    bodies = [value[_BODY:] for value in sealed]
    try:
        contents = list(map(cipher.decrypt, nonces, bodies, _places(header + place.encode(), digits)))
        return [content.decode() for content in contents]
    except (InvalidTag, ValueError):
        return None


def _places(start: bytes, digits: Sequence[str]) -> list[bytes]:
    """What each value is bound to: the start and the usual spelling of its key, the digits put in place for all."""
    whole, size = bytearray((start + _SPELLING.encode()) * len(digits)), len(start) + len(_SPELLING)
    together = "".join(digits).encode("ascii")
    for number, place in enumerate(_DIGITS):
        whole[len(start) + place :: size] = together[number :: len(_DIGITS)]
    written = bytes(whole)
    return [written[first : first + size] for first in range(0, len(written), size)]


def seal_texts(
    model: type[models.Model], field_name: str, row_keys: Iterable[UUID], plaintexts: Iterable[str]
) -> list[bytes]:
    """Sealed bytes of an ``EncryptedTextField`` for the keys of rows that are about to be inserted, in their order.

    Raises:
        DecryptionError: the current key is not among the keys.
    """
    contents = (plaintext.encode("utf-8", "surrogatepass") for plaintext in plaintexts)
    return _sealed(model, field_name, row_keys, contents)


def seal_jsons(
    model: type[models.Model], field_name: str, row_keys: Iterable[UUID], plaintexts: Iterable[Any]
) -> list[bytes]:
    """As ``seal_texts``, of an ``EncryptedJSONField``: objects or lists."""
    field = model._meta.get_field(field_name)
    assert isinstance(field, EncryptedJSONField)
    return _sealed(model, field_name, row_keys, map(field.to_bytes, plaintexts))


def _sealed(
    model: type[models.Model], field_name: str, row_keys: Iterable[UUID], contents: Iterable[bytes]
) -> list[bytes]:
    key_id = keys.current_key_id()
    cipher = keys.cipher(key_id)
    if cipher is None:
        raise DecryptionError(f"Key {key_id} is not in ENCRYPTION_KEYS.")
    header = bytes((VERSION, key_id))
    digits = [key.hex for key in row_keys]
    places = _places(header + f"{model._meta.label_lower}.{field_name}:".encode(), digits)
    random = secrets.token_bytes(NONCE_BYTES * len(digits))
    found = []
    for number, (place, content) in enumerate(zip(places, contents, strict=True)):
        nonce = random[number * NONCE_BYTES : (number + 1) * NONCE_BYTES]
        found.append(header + nonce + cipher.encrypt(nonce, content, place))
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
