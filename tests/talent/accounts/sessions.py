"""Signing in without going through the pages."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.usersessions.models import UserSession
from django.test import Client

from talent.accounts.models import User


def sign_in(client: Client, user: User, *, seconds_ago: float = 0) -> None:
    """Sign in as someone who gave their password that long ago, as the sign-in page leaves the session."""
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - seconds_ago}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    UserSession.objects.create(user=user, ip="127.0.0.1", session_key=session.session_key, user_agent="test")
