"""The HR officer of a unit, at the browser."""

from __future__ import annotations

import pytest
from django.test import Client

from talent.accounts.models import User
from talent.employers.models import Employer
from tests.factories import make_employer
from tests.talent.employers.rosters import hr_of


@pytest.fixture
def employer() -> Employer:
    return make_employer(name="长春样例汽车有限公司")


@pytest.fixture
def hr(employer: Employer) -> User:
    return hr_of(employer)


@pytest.fixture
def signed_in(client: Client, hr: User) -> Client:
    client.force_login(hr)
    return client
