"""What a rule answers: findings, never a bare yes or no."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

Plain = str | int | bool | None
"""What a finding shows: text, a number, yes or no, a day as ISO text, or None."""


class Reason(StrEnum):
    """The identity of a condition; its words for people are the pages' business."""

    DEGREE_QUALIFIES = "degree_qualifies"
    EMPLOYER_LISTED = "employer_listed"
    HIRED_IN_FORCE = "hired_in_force"
    HIRED_IN_TIME = "hired_in_time"
    CONTRACT_TERM = "contract_term"
    WORKS_IN_CITY = "works_in_city"
    INSURED_MONTHS = "insured_months"
    AGE_AT_HIRE = "age_at_hire"
    APPLIED_IN_TIME = "applied_in_time"
    STILL_EMPLOYED = "still_employed"
    NOT_CLAIMED_ELSEWHERE = "not_claimed_elsewhere"
    NOT_ALREADY_GRANTED = "not_already_granted"
    NO_HOME_OWNED = "no_home_owned"
    CHILD_OF_SCHOOL_AGE = "child_of_school_age"


class Result(StrEnum):
    """Whether one condition holds."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """Whether a person gets a benefit."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDETERMINED = "undetermined"


class Basis(StrEnum):
    """Where a figure comes from: the official text, a report about it, or our own default."""

    STATED = "stated"
    REPORTED = "reported"
    ASSUMED = "assumed"


class Finding(NamedTuple):
    """One condition, judged: the fact used, what is required of it, and the clause.

    `fact` and `required` by reason:

    - degree_qualifies: the conditions shown to hold, and all that must hold, comma-joined names of `degrees.CONDITIONS`
      (fact None: there is no degree)
    - employer_listed, works_in_city, not_claimed_elsewhere: bool, bool
    - hired_in_force: the day of hire, the period as an ISO interval (`2021-01-01/..` when open)
    - hired_in_time, applied_in_time: the day, the last day in time
    - contract_term: months, or `open_ended`; the fewest months
    - insured_months: months, the fewest months
    - age_at_hire: completed years, the highest age
    - still_employed: the day of leaving (None: has not left), the day asked about, which leaving must follow
    - not_already_granted: yuan granted before, the total in yuan, which it must be below
    - no_home_owned: whether the household owns one, False
    - child_of_school_age: how many children are of school age, the fewest
    """

    reason: Reason
    result: Result
    fact: Plain
    required: Plain
    basis: Basis
    citation: str


RESULT_OF: Mapping[bool | None, Result] = {True: Result.MET, False: Result.UNMET, None: Result.UNKNOWN}
"""Names a three-valued answer."""

# Looking a member up in its Enum costs more than all the rest of the loop below.
_MET, _UNMET = Result.MET, Result.UNMET


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """Any unmet finding: not eligible; else any unknown: undetermined; else eligible."""
    all_met = True
    for finding in findings:
        if finding.result is _UNMET:
            return Outcome.NOT_ELIGIBLE
        if finding.result is not _MET:
            all_met = False
    return Outcome.ELIGIBLE if all_met else Outcome.UNDETERMINED
