"""The dated periods of recoveries and revocations: read from ``figures/``, each with its basis and citation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from subsidies.policy import figure_shapes as shape
from subsidies.policy.figure_reading import Figure, VersionReader
from subsidies.policy.version_figures import Version
from subsidies.policy.versions import Versions, load

FIGURES = Path(__file__).parent / "figures"


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class RecoveryVersion(Version):
    """Within what time money is to come back, and how long a person may contest that."""

    pay_within_days: Figure[int]
    reconsider_within_days: Figure[int]
    sue_within_months: Figure[int]


def _read(read: VersionReader) -> RecoveryVersion:
    return RecoveryVersion(
        version=read.label(),
        in_force=read.period(),
        pay_within_days=read.figure("pay_within_days", shape.positive),
        reconsider_within_days=read.figure("reconsider_within_days", shape.positive),
        sue_within_months=read.figure("sue_within_months", shape.positive),
    )


@cache
def recovery_versions() -> Versions[RecoveryVersion]:
    """The versions of these periods."""
    return load(FIGURES / "recovery.toml", _read)


def recovery_version(*, on: dt.date) -> RecoveryVersion:
    """The periods that hold on a day."""
    versions = recovery_versions()
    return versions.in_force(on) or versions.earliest


def pay_until(*, on: dt.date) -> dt.date:
    """The last day for payment of what is notified on a day."""
    return on + dt.timedelta(days=recovery_version(on=on).pay_within_days.value)
