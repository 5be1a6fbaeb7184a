"""Sessions in the database whose content is encrypted: sign-in keeps phone numbers and codes in them."""

from __future__ import annotations

import base64
import binascii
import logging
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from talent.encryption.sealing import DecryptionError, seal, unseal

logger = logging.getLogger("django.security.SessionStore")


class SessionStore(DatabaseStore):
    """Binds the content to its session key; content that cannot be read is an empty session, as Django has it."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """The content as base64 of sealed JSON."""
        content: bytes = self.serializer().dumps(session_dict)
        return base64.b64encode(seal(content, self._place())).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """The content of what ``encode`` wrote under this session key, else {}."""
        try:
            content = unseal(base64.b64decode(session_data, validate=True), self._place())
            return self.serializer().loads(content)
        except (DecryptionError, binascii.Error, ValueError):
            logger.warning("Session data could not be read")
            return {}

    def _place(self) -> str:
        return f"session:{self.session_key or ''}"
