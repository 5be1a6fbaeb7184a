"""Browsers of the people who handle batches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from talent.accounts.models import User

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in() -> SignIn:
    """A browser in which someone is signed in; by default they have just proved who they are."""

    def signed_in(user: User, *, recently: bool = True) -> Client:
        client = Client()
        client.force_login(user)
        if recently:
            request = HttpRequest()
            request.session = client.session
            record_authentication(request, user, method="password")
            request.session.save()
        return client

    return signed_in
