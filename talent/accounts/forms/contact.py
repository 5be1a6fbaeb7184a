"""Signing up and signing in by a code that goes to a phone or an e-mail address."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from talent.accounts import actions
from talent.accounts.contact import Contact, read_contact, read_email, read_phone
from talent.accounts.signing_in import applicant_with, begin_with_code
from talent.ui import navigation
from talent.ui.widgets import PhoneInput


class PhoneField(forms.CharField):
    """A mobile number, cleaned to E.164."""

    widget = PhoneInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("手机号码"), "max_length": 40, **kwargs})

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return read_phone(text) if text else ""


class EmailAddressField(forms.CharField):
    """An e-mail address in small letters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("电子邮箱"), "max_length": 254, **kwargs})
        self.widget.attrs |= {"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return read_email(text) if text else ""


class ContactField(forms.CharField):
    """A phone number or an e-mail address, cleaned to a ``Contact``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("手机号码或电子邮箱"), "max_length": 254, **kwargs})
        self.widget.attrs |= {"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}

    def clean(self, value: Any) -> Any:
        return read_contact(super().clean(value))


class ContactForm(forms.Form):
    """Asks where to send a code, not more often than the limits allow, whether or not there is an account."""

    contact = ContactField()

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            adapter = get_adapter()
            if not ratelimit.consume(adapter.request, action="request_login_code", key=cleaned["contact"].key):
                raise adapter.validation_error("rate_limited")
        return cleaned


class SignInForm(ContactForm):
    """Sends a code to an applicant's phone or e-mail; allauth's sign-in page calls ``login``."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Send the code and go on to the page that asks for it."""
        contact: Contact = self.cleaned_data["contact"]
        return begin_with_code(request, contact, applicant_with(contact), redirect_url)


class SignUpForm(ContactForm):
    """Opens an account for a phone or an e-mail; where there is one already, this is signing in to it.

    So the pages that follow are the same and tell nobody whether the account existed.
    """

    terms = forms.BooleanField(
        label=gettext_lazy("我已阅读并同意《用户须知与隐私说明》"),
        error_messages={"required": gettext_lazy("请先阅读并同意《用户须知与隐私说明》。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].help_text = _("填写一个即可，以后用它登录。我们会发送验证码，不需要设置密码。")
        if address := navigation.address("portal:privacy"):
            words = _("查看《用户须知与隐私说明》（在新页面打开）")
            # A new page: what was typed here would be lost on the way back.
            link = '<a href="{}" target="_blank" rel="noopener">{}</a>'
            self.fields["terms"].help_text = format_html(link, address, words)

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """What allauth's sign-up page calls: nobody is signed in yet, the answer leads to the code."""
        contact: Contact = self.cleaned_data["contact"]
        user = actions.open_account(contact, language=get_language() or "")
        return None, begin_with_code(request, contact, user, get_next_redirect_url(request))
