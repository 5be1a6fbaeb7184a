"""A unit with a roster in force, and its officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from subsidies.offers.models import Offer
from talent.accounts.models import User
from talent.calendars import clock
from talent.employers.models import Employer, Roster, RosterEntry
from talent.employers.workflow import RosterStatus
from tests.factories import make_employer, make_identity_number, make_user
from tests.subsidies.applications.conftest import clock_at_noon, office

__all__ = ["clock_at_noon", "office"]
Listing = Callable[..., RosterEntry]
PHONE = "+8613812345678"


@pytest.fixture
def employer(db: None) -> Employer:
    return make_employer(name="一汽解放汽车有限公司")


@pytest.fixture
def officer(employer: Employer) -> User:
    return make_user("hr_officer", employer=employer, name="周人事")


@pytest.fixture
def listed(employer: Employer, officer: User, clock_at_noon: object) -> Listing:
    """Put somebody on the roster in force: a graduate who may qualify, unless said otherwise."""
    roster = Roster.objects.create(
        employer=employer, status=RosterStatus.COMMITTED, file_name="花名册.xlsx", sha256="0" * 64,
        uploaded_by=officer, uploaded_at=clock.now(), committed_by=officer, committed_at=clock.now(),
    )  # fmt: skip

    def list_one(name: str = "李明", **stated: Any) -> RosterEntry:
        usual: dict[str, Any] = {
            "roster": roster, "employer": employer, "row_number": roster.entries.count() + 2, "name": name,
            "identity_number": make_identity_number(), "hired_on": dt.date(2026, 7, 1), "contract_months": 36,
            "works_in_city": True, "insured_months": 4, "effective_at": clock.now(),
        }  # fmt: skip
        return RosterEntry.objects.create(**(usual | stated))

    return list_one


GRADUATE: dict[str, Any] = {
    "degree_level": "master", "school": "吉林大学", "graduated_on": dt.date(2026, 6, 20), "phone": PHONE,
}  # fmt: skip


def statuses() -> dict[str, str]:
    """The status of each invitation by name."""
    return dict(Offer.objects.values_list("name", "status"))
