"""An encrypted value as it lies in the database, and the way to make or read one without an instance."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

if TYPE_CHECKING:
    from django.db import models

    from talent.encryption.fields import EncryptedField

_TEXT_PREFIX = "aes256gcm:"


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """What ``values()`` answers for an encrypted field: it shows nothing until it is told where it belongs."""

    raw: bytes = field(repr=False)

    @property
    def key_id(self) -> int:
        """The id of the key it was encrypted with, -1 where the bytes are too few to say."""
        return self.raw[1] if len(self.raw) > 1 else -1

    def reveal(self, model: type[models.Model], field_name: str, pk: UUID | str) -> Any:
        """The plaintext. Raises DecryptionError unless it was encrypted for this model, field and row."""
        return decrypt_value(model, field_name, pk, self)

    def as_text(self) -> str:
        """For fixtures."""
        return _TEXT_PREFIX + base64.b64encode(self.raw).decode()

    @classmethod
    def from_text(cls, text: str) -> Ciphertext | None:
        """What ``as_text`` wrote, None for any other text."""
        if not text.startswith(_TEXT_PREFIX):
            return None
        try:
            return cls(base64.b64decode(text.removeprefix(_TEXT_PREFIX), validate=True))
        except (binascii.Error, ValueError):
            return None

    def __bytes__(self) -> bytes:
        return self.raw


def encrypt_value(model: type[models.Model], field_name: str, pk: UUID | str, plaintext: Any) -> Ciphertext | None:
    """Encrypt for one row's field: for ``update()``, ``bulk_create()`` and raw SQL (``bytes(ciphertext)``).

    None stays None. The blind index beside it is the caller's to write.
    """
    return None if plaintext is None else _encrypted_field(model, field_name).encrypt(plaintext, pk)


def decrypt_value(
    model: type[models.Model], field_name: str, pk: UUID | str, ciphertext: Ciphertext | bytes | memoryview | None
) -> Any:
    """The plaintext of what ``values()`` or raw SQL answered; None stays None. Raises DecryptionError."""
    if ciphertext is None:
        return None
    sealed = ciphertext if isinstance(ciphertext, Ciphertext) else Ciphertext(bytes(ciphertext))
    return _encrypted_field(model, field_name).decrypt(sealed, pk)


def _encrypted_field(model: type[models.Model], field_name: str) -> EncryptedField:
    found = model._meta.get_field(field_name)
    if not hasattr(found, "decrypt"):
        raise TypeError(f"{model._meta.label}.{field_name} is not encrypted.")
    return cast("EncryptedField", found)
