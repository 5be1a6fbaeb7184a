"""What was loaded, in numbers and as one digest, so that two demos can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count

from talent.audit.models import EventLink
from talent.encryption.ciphertext import Ciphertext
from talent.encryption.fields import BlindIndexField
from talent.notifications.models import ScheduledJob

PACKAGES = ("talent.", "subsidies.")
MODELS_LEFT_OUT = (EventLink, ScheduledJob)
"""What follows from the rest, and what the machinery notes for itself."""
FIELDS_LEFT_OUT = {
    "accounts.User": {"password", "last_login"},
    "accounts.Invitation": {"token_digest"},
    "audit.AuditEvent": {"id"},
    "calendars.CalendarEdition": {"token"},
    "profiles.Evidence": {"storage_name"},
    "objections.Objection": {"code"},
    "offers.Offer": {"code"},
    "papers.IssuedPaper": {"code"},
    "payments.BatchFile": {"sha256", "size"},
}
"""Salts and tokens, and what depends on the machine; blind indexes depend on its keys and are left out everywhere."""
AT_ONCE = 2_000


def counts() -> dict[str, dict[str, int]]:
    """For each kind of thing that has a status: how many are in which."""
    found = {}
    for model in _models():
        status = next((field for field in model._meta.fields if field.name == "status" and field.choices), None)
        if status is not None:
            rows = model._default_manager.order_by().values_list("status").annotate(Count("pk"))
            number = dict(rows)
            found[model._meta.label] = {key: number.get(key, 0) for key, _label in status.flatchoices}
    return found


def digest() -> str:
    """SHA-256, in hex, over every row of every model of ours as JSON, personal values decrypted, in order of keys."""
    whole = hashlib.sha256()
    for model in _models():
        whole.update(f"{model._meta.label}\n".encode())
        for row in _rows(model):
            whole.update(json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\n")
    return whole.hexdigest()


def _models() -> list[type[models.Model]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith(PACKAGES)]
    return sorted((model for model in ours if model not in MODELS_LEFT_OUT), key=lambda model: model._meta.label)


def _rows(model: type[models.Model]) -> Iterator[list[Any]]:
    left_out = FIELDS_LEFT_OUT.get(model._meta.label, set())
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.name not in left_out and not isinstance(field, BlindIndexField)
    ]
    names = [field.attname for field in fields]
    rows = model._default_manager.order_by("pk").values_list("pk", *names)
    for key, *values in rows.iterator(chunk_size=AT_ONCE):
        yield [
            value.reveal(model, name, key) if isinstance(value, Ciphertext) else value
            for name, value in zip(names, values, strict=True)
        ]
