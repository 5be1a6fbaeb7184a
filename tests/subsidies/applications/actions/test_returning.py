"""Returned cases: until when, and what happens after that."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from subsidies.applications import actions
from subsidies.applications.tasks import lapse_overdue_corrections
from talent.workflow.refusals import ActionRefused
from tests.subsidies.applications.stages import Office, fresh, latest


def test_corrections_are_due_in_ten_working_days(office: Office):
    assert office.at("returned").corrections_due_on == dt.date(2026, 12, 7)


def test_the_office_may_set_another_day(office: Office):
    application = office.at("awaiting_review")
    due_on = dt.date(2026, 11, 30)
    actions.mark_returned(application, by=office.reviewer, submission=latest(application), due_on=due_on)
    assert fresh(application).corrections_due_on == due_on


LATEST = dt.date(2027, 1, 4)
"""Thirty working days after Monday, 23 November 2026, while New Year is not entered."""


def test_it_lies_within_thirty_working_days(office: Office):
    application = office.at("awaiting_review")
    with pytest.raises(ActionRefused) as refusal:
        actions.mark_returned(
            application, by=office.reviewer, submission=latest(application), due_on=LATEST + dt.timedelta(days=1)
        )
    actions.mark_returned(application, by=office.reviewer, submission=latest(application), due_on=LATEST)
    assert (str(refusal.value), fresh(application).corrections_due_on) == (
        "补正截止日期最晚可以到 2027年1月4日。",
        LATEST,
    )


def test_the_day_must_lie_ahead(office: Office):
    application = office.at("awaiting_review")
    with pytest.raises(ActionRefused, match="补正截止日期应晚于今天"):
        actions.mark_returned(
            application, by=office.reviewer, submission=latest(application), due_on=dt.date(2026, 11, 23)
        )
    assert fresh(application).status == "awaiting_review"


@pytest.mark.parametrize(("days", "status"), [(14, "returned"), (15, "lapsed"), (400, "lapsed")])
def test_a_case_lapses_after_the_last_day_however_late_the_job_runs(
    office: Office, clock_at_noon: time_machine.Traveller, days: int, status: str
):
    application = office.at("returned")
    clock_at_noon.shift(dt.timedelta(days=days))
    ended = lapse_overdue_corrections.call()
    assert (fresh(application).status, ended) == (status, int(status == "lapsed"))


def test_a_case_that_still_has_time_does_not_lapse(office: Office):
    application = office.at("returned")
    with pytest.raises(ActionRefused, match="补正期限还没有到"):
        actions.lapse(application)
    assert fresh(application).status == "returned"
