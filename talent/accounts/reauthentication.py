"""Proving again that one is oneself, before what moves money or changes the account."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from talent.accounts.models import User

if TYPE_CHECKING:
    from talent.accounts.access import SignedInRequest

_SESSION_KEY = "reauthentication_code"
CODE_TIMEOUT_SECONDS = 600
CODE_MAX_ATTEMPTS = 5


def recently_authenticated(request: HttpRequest) -> bool:
    """Whether the person signed in, or proved again who they are, within ``ACCOUNT_REAUTHENTICATION_TIMEOUT``.

    allauth counts neither a fresh sign-in nor, for accounts that sign in by code, anything at all.
    """
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0.0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def proves_by_code(user: User) -> bool:
    """Whether the account has neither password nor second factor, so that a code must do."""
    return not get_reauthentication_flows(user)


class CodeProcess(AbstractCodeVerificationProcess):
    """A code to the account's own phone or e-mail, kept in the encrypted session."""

    def __init__(self, request: SignedInRequest, state: dict[str, object]) -> None:
        self.request = request
        super().__init__(user=request.user, state=state, timeout=CODE_TIMEOUT_SECONDS, max_attempts=CODE_MAX_ATTEMPTS)

    @classmethod
    def begin(cls, request: SignedInRequest) -> CodeProcess:
        """Send a code and remember it."""
        user = request.user
        phone = user.phone if user.phone_verified else None
        process = cls(request, cls.initial_state(user=user, phone=phone, email=None if phone else user.email))
        process.state["code"] = get_adapter().generate_login_code()
        process.send()
        process.persist()
        return process

    @classmethod
    def resume(cls, request: SignedInRequest) -> CodeProcess | None:
        """The code that was sent and is neither used, spent nor too old."""
        state = request.session.get(_SESSION_KEY)
        return cls(request, state).abort_if_invalid() if state else None

    def send(self) -> None:
        adapter = get_adapter()
        if phone := self.state.get("phone"):
            adapter.send_verification_code_sms(user=self.user, phone=phone, code=self.code)
        else:
            context = {"request": self.request, "code": self.code}
            adapter.send_mail("account/email/login_code", self.state["email"], context)

    def persist(self) -> None:
        self.request.session[_SESSION_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(_SESSION_KEY, None)

    def finish(self) -> None:
        """Note that the person proved who they are."""
        self.abort()
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)

    def fail(self) -> bool:
        """Count a wrong code; after the last one the code is void, the person is told, and the answer is no."""
        if self.record_invalid_attempt():
            return True
        messages.error(self.request, _("错误次数过多，这个验证码已失效，请重新获取。"))
        return False
