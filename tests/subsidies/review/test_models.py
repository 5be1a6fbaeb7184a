"""The database itself refuses what must not be, also to code that goes round the actions."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from subsidies.review.models import CorrectionItem, Review
from tests.subsidies.applications.stages import Office
from tests.subsidies.review.stages import proposed, returned

pytestmark = pytest.mark.django_db


def broken(act: object) -> str:
    """The message of the constraint that stops ``act``."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()  # type: ignore[operator]
    return str(refusal.value)


def rechecked(office: Office, **fields: object) -> dict[str, object]:
    return {
        "recheck_outcome": "confirmed",
        "rechecked_by": office.rechecker,
        "rechecker_person": office.rechecker.natural_person,
        "rechecked_at": timezone.now(),
    } | fields


def test_the_reviewer_cannot_be_written_as_the_rechecker(office: Office):
    review = Review.objects.filter(pk=proposed(office).pk)
    same = rechecked(office, rechecker_person=office.reviewer.natural_person)
    assert "reviewer_never_rechecks" in broken(lambda: review.update(**same))


@pytest.mark.parametrize("missing", ["rechecked_by", "rechecker_person", "rechecked_at"])
def test_a_recheck_cannot_be_written_without_who_and_when(office: Office, missing: str):
    review = Review.objects.filter(pk=proposed(office).pk)
    assert "recheck_complete" in broken(lambda: review.update(**rechecked(office, **{missing: None})))


def test_a_return_cannot_be_rechecked(office: Office):
    review = Review.objects.filter(application=returned(office))
    assert "only_proposals_are_rechecked" in broken(lambda: review.update(**rechecked(office)))


def test_a_case_cannot_be_sent_back_without_words(office: Office):
    review = Review.objects.filter(pk=proposed(office).pk)
    assert "sent_back_with_reason" in broken(lambda: review.update(**rechecked(office, recheck_outcome="sent_back")))


def test_a_case_cannot_have_two_open_proposals(office: Office):
    review = proposed(office)
    second = {
        field: getattr(review, field)
        for field in ("application", "submission", "outcome", "reviewed_by", "reviewer_person", "reviewed_at")
    }
    message = broken(lambda: Review.objects.create(**second))
    assert "one_open_review" in message or "review_review.application_id" in message


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"sequence": 2, "code": "contract"}, "code"),
        ({"sequence": 1, "code": "identity"}, "sequence"),
        ({"sequence": 2, "code": "other", "note": ""}, "other_is_explained"),
    ],
)
def test_corrections_are_distinct_and_other_is_explained(office: Office, fields: dict[str, object], constraint: str):
    review = returned(office).reviews.get()
    assert constraint in broken(lambda: CorrectionItem.objects.create(review=review, **fields))
