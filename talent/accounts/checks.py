"""A production portal refuses to start with accounts of the demo or with secrets that are known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection

from talent.accounts.models import User
from talent.encryption.keys import decoded_key
from talent.notifications.checks import check_carriers

DEMO_DOMAIN = "@demo.invalid"
_LEAST_DIFFERENT = 8
"""A secret with fewer different bytes was typed, not drawn by lot."""


def demo_accounts(
    app_configs: Sequence[Any] | None = None, *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """accounts.E001: outside the demo, accounts whose passwords stand in its documentation."""
    if settings.DEMO or not databases:
        return []
    if User._meta.db_table not in connection.introspection.table_names():  # before the first migration
        return []
    count = User.objects.filter(email__iendswith=DEMO_DOMAIN, is_active=True).count()
    hint = f"Remove or close the accounts whose e-mail address ends in {DEMO_DOMAIN}; use a database of its own."
    return [Error(f"The database holds {count} accounts of the demo.", hint=hint, id="accounts.E001")] if count else []


def known_secrets(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """accounts.E002, E003: outside the demo, a secret that is typed, shipped or made for the demo on this machine."""
    if settings.DEMO:
        return []
    try:
        demo_keys = _demo_keys(settings.BASE_DIR / "var" / "demo-keys.json")
    except OSError:
        message = "The keys of a demo lie in var/demo-keys.json and cannot be read."
        return [Error(message, hint="Remove the file: the portal is no demo.", id="accounts.E003")]
    keys = {f"ENCRYPTION_KEYS[{number}]": decoded_key(key) for number, key in settings.ENCRYPTION_KEYS.items()}
    keys |= {f"MANIFEST_KEYS[{number}]": decoded_key(key) for number, key in settings.MANIFEST_KEYS.items()}
    secrets = {"SECRET_KEY": settings.SECRET_KEY.encode(), "BLIND_INDEX_KEY": decoded_key(settings.BLIND_INDEX_KEY)}
    return [
        Error(f"{name} is a known or guessable secret.", hint="Draw a new one by lot.", id="accounts.E002")
        for name, secret in (secrets | keys).items()
        if len(set(secret)) < _LEAST_DIFFERENT or secret.startswith(b"django-insecure-") or secret in demo_keys
    ]


def refuse_unsafe_start() -> None:
    """Called where the portal begins to serve.

    Raises:
        ImproperlyConfigured: outside the demo, accounts of it, known secrets, or codes that would be printed, not sent.
    """
    carriers = [] if settings.DEMO else check_carriers()
    if found := [*known_secrets(), *demo_accounts(databases=[DEFAULT_DB_ALIAS]), *carriers]:
        raise ImproperlyConfigured(" ".join(str(message.msg) for message in found))


def _demo_keys(path: Path) -> set[bytes]:
    if not path.exists():
        return set()
    kept = json.loads(path.read_text(encoding="ascii"))
    return {kept.pop("secret_key").encode(), *map(decoded_key, kept.values())}
