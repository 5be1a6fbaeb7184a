"""The page that asks before ticked people are verified."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.subsidies.applications.stages import Office
from tests.subsidies.verification.claims import waiting
from tests.subsidies.verification.test_views import CONFIRM, ticked

pytestmark = pytest.mark.django_db
CONFIRM_QUERIES = 15


def test_it_takes_the_same_queries_for_two_and_for_ten(
    client: Client, office: Office, django_assert_num_queries: DjangoAssertNumQueries
):
    client.force_login(office.hr)
    for count in (2, 10):
        asked = client.post(CONFIRM, ticked(*waiting(office, count)))
        client.get(asked.url)
        with django_assert_num_queries(CONFIRM_QUERIES):
            client.get(asked.url)
