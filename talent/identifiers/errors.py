"""What a failed check says: a stable code for programs and a message for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class InvalidIdentifier(ValueError):
    """A number that cannot be right: ``code`` is stable, ``message`` is translatable and says how to mend it."""

    def __init__(self, code: str, message: _StrOrPromise) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
