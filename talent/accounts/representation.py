"""Acting for somebody else: whose right it is, and whose hand does it.

An action takes ``by``, the person whose right it is. Where an officer files for them (领办代办), that same ``User`` is
loaded for the one request and says in ``represented_by`` who really acts: the log names the officer as actor and the
mandate beside, and every event, so every write, asks anew whether the mandate still holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from talent.accounts.models import User


class Representation(Protocol):
    """What the log has to know of a mandate."""

    @property
    def pk(self) -> UUID: ...

    @property
    def number(self) -> str: ...

    @property
    def agent(self) -> User: ...

    def require(self, verb: str) -> None:
        """Raises ActionRefused where the mandate does not hold, or not for this."""


def hand_of(user: User) -> User:
    """Who really acts: the officer with the mandate, or the user themself."""
    return user.represented_by.agent if user.represented_by else user
