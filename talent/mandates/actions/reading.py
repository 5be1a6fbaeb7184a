"""What an officer looked at under a mandate."""

from __future__ import annotations

from talent.accounts.models import User
from talent.audit import events as audit
from talent.mandates.models import Mandate


def note_reading(mandate: Mandate, *, by: User, page: str) -> None:
    """Log that the person's data were looked at.

    Args:
        by: the person, represented by the officer.
        page: the URL name of the page.
    """
    audit.record("mandate.read", mandate, by=by, detail={"page": page})
