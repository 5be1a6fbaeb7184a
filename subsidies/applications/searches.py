"""Searching for a person without their name or number in an address.

What was typed is kept in the session, which is encrypted, under a random key; the address carries that key alone.
A document number is kept as its blind index only.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import MutableMapping
from typing import Any, NamedTuple

from subsidies.applications.numbering import PREFIX
from talent.encryption.blind_index import blind_index
from talent.identifiers.characters import compact

SESSION_KEY = "case_searches"
KEPT = 10
"""The latest searches of a session; an older key finds nothing any more."""
_CASE_NUMBER = re.compile(PREFIX + r"[0-9A-Z]{8,18}")
_DOCUMENT_NUMBER = re.compile(r"[0-9A-Z]*[0-9]{4}[0-9A-Z]*")


class Search(NamedTuple):
    """What is searched for: ``number``, ``document`` or ``name``."""

    kind: str
    value: str

    @property
    def condition(self) -> dict[str, str]:
        """The look-up on applications that finds it."""
        field = {"number": "number", "document": "person__identity_index", "name": "person__name__startswith"}
        return {field[self.kind]: self.value}


def search_for(text: str) -> Search:
    """Read what was typed: a case's number, a document's number in any spelling, else the beginning of a name."""
    spelling = compact(text)
    if _CASE_NUMBER.fullmatch(spelling):
        return Search("number", spelling)
    if _DOCUMENT_NUMBER.fullmatch(spelling):
        return Search("document", blind_index(spelling, "identity_number"))
    return Search("name", text.strip())


def keep(session: MutableMapping[str, Any], search: Search) -> str:
    """Keep a search in the session; returns its key."""
    key = secrets.token_urlsafe(12)
    kept = [*session.get(SESSION_KEY, []), [key, *search]]
    session[SESSION_KEY] = kept[-KEPT:]
    return key


def kept_search(session: MutableMapping[str, Any], key: str) -> Search | None:
    """The search that was kept under a key; None where it is not there any more."""
    return next((Search(kind, value) for known, kind, value in session.get(SESSION_KEY, []) if known == key), None)
