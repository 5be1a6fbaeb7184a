"""Going on from a case: to the next of the list out of which it was opened, or back to where it stood there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from subsidies.applications.models import Application
from subsidies.review.listing import Listing, listing_of
from subsidies.review.places import Place
from subsidies.review.queries.following import following, neighbour
from talent.accounts.access import SignedInRequest
from talent.ui.pages import cursor_at, edge_of


class Walk:
    """Where a case stands in its list, noted before the case is decided and leaves the list."""

    def __init__(self, request: SignedInRequest, application: Application) -> None:
        self.request = request
        self.place = Place.named(request.GET, application)
        self.listing: Listing = listing_of(request.user, self.place.asked, request.session)
        self.edge: Sequence[Any] = edge_of(application, self.listing.order)

    @property
    def _stands_nowhere(self) -> bool:
        """Opened out of a list for bulk recheck; or no day is promised any more, and the list goes by that day."""
        return self.place.drawn_list is not None or None in self.edge

    def on(self) -> HttpResponse:
        """To the next case, saying which were passed over; to the list where there is none."""
        if self._stands_nowhere:
            return redirect(self.place.address)
        found = following(
            self.listing.rows,
            self.listing.order,
            self.edge,
            user=self.request.user,
            filters=self.listing.filters,
        )
        if found.skipped:
            named = _("、").join(
                _("%(number)s（%(officer)s）") % {"number": number, "officer": self.listing.officers.get(officer, "")}
                for number, officer in found.skipped
            )
            messages.info(self.request, _("已跳过由同事承办的申请：%(cases)s。") % {"cases": named})
        if found.case is None:
            messages.info(self.request, _("这份列表后面没有您可以办理的申请了。"))
            return self.back()
        return redirect(Place(self.place.asked).case(found.case))

    def back(self) -> HttpResponse:
        """To the list, at the row that follows; where the page has run empty, to the page before."""
        if self._stands_nowhere:
            return redirect(self.place.address)
        after = neighbour(self.listing.rows, self.listing.order, self.edge)
        if after is not None:
            return redirect(self.place.at(after))
        return redirect(self.place.before(cursor_at(self.edge)).address if self.place.is_turned else self.place.address)
