"""The dated figures of the payment desk: read from ``figures/``, each with its basis and citation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from subsidies.policy import figure_shapes as shape
from subsidies.policy.figure_reading import Figure, VersionReader
from subsidies.policy.version_figures import Version
from subsidies.policy.versions import Versions, load, procedure_versions
from talent.calendars.working_days import subtract_working_days

FIGURES = Path(__file__).parent / "figures"


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class CheckingVersion(Version):
    """Figures of the checks before sealing, and of the bank's answer after release."""

    account_recent_days: Figure[int]
    bank_answers_within_working_days: Figure[int]
    failed_share_percent: Figure[int]


def _read_checks(read: VersionReader) -> CheckingVersion:
    return CheckingVersion(
        version=read.label(),
        in_force=read.period(),
        account_recent_days=read.figure("account_recent_days", shape.positive),
        bank_answers_within_working_days=read.figure("bank_answers_within_working_days", shape.positive),
        failed_share_percent=read.figure("failed_share_percent", shape.positive),
    )


@cache
def checking_versions() -> Versions[CheckingVersion]:
    """The versions of the figures of the checks."""
    return load(FIGURES / "checks.toml", _read_checks)


def confirmation_days(*, on: dt.date) -> int:
    """Days for which an employer's confirmation counts for a payment (procedure figures)."""
    versions = procedure_versions()
    return (versions.in_force(on) or versions.earliest).employer_verification_counts_days.value


def account_recent_days(*, on: dt.date) -> int:
    """Days for which a changed bank account is pointed out."""
    versions = checking_versions()
    return (versions.in_force(on) or versions.earliest).account_recent_days.value


def failed_share_percent(*, on: dt.date) -> int:
    """Per cent of failed lines in a return, above which a second person enters it."""
    versions = checking_versions()
    return (versions.in_force(on) or versions.earliest).failed_share_percent.value


def answer_expected_since(*, on: dt.date) -> dt.date:
    """What was released before this day ought to have been answered by the bank: more working days have passed."""
    versions = checking_versions()
    promised = (versions.in_force(on) or versions.earliest).bank_answers_within_working_days.value
    return subtract_working_days(on, promised + 1) + dt.timedelta(days=1)
