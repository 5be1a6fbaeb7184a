"""Entering a code: full-width digits and blanks are taken, and the demo shows the code in the page."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmEmailVerificationCodeForm, ConfirmLoginCodeForm, VerifyPhoneForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.identifiers.characters import compact
from talent.ui.widgets import OneTimeCodeInput


class CodeField(forms.CharField):
    """A code of digits, typed in any width and with or without blanks."""

    widget = OneTimeCodeInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("验证码"), "max_length": 20, **kwargs})

    def to_python(self, value: Any) -> str:
        return compact(super().to_python(value) or "")


class _PlainCode:
    """Put before one of allauth's code forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        expected = kwargs.get("code")
        super().__init__(*args, **kwargs)
        hint = demo_hint(expected) if settings.DEMO and expected is not None else _("6 位数字。")
        self.fields["code"] = CodeField(help_text=hint)  # type: ignore[attr-defined]


def demo_hint(code: str) -> str:
    """What the demo shows instead of sending a message; without a code nobody was sent one."""
    if code:
        return _("演示环境不发送短信和邮件，您的验证码是 %(code)s。") % {"code": code}
    return _("演示环境：这个号码或邮箱还没有申请人账号，所以没有验证码。请返回注册。")


class LoginCodeForm(_PlainCode, ConfirmLoginCodeForm):
    """The code that signs an applicant in."""


class PhoneCodeForm(_PlainCode, VerifyPhoneForm):
    """The code that proves a new phone number."""


class EmailCodeForm(_PlainCode, ConfirmEmailVerificationCodeForm):
    """The code that proves a new e-mail address."""


class ReauthenticationCodeForm(_PlainCode, ConfirmLoginCodeForm):
    """The code by which someone who is signed in proves again who they are."""
