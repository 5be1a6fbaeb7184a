"""Second factors under the current key: their secrets lie sealed inside rows of allauth's, not in encrypted columns."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

from talent.encryption.keys import current_key_id
from talent.encryption.rotation import Chunk
from talent.encryption.sealing import DecryptionError, key_id_of

SEALED = ("secret", "seed")
"""What of an authenticator's data is sealed: an app's secret, the seed of recovery codes."""


def reencrypt_factors(*, write: bool, using: str) -> Chunk:
    """Bring the secrets of all second factors to the current key, in one transaction; ``write=False`` only reads."""
    outdated: set[int] = set()
    unreadable: list[int] = []
    with transaction.atomic(using=using):
        factors = list(Authenticator.objects.using(using).select_for_update().order_by("pk"))
        for factor in factors:
            sealed = {name: factor.data[name] for name in SEALED if name in factor.data}
            if any(key_id_of(base64.b64decode(text)) != current_key_id() for text in sealed.values()):
                outdated.add(factor.pk)
            elif write:
                continue
            if not _read(factor, sealed, write=write):
                unreadable.append(factor.pk)
    remaining = set(unreadable) if write else {*unreadable, *outdated}
    return Chunk(Authenticator, len(factors), len(outdated), tuple(unreadable), len(remaining))


def _read(factor: Any, sealed: dict[str, str], *, write: bool) -> bool:
    """Whether the secrets can be read; with ``write`` they are sealed anew."""
    try:
        plain = {name: decrypt(text) for name, text in sealed.items()}
    except DecryptionError:
        return False
    if write:
        factor.data.update({name: encrypt(text) for name, text in plain.items()})
        factor.save(update_fields=["data"])
    return True
