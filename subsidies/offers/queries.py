"""What the officers' pages show, and which invitation is a person's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from subsidies.offers.kinds import Reach
from subsidies.offers.models import Offer
from subsidies.offers.prospects import Answer, Candidate, candidates
from subsidies.offers.querysets import OfferQuerySet
from subsidies.offers.workflow import OfferStatus
from talent.accounts.models import User
from talent.bulk.keys import among
from talent.employers.models import RosterEntry
from talent.encryption.blind_index import blind_index
from talent.papers.codes import normalized
from talent.profiles.models import Person
from talent.ui.pages import Page, page_of_known

ORDER = ("-hired_on", "id")
"""The latest hired first, as ``prospects.candidates`` gives them."""
MOST_AT_ONCE = 1_000
"""How many people one confirm page names, and how many sheets one file holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: the roster row and what the rules say to it."""

    entry: RosterEntry
    answer: Answer

    @property
    def kind(self) -> str:
        """The colour of the tag."""
        return "success" if self.answer.prospect == "likely" else "info"


def candidate_page(found: Sequence[Candidate], request: HttpRequest) -> Page:
    """The page of them that is asked for: one query, for its own rows alone."""
    keys = [(each.hired_on, each.entry) for each in found]
    return page_of_known(keys, request, rows=RosterEntry.objects.select_related("employer"), order=ORDER)


def narrowed(user: User, by: Mapping[str, Any]) -> list[Candidate]:
    """The candidates of the officer's units, by ``employer``, ``prospect`` and ``reach`` as far as given."""
    found = candidates(user, employer=by.get("employer"))
    if by.get("prospect"):
        found = [each for each in found if each.answer.prospect == by["prospect"]]
    if by.get("reach"):
        found = [each for each in found if each.has_phone == (by["reach"] == Reach.PHONE)]
    return found


def entries_of(found: Sequence[Candidate]) -> QuerySet[RosterEntry]:
    """Their roster rows, in no order."""
    return RosterEntry.objects.filter(pk__in=among(each.entry for each in found)).select_related("employer")


def rows_of(entries: Sequence[RosterEntry], found: Sequence[Candidate]) -> list[Row]:
    """The lines for these roster rows."""
    answers = {each.entry: each.answer for each in found}
    return [Row(entry, answers[entry.pk]) for entry in entries]


def chosen(user: User, ticked: Sequence[UUID] | None, by: Mapping[str, Any]) -> list[Row]:
    """Who is about to be invited: those ticked who still may be, or for None all that match, the latest hired first."""
    found = narrowed(user, by)[:MOST_AT_ONCE] if ticked is None else candidates(user, only=ticked)
    return rows_of(list(entries_of(found).order_by(*ORDER)), found)


def invited(user: User, by: Mapping[str, Any]) -> OfferQuerySet:
    """The invitations of the officer's units, by ``employer`` and ``status`` as far as given."""
    offers = Offer.objects.visible_to(user).select_related("employer", "invited_by")
    return offers.filter(**{name: value for name, value in by.items() if name in ("employer", "status") and value})


def counts(user: User) -> dict[str, int]:
    """How many invitations of the officer's units stand where (one query)."""
    return Offer.objects.visible_to(user).aggregate(
        total=Count("pk"),
        unopened=Count("pk", filter=Q(status=OfferStatus.INVITED)),
        opened=Count("pk", filter=Q(status=OfferStatus.OPENED)),
        applied=Count("pk", filter=Q(status=OfferStatus.APPLIED)),
        declined=Count("pk", filter=Q(status=OfferStatus.DECLINED)),
    )


def offer_for(user: User, *, code: str = "") -> Offer | None:
    """The open invitation that is provably this person's: one query, two where one is found.

    An identity number alone proves nothing, since colleagues know each other's: besides it the person came by the
    link of the very invitation, opened it before, or has the phone that the unit knows, confirmed by a code.
    """
    own = Person.objects.filter(user=user).values("identity_index")
    offer = Offer.objects.open().filter(identity_index__in=own).select_related("employer").first()
    return offer if offer is not None and is_theirs(offer, user, code=code) else None


def is_theirs(offer: Offer, user: User, *, code: str = "") -> bool:
    """Whether an account has proved that an invitation bound to its identity number is its own."""
    if offer.opened_by_id == user.pk or (code and index_of(code) == offer.code_index):
        return True
    entry = stated_of(offer)
    return bool(entry and user.phone_verified and entry.phone_index and entry.phone_index == user.phone_index)


def stated_of(offer: Offer) -> RosterEntry | None:
    """What the unit's roster in force states of the person; None once it states nothing."""
    rows = RosterEntry.objects.in_force().about(offer.identity_index)
    return rows.filter(employer=offer.employer_id).select_related("employer").first()


def index_of(code: str) -> str:
    """The blind index of a code as it came in an address."""
    return blind_index(normalized(code), "offer_code")
