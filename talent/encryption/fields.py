"""Model fields whose values are encrypted at rest, and the blind index to find them by."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core import checks
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.expressions import Combinable
from django.db.models.fields.mixins import CheckFieldDefaultMixin
from django.db.models.query_utils import DeferredAttribute

from talent.encryption.blind_index import PURPOSES, blind_index
from talent.encryption.ciphertext import Ciphertext
from talent.encryption.sealing import DecryptionError, seal, unseal

if TYPE_CHECKING:
    Attribute = Any
else:
    Attribute = DeferredAttribute


_written = DjangoJSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class PlaintextRefused(TypeError):
    """A plaintext came where it can be neither encrypted for its row nor compared with what is stored."""


class EncryptedAttribute(Attribute):
    """Keeps what the database gave as it is until someone reads it; then the plaintext takes its place."""

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, Ciphertext):
            return value
        plaintext = self.field.decrypt(value, instance.pk)
        instance.__dict__[self.field.attname] = plaintext
        return plaintext

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.Field):  # type: ignore[type-arg]  # Django's own Field takes no parameters when it runs
    """Encrypts in ``pre_save``, bound to model, field and row: "app_label.model.field:pk".

    So the row's key must be known before the row is saved (a UUID made by the client), and renaming the model or the
    field needs a data migration that reads under the old name and encrypts under the new one. ``save()`` and
    ``bulk_create()`` encrypt; ``update()`` and ``bulk_update()`` take only what ``encrypt_value`` made and
    raise PlaintextRefused for anything else. Beware of ``bulk_create(update_conflicts=True)``: a row that was there
    keeps its key, and could not be read with a value that was encrypted for another.
    """

    descriptor_class = EncryptedAttribute
    empty_strings_allowed = False  # or adding a column would fill it with bytes that nobody encrypted

    def to_bytes(self, plaintext: Any) -> bytes:
        """The plaintext as it is encrypted."""
        raise NotImplementedError

    def from_bytes(self, content: bytes) -> Any:
        """The plaintext of what ``to_bytes`` wrote."""
        raise NotImplementedError

    def encrypt(self, plaintext: Any, pk: UUID | str | None) -> Ciphertext:
        """Encrypt a plaintext (not None) for this field of the row ``pk``."""
        return Ciphertext(seal(self.to_bytes(plaintext), self._place(pk)))

    def decrypt(self, ciphertext: Ciphertext, pk: UUID | str | None) -> Any:
        """The plaintext of this field of the row ``pk``. Raises DecryptionError."""
        return self.from_bytes(unseal(ciphertext.raw, self._place(pk)))

    def _place(self, pk: UUID | str | None) -> str:
        key = pk if isinstance(pk, UUID) else self.model._meta.pk.to_python(pk)
        if key is None:
            raise DecryptionError(f"{self.model._meta.label}.{self.name} needs the key of its row.")
        return f"{self.model._meta.label_lower}.{self.name}:{key}"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        if hasattr(value, "as_sql"):  # F(), Value() and the Case() of bulk_update go round get_prep_value
            self._refuse()
        return connection.ops.binary_placeholder_sql(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        held = model_instance.__dict__
        value = held[self.attname] if self.attname in held else getattr(model_instance, self.attname)
        if isinstance(value, Ciphertext):
            self.decrypt(value, model_instance.pk)  # or a row copied under a new key would be lost unnoticed
            return value
        return None if value is None else self.encrypt(value, model_instance.pk)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Ciphertext):
            return value
        from_fixture = Ciphertext.from_text(value) if isinstance(value, str) else None
        return from_fixture or self._refuse()

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        ciphertext = self.get_prep_value(value)
        return None if ciphertext is None else connection.Database.Binary(ciphertext.raw)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Ciphertext | None:
        return None if value is None else Ciphertext(bytes(value))

    def value_to_string(self, obj: models.Model) -> Any:
        """For fixtures and dumps: encrypted, and readable again only in the same row."""
        ciphertext = self.pre_save(obj, add=False)
        return None if ciphertext is None else ciphertext.as_text()

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in ("exact", "isnull") else None

    def get_transform(self, lookup_name: str) -> None:
        return None

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        key = self.model._meta.pk
        if not (isinstance(key, models.UUIDField) and key.has_default()):
            message = "A model with encrypted fields needs a UUIDField with a default as its primary key."
            found.append(checks.Error(message, obj=self, id="encryption.E010"))
        if self.unique or self.db_index:  # type: ignore[attr-defined]  # the stubs lack it
            message = "An encrypted value cannot be indexed; use a BlindIndexField."
            found.append(checks.Error(message, obj=self, id="encryption.E011"))
        return found

    def _refuse(self) -> Any:
        raise PlaintextRefused(
            f"{self.model._meta.label}.{self.name} is encrypted for each row by itself: use save(), bulk_create() or "
            "encrypt_value() to write it, and its blind index to look it up."
        )


class EncryptedTextField(EncryptedField):
    """Text. Without a default it starts as None, or as "" where it may be blank but not null."""

    _pyi_private_set_type: str | Combinable
    _pyi_private_get_type: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def get_default(self) -> Any:
        return "" if self.blank and not self.null and not self.has_default() else super().get_default()

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else str(value)

    def to_bytes(self, plaintext: Any) -> bytes:
        if hasattr(plaintext, "resolve_expression") or isinstance(plaintext, bytes):
            self._refuse()
        return str(plaintext).encode("utf-8", "surrogatepass")

    def from_bytes(self, content: bytes) -> str:
        return content.decode("utf-8", "surrogatepass")

    def formfield(self, **kwargs: Any) -> Any:
        empty = {"empty_value": None} if self.null else {}
        return super().formfield(**{"form_class": forms.CharField, "max_length": self.max_length, **empty, **kwargs})


class EncryptedJSONField(CheckFieldDefaultMixin, EncryptedField):
    """An object or a list. Days, instants and decimals are written as ISO and plain text and come back as text."""

    _default_hint = ("dict", "{}")
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def to_bytes(self, plaintext: Any) -> bytes:
        if not isinstance(plaintext, dict | list | tuple):  # a bare number would stand readable in fixtures
            raise TypeError(f"{self.model._meta.label}.{self.name} holds an object or a list.")
        return _written(plaintext).encode("utf-8", "surrogatepass")

    def from_bytes(self, content: bytes) -> Any:
        return json.loads(content.decode("utf-8", "surrogatepass"))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": forms.JSONField, "encoder": DjangoJSONEncoder, **kwargs})


class BlindIndexField(models.CharField):  # type: ignore[type-arg]  # as above
    """A keyed digest of the field ``source`` of the same row, written whenever the row is saved.

    Empty for an empty source (None). ``normalize`` is applied before the spelling rules of the purpose.
    ``save(update_fields=...)`` and ``update()`` must name both fields.
    """

    def __init__(
        self,
        *args: Any,
        source: str,
        purpose: str,
        normalize: Callable[[str], str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.source, self.purpose, self.normalize = source, purpose, normalize
        super().__init__(*args, **{"editable": False, "blank": True, **kwargs, "max_length": 64})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for made_here, usual in (("editable", False), ("blank", True), ("max_length", 64)):
            if kwargs.get(made_here, not usual) == usual:
                kwargs.pop(made_here)
        optional = {} if self.normalize is None else {"normalize": self.normalize}
        return name, path, args, {**kwargs, "source": self.source, "purpose": self.purpose, **optional}

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        plaintext = getattr(model_instance, self.source)
        if plaintext and self.normalize is not None:
            plaintext = self.normalize(plaintext)
        index = blind_index(plaintext, self.purpose) if plaintext else None
        setattr(model_instance, self.attname, index)
        return index

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        found = super().check(**kwargs)
        if self.purpose not in PURPOSES:
            message = f"{self.purpose!r} is not one of the purposes in talent.encryption.blind_index."
            found.append(checks.Error(message, obj=self, id="encryption.E012"))
        if self.source not in {field.name for field in self.model._meta.concrete_fields}:
            message = f"There is no field {self.source!r} to index."
            found.append(checks.Error(message, obj=self, id="encryption.E013"))
        return found
