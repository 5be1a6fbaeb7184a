"""Rechecking several cases at once: each by itself, only what is clean, and nothing in silence."""

from __future__ import annotations

import uuid

import pytest

from subsidies.review import actions
from tests.subsidies.applications.stages import Office, fresh
from tests.subsidies.review.stages import proposed

pytestmark = pytest.mark.django_db


def test_a_bulk_recheck_confirms_clean_cases_and_names_the_others(office: Office):
    clean, refusing, noted = proposed(office), proposed(office, refuse=True), proposed(office, note="请复核人留意合同")
    own = proposed(office, by=office.rechecker)
    read = [(review.application_id, review.pk) for review in (clean, refusing, noted, own)]
    confirmed, refused = actions.confirm_many(read, by=office.rechecker)
    statuses = [fresh(review.application).status for review in (clean, refusing, noted, own)]
    reasons = {item.number: item.reason for item in refused}
    assert (confirmed, statuses, reasons) == (
        1,
        ["awaiting_notice", "awaiting_recheck", "awaiting_recheck", "awaiting_recheck"],
        {
            refusing.application.number: "须打开逐件复核：有不予通过的事项。",
            noted.application.number: "须打开逐件复核：初审人写了备注。",
            own.application.number: "您已对该申请进行初审，复核须由另一人办理。",
        },
    )


def test_a_bulk_recheck_confirms_only_the_proposal_that_was_listed(office: Office):
    review = proposed(office)
    confirmed, refused = actions.confirm_many([(review.application_id, uuid.uuid4())], by=office.rechecker)
    assert (confirmed, [item.reason for item in refused], fresh(review.application).status) == (
        0,
        ["您看到的审核意见已由他人办理或已有变动，请刷新页面后再看。"],
        "awaiting_recheck",
    )
