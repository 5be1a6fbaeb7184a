"""Rechecking many clean cases together: the list is drawn up once with a random sample, and the sample is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from random import SystemRandom
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subsidies.applications.actions.moving import locked
from subsidies.applications.models import Application
from subsidies.review.actions import ProposalChanged, confirm
from subsidies.review.models import RecheckList, RecheckListItem, Review
from subsidies.review.queries.assigning import decidable_by
from subsidies.review.queries.clean import obstacles_of
from subsidies.review.queries.rechecking import still_to_open
from talent.accounts.models import NaturalPerson, User
from talent.accounts.separation import DutiesNotSeparated, natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.workflow.refusals import ActionRefused

_lots = SystemRandom()
"""The system's own source: nobody can know or repeat a draw."""


class SampleNotOpened(ActionRefused):
    """Cases of the sample were not opened, or changed since."""

    def __init__(self, count: int) -> None:
        words = ngettext(
            "抽查的申请还有 %(count)d 件没有打开查看，不能批量复核。",
            "抽查的申请还有 %(count)d 件没有打开查看，不能批量复核。",
            count,
        )
        super().__init__(words % {"count": count})


class Refused(NamedTuple):
    """A case of a bulk recheck that was left as it was, and why."""

    number: str
    reason: str


class DrawnUp(NamedTuple):
    """The list to go on with, and how many of the ticked cases stand on an earlier one or on none."""

    drawn: RecheckList
    on_earlier: int
    left_out: int


def sample_size(total: int) -> int:
    """How many cases of a list are opened: the share of the settings, rounded up, at least so many, at most all."""
    share = -(-total * settings.RECHECK_SAMPLE_PERCENT // 100)
    return min(total, max(share, settings.RECHECK_SAMPLE_LEAST))


@transaction.atomic
def draw_up(read: Iterable[tuple[UUID, UUID]], *, pk: UUID, by: User) -> DrawnUp:
    """Draw up a list of these proposals and its sample. What this person has on a list already stays there.

    So neither cancelling nor choosing otherwise brings another sample.

    Args:
        read: (case, review) as the officer read them.
        pk: the key that came with the form; where it was used before, that list is the answer.

    Raises:
        DutiesNotSeparated: the account is bound to no natural person.
        ActionRefused: none of them can be rechecked in bulk by this person.
    """
    person = natural_person_of(by)
    NaturalPerson.objects.select_for_update().get(pk=person.pk)  # one draw at a time
    if known := RecheckList.objects.filter(pk=pk, person=person).first():
        return DrawnUp(known, 0, 0)
    wanted = dict(read)
    earlier = RecheckListItem.objects.filter(person=person, review__in=wanted.values())
    drawn = {item.review_id: item for item in earlier.select_related("drawn_list").order_by("drawn_list__drawn_at")}
    fresh = [review for review in _confirmable(wanted, by=by) if review.pk not in drawn]
    left_out = len(wanted) - len(drawn) - len(fresh)
    if fresh:
        return DrawnUp(_draw(fresh, person, pk=pk, by=by), len(drawn), left_out)
    if not drawn:
        raise ActionRefused(_("勾选的申请都不能由您批量复核，请刷新后重新勾选。"))
    return DrawnUp(list(drawn.values())[-1].drawn_list, len(drawn), left_out)


def confirm_list(drawn: RecheckList, chosen: Collection[UUID], *, by: User) -> tuple[int, list[Refused]]:
    """Recheck the chosen proposals of a list, each by itself: what cannot be confirmed is reported with the reason.

    Args:
        chosen: keys of proposals; what does not stand on the list is passed over.

    Returns:
        How many were confirmed, and each that was not. What this person has answered before is neither.

    Raises:
        SampleNotOpened: the sample was not opened whole.
        DutiesNotSeparated: the list is somebody else's.
    """
    person = natural_person_of(by)
    if drawn.person_id != person.pk:
        raise DutiesNotSeparated(_("这份名单由同事拟定，须由其本人办理。"))
    if unread := still_to_open(drawn, person):
        raise SampleNotOpened(len(unread))
    items = drawn.items.filter(review__in=chosen).exclude(review__rechecker_person=person)
    confirmed, refused = 0, []
    for item in items.select_related("review__application").order_by("review__application__promised_on", "pk"):
        try:
            _confirm_if_clean(item, person, by=by)
        except ActionRefused as refusal:
            refused.append(Refused(item.review.application.number, str(refusal)))
        else:
            confirmed += 1
    return confirmed, refused


def _confirmable(wanted: dict[UUID, UUID], *, by: User) -> list[Review]:
    """The proposals that stand as they were read, are clean, and may be confirmed by this person."""
    cases = decidable_by(Application.objects.visible_to(by).filter(pk__in=wanted), natural_person_of(by))
    reviews = Review.objects.awaiting_recheck().filter(pk__in=wanted.values(), application__in=cases)
    found = [
        review
        for review in reviews.select_related("submission", "application__person")
        if wanted.get(review.application_id) == review.pk
    ]
    obstacles = obstacles_of(found)
    return [review for review in found if not obstacles[review.pk]]


def _draw(reviews: list[Review], person: NaturalPerson, *, pk: UUID, by: User) -> RecheckList:
    sample = {review.pk for review in _lots.sample(reviews, sample_size(len(reviews)))}
    drawn = RecheckList(pk=pk, person=person, drawn_by=by, drawn_at=clock.now())
    drawn.save(force_insert=True)
    RecheckListItem.objects.bulk_create(
        RecheckListItem(drawn_list=drawn, person=person, review=review, sampled=review.pk in sample)
        for review in reviews
    )
    numbers = sorted(review.application.number for review in reviews)
    opened = sorted(review.application.number for review in reviews if review.pk in sample)
    audit.record("recheck_list.drawn_up", drawn, by=by, detail={"cases": numbers, "sample": opened})
    return drawn


@transaction.atomic
def _confirm_if_clean(item: RecheckListItem, person: NaturalPerson, *, by: User) -> None:
    application = locked(item.review.application, by=by)
    proposal = application.reviews.select_related("application__person", "submission").filter(pk=item.review_id).first()
    if proposal is None or not proposal.is_open:
        raise ProposalChanged
    obstacles = obstacles_of([proposal])[proposal.pk]
    if obstacles:
        raise ActionRefused(_("须打开逐件复核：%(reasons)s") % {"reasons": _("；").join(obstacles)})
    if item.sampled and still_to_open(item.drawn_list, person, review=item.review_id):
        raise SampleNotOpened(1)  # it changed since the list was looked through
    confirm(application, by=by, submission=proposal.submission, review=proposal.pk)
