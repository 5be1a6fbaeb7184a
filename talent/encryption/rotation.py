"""Bringing what is stored to the current key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, transaction

from talent.encryption.ciphertext import Ciphertext
from talent.encryption.fields import EncryptedField
from talent.encryption.keys import current_key_id
from talent.encryption.sealing import DecryptionError


@dataclass(frozen=True, slots=True)
class Chunk:
    """What was found in some rows of one model; ``unreadable`` holds keys of rows, never values.

    ``remaining`` is how many of the rows the current key does not open afterwards.
    """

    model: type[models.Model]
    rows: int
    outdated: int
    unreadable: tuple[Any, ...]
    remaining: int


def encrypted_models() -> list[type[models.Model]]:
    """The models that own encrypted columns."""
    return [model for model in apps.get_models(include_auto_created=True) if encrypted_fields(model)]


def encrypted_fields(model: type[models.Model]) -> list[EncryptedField]:
    """The encrypted columns of the model's own table, none for a proxy."""
    meta = model._meta
    return [f for f in meta.local_concrete_fields if isinstance(f, EncryptedField) and meta.managed and not meta.proxy]


def reencrypt(
    model: type[models.Model], *, chunk_size: int = 500, write: bool = True, using: str = DEFAULT_DB_ALIAS
) -> Iterator[Chunk]:
    """Go through a model in order of its keys, one transaction a chunk, and count rows that held an older key.

    May be stopped anywhere and run again: rows with the current key are left alone. A row that is written by someone
    else at the same moment keeps what they wrote. With ``write=False`` nothing is changed and
    every row is read, also those with the current key: after a restore it may be another installation's.
    """
    names = [field.name for field in encrypted_fields(model)]
    ordered = model._base_manager.using(using).order_by("pk")
    last: Any = None
    while True:
        rows = ordered if last is None else ordered.filter(pk__gt=last)
        with transaction.atomic(using=using):
            values = list(rows.values_list("pk", *names)[:chunk_size])
            outdated = [row for row in values if _needs_another_key(row[1:])]
            if write:
                unreadable = [row[0] for row in outdated if not _rewrite(model, names, row, using)]
            else:
                unreadable = [row[0] for row in values if _read(model, names, row) is None]
        if not values:
            return
        remaining = set(unreadable) if write else {*unreadable, *(row[0] for row in outdated)}
        yield Chunk(model, len(values), len(outdated), tuple(unreadable), len(remaining))
        last = values[-1][0]


def _needs_another_key(sealed: tuple[Ciphertext | None, ...]) -> bool:
    return any(value is not None and value.key_id != current_key_id() for value in sealed)


def _read(model: type[models.Model], names: list[str], row: tuple[Any, ...]) -> dict[str, Any] | None:
    """The plaintexts of a row by field, None where one cannot be read."""
    fields = {field.name: field for field in encrypted_fields(model)}
    stored = {name: value for name, value in zip(names, row[1:], strict=True) if value is not None}
    try:
        return {name: fields[name].decrypt(value, row[0]) for name, value in stored.items()}
    except DecryptionError:
        return None


def _rewrite(model: type[models.Model], names: list[str], row: tuple[Any, ...], using: str) -> bool:
    plaintexts = _read(model, names, row)
    if plaintexts is None:
        return False
    pk, stored = row[0], {name: value for name, value in zip(names, row[1:], strict=True) if value is not None}
    fields = {field.name: field for field in encrypted_fields(model)}
    fresh = {name: fields[name].encrypt(plaintext, pk) for name, plaintext in plaintexts.items()}
    model._base_manager.using(using).filter(pk=pk, **stored).update(**fresh)
    return True
