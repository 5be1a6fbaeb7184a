"""Signing in, and proving again who one is."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, LoginView
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from talent.accounts.access import SignedInRequest, public_page, signed_in
from talent.accounts.forms.codes import ReauthenticationCodeForm
from talent.accounts.forms.staff import StaffSignInForm
from talent.accounts.reauthentication import CodeProcess, proves_by_code


class StaffSignInView(LoginView):
    """Signing in by e-mail address and password."""

    template_name = "accounts/staff_sign_in.html"

    def get_form_class(self) -> type[StaffSignInForm]:
        return StaffSignInForm


class CodeView(ConfirmLoginCodeView):
    """The page that asks for the code, at allauth's own address."""

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        """Where there is no account nothing is sent again; allauth would fail there, and so tell."""
        if self._process.user is None:
            self._process.record_resend()
            self._process.persist()
            return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))
        return super()._resend_form_valid(form)


staff_sign_in = public_page(StaffSignInView.as_view())
confirm_login_code = public_page(CodeView.as_view())


@signed_in
@never_cache
def reauthenticate_by_code(request: SignedInRequest) -> HttpResponse:
    """Ask for a code to the account's own phone or e-mail; allauth's pages do the same for passwords."""
    if not proves_by_code(request.user):
        return redirect(f"{reverse('account_reauthenticate')}?{request.GET.urlencode()}")
    process = CodeProcess.resume(request)
    if request.method == "POST" and (process is None or request.POST.get("action") == "send"):
        return _send(request)
    form = ReauthenticationCodeForm(request.POST or None, code=process.code) if process else None
    if process and form and form.is_bound:
        if form.is_valid():
            process.finish()
            return resume_request(request) or redirect(settings.LOGIN_REDIRECT_URL)
        form = form if process.fail() else None
    context = {"form": form, "next_url": get_next_redirect_url(request) or ""}
    return render(request, "accounts/reauthenticate_by_code.html", context)


def _send(request: SignedInRequest) -> HttpResponse:
    """Send a code, as often as codes for signing in may be sent, and show the field for it."""
    if refusal := ratelimit.consume_or_429(request, action="request_login_code", key=str(request.user.pk)):
        return refusal
    CodeProcess.begin(request)
    return redirect(request.get_full_path())
