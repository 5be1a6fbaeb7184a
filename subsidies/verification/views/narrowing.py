"""What the queue is narrowed by: a filter that stands in the address, and a search of which only the key does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from subsidies.applications import searches
from subsidies.verification.forms import QueueFilter
from subsidies.verification.people_forms import PeopleFilter
from talent.accounts.access import SignedInRequest


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filter, the search that was kept under the key, and the key."""

    form: QueueFilter | PeopleFilter
    search: searches.Search | None
    key: str

    @property
    def narrowed(self) -> dict[str, Any]:
        """As ``queries.awaiting`` takes it."""
        return self.form.narrowed | ({"search": self.search.condition} if self.search else {})

    @property
    def names(self) -> list[str]:
        """What an address may narrow the list by."""
        return [*self.form.fields, "search"]

    @property
    def for_people(self) -> dict[str, Any]:
        """As ``people.people_sources`` takes it."""
        return self.form.narrowed | ({"search": self.search} if self.search else {})


def narrowing(request: SignedInRequest, asked: QueryDict) -> Narrowing:
    """What an address, or the form that the queue sends, asks for."""
    key = asked.get("search", "")
    search = searches.kept_search(request.session, key)
    return Narrowing(QueueFilter(asked, user=request.user), search, key if search else "")
