"""One list of the queue: what an address asks for, as a form, as rows and in its order."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subsidies.applications import searches
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review.forms.queue import QueueFilter
from subsidies.review.queries import assigning, queue
from talent.accounts.models import User


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows that an officer asked for."""

    form: QueueFilter
    search: searches.Search | None
    officers: dict[UUID, str]
    """Names of the accounts that have cases, by key."""
    filters: dict[str, Any]
    cases: QuerySet[Application]
    """What it holds, to be counted."""
    rows: QuerySet[Application, dict[str, Any]]

    @property
    def asked(self) -> dict[str, str]:
        """What is narrowed by, as the address would say it; the status always, so that it means itself."""
        return {name: value for name, value in self.form.data.items() if value or name == "status"}

    @property
    def narrowed_by(self) -> list[str]:
        """What the rows have in common, in words; whose cases they are is left out, for one takes what nobody has."""
        words = []
        for name, field in self.form.fields.items():
            value = self.filters.get(name)
            if value and name != "officer":
                chosen: Any = field.choices if type(field) is forms.ChoiceField else ()
                words += [str(label) for choice, label in chosen if choice == value] or [str(value)]
        return [*words, _("查找结果")] if self.search else words

    @property
    def order(self) -> tuple[str, str]:
        """The order of the rows."""
        return queue.order_of(self.filters)


def listing_of(user: User, asked: Mapping[str, str], session: MutableMapping[str, Any]) -> Listing:
    """The list that an address asks for; what it names and there is not is left out (one query, and the form's)."""
    search = searches.kept_search(session, asked.get("search", ""))
    officers = {officer.pk: str(officer) for officer in assigning.officers()}
    form = QueueFilter(_with_status(asked, searching=search is not None), officers=officers)
    form.is_valid()
    filters = form.cleaned_data | ({"search": search.condition} if search else {})
    cases = queue.cases_in(user, filters)
    return Listing(form, search, officers, filters, cases, queue.rows_of(cases))


def _with_status(asked: Mapping[str, str], *, searching: bool) -> dict[str, str]:
    """The filter of the address; where it names no status, what awaits review, or anything while searching or late."""
    everything = searching or "due" in asked or "officer" in asked
    status = "" if everything else ApplicationStatus.AWAITING_REVIEW.value
    return {"status": status} | {name: asked[name] for name in QueueFilter.base_fields if name in asked}
