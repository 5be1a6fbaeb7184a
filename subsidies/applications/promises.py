"""By which day somebody promised to act; the days are those of ``policy/figures/procedure.toml``, in working days."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from subsidies.policy.version_figures import ProcedureVersion
from subsidies.policy.versions import procedure_versions
from talent.calendars.working_days import Calendar, add_working_days, subtract_working_days, working_days_between

AT_LEAST = 1
"""A case that comes back late is due on the next working day, not in the past."""


def procedure_on(day: dt.date) -> ProcedureVersion:
    """The promised times in force on a day; before the first version, the first."""
    versions = procedure_versions()
    return versions.in_force(day) or versions.earliest


def employer_answers_by(day: dt.date) -> dt.date:
    """The last day for the employer to verify what was submitted on ``day``."""
    return add_working_days(day, procedure_on(day).employer_verifies_within_working_days.value)


def office_decides_by(day: dt.date, *, days_left: int | None = None) -> dt.date:
    """The last day for review and recheck of a case that reaches the office on ``day``.

    Args:
        days_left: the working days that were left when the office's clock stopped; None: it starts now.
    """
    if days_left is None:
        days_left = procedure_on(day).office_decides_within_working_days.value
    return add_working_days(day, days_left)


def office_days_left(promised_on: dt.date | None, *, on: dt.date) -> int | None:
    """The working days that the office has left when its clock stops on a day, at least one; None without a promise."""
    return None if promised_on is None else max(working_days_between(on, promised_on), AT_LEAST)


def disputes_reminded_since(day: dt.date) -> dt.date:
    """The last of the days of dispute of which the applicant is reminded on ``day``."""
    return subtract_working_days(day, procedure_on(day).disputes_reminded_after_working_days.value)


class CorrectionDays(NamedTuple):
    """The last day to correct a returned case: by the rule, and between which days the office may set it."""

    default: dt.date
    first: dt.date
    last: dt.date


def correction_days(day: dt.date) -> CorrectionDays:
    """Until when an applicant corrects what is returned on ``day``."""
    procedure = procedure_on(day)
    default = add_working_days(day, procedure.corrections_within_working_days.value)
    last = add_working_days(day, procedure.corrections_at_most_working_days.value)
    return CorrectionDays(default, first=day + dt.timedelta(days=1), last=max(default, last))


def corrections_due_by(day: dt.date) -> dt.date:
    """The last day for the applicant to correct a case that was returned on ``day``, by the rule."""
    return correction_days(day).default


def corrections_reminded_until(day: dt.date) -> dt.date:
    """The last of the days for correction of which the applicant is reminded on ``day``."""
    return add_working_days(day, procedure_on(day).corrections_reminded_working_days_before.value)


def objections_answered_by(day: dt.date) -> dt.date:
    """The last day for the office to answer an objection that came on ``day``."""
    return add_working_days(day, procedure_on(day).objections_answered_within_working_days.value)


def appeal_by(day: dt.date, *, calendar: Calendar | None = None) -> dt.date:
    """The last day to appeal against what was decided on ``day``, by the calendar of today unless given another."""
    within = procedure_on(day).appeal_within_working_days.value
    return calendar.add(day, within) if calendar else add_working_days(day, within)


def appeal_decided_by(day: dt.date) -> dt.date:
    """The last day for the office to decide an appeal that came on ``day``."""
    return add_working_days(day, procedure_on(day).appeals_decided_within_working_days.value)
