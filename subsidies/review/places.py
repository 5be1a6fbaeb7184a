"""Out of which list of the queue a case was opened. It travels in the address, so that the officer comes back to it.

It names a filter and a page of the queue, never an address: whatever it says, it leads nowhere but to the queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from subsidies.applications.models import Application
from subsidies.review.forms.queue import QueueFilter
from subsidies.review.queries.assigning import AT_OFFICE

NAMES = (*QueueFilter.base_fields, "search", "size", "after", "before")
CURSORS = ("after", "before")
DRAWN = "recheck"
"""Names a list for bulk recheck in the place of a filter."""
LONGEST = 200
"""Of one value; what is longer was not written by the portal."""


@dataclass(frozen=True, slots=True)
class Place:
    """A filter and a page of the queue, as its address names them."""

    asked: Mapping[str, str]
    is_named: bool = True
    """Whether the address said so; else it is the list where such a case stands."""

    @classmethod
    def listed(cls, address: QueryDict) -> Place:
        """The list that an address of the queue shows."""
        given = {name: str(address[name]) for name in (*NAMES, DRAWN) if name in address}
        return cls({name: value for name, value in given.items() if len(value) <= LONGEST})

    @classmethod
    def named(cls, address: QueryDict, application: Application | None = None) -> Place:
        """The list that ``?queue=`` names; without it, what is in the case's status, or the whole queue."""
        if "queue" in address:
            return cls.listed(QueryDict(str(address["queue"])[: LONGEST * len(NAMES)]))
        status = application.status if application and application.status in AT_OFFICE else ""
        return cls({"status": status} if status else {}, is_named=False)

    @property
    def drawn_list(self) -> UUID | None:
        """The list for bulk recheck out of which the case was opened, if it was."""
        try:
            return UUID(self.asked.get(DRAWN, ""))
        except ValueError:
            return None

    @property
    def query(self) -> str:
        """What an address of a case carries of it."""
        return "?" + urlencode({"queue": urlencode(self.asked)}) if self.is_named else ""

    @property
    def address(self) -> str:
        """The list itself."""
        if self.drawn_list is not None:
            return reverse("review:recheck_list", args=[self.drawn_list])
        return reverse("review:queue") + (f"?{urlencode(self.asked)}" if self.asked else "")

    def case(self, pk: UUID) -> str:
        """The address of a case that was opened out of the list."""
        return reverse("review:case", args=[pk]) + self.query

    def at(self, pk: UUID) -> str:
        """The list with one row of it in sight."""
        return f"{self.address}#case-{pk}"

    def before(self, cursor: str) -> Place:
        """The page of the same list that ends before a cursor."""
        return Place({**self.without(*CURSORS).asked, "before": cursor})

    def without(self, *names: str) -> Place:
        """The list that asks for less."""
        return Place({name: value for name, value in self.asked.items() if name not in names})

    @property
    def is_turned(self) -> bool:
        """Whether it is another page than the first."""
        return any(name in self.asked for name in CURSORS)
