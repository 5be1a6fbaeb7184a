"""The day and the office of these tests, those of the tests of cases; and a group with two affiliates."""

from __future__ import annotations

import pytest

from talent.accounts.models import User
from talent.employers.models import Employer
from tests.factories import make_employer
from tests.subsidies.applications.conftest import clock_at_noon, office
from tests.talent.employers.rosters import hr_of

__all__ = ["clock_at_noon", "office"]


@pytest.fixture
def group(db: None) -> Employer:
    return make_employer(name="集团公司")


@pytest.fixture
def affiliates(group: Employer) -> tuple[Employer, Employer]:
    return make_employer(name="甲单位", parent=group), make_employer(name="乙单位", parent=group)


@pytest.fixture
def above(group: Employer) -> User:
    """An officer who looks after the whole group."""
    return hr_of(group)
