"""allauth's other forms, in the portal's words and without placeholders in the place of labels."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.forms import (
    AddEmailForm,
    ChangeEmailForm,
    ChangePasswordForm,
    ChangePhoneForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from talent.accounts.forms.codes import CodeField
from talent.accounts.forms.contact import EmailAddressField

PASSWORD_HINT = gettext_lazy("至少 10 个字符，不能全是数字，也不要用常见密码。")
NUMBER_SHOWN = gettext_lazy("身份验证器上的 6 位数字")


class _InOurWords:
    """Put before one of allauth's forms."""

    fields: dict[str, forms.Field]
    labels: ClassVar[dict[str, str | Promise]] = {}
    hints: ClassVar[dict[str, str | Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            if name == "code":
                self.fields[name] = CodeField()
            if name == "email":
                self.fields[name] = EmailAddressField()
            field = self.fields[name]
            field.label = label  # type: ignore[assignment]  # a lazy text is one
            field.help_text = self.hints.get(name, "")  # type: ignore[assignment]
            field.widget.attrs.pop("placeholder", None)


class NewEmailForm(_InOurWords, AddEmailForm):
    labels = {"email": gettext_lazy("新的电子邮箱")}


class OtherEmailForm(_InOurWords, ChangeEmailForm):
    labels = {"email": gettext_lazy("新的电子邮箱")}


class NewPhoneForm(_InOurWords, ChangePhoneForm):
    labels = {"phone": gettext_lazy("新的手机号码")}


class OldPasswordForm(_InOurWords, ReauthenticateForm):
    labels = {"password": gettext_lazy("密码")}


class ForgottenPasswordForm(_InOurWords, ResetPasswordForm):
    labels = {"email": gettext_lazy("工作邮箱")}


class ReplacedPasswordForm(_InOurWords, ResetPasswordKeyForm):
    labels = {"password1": gettext_lazy("新密码"), "password2": gettext_lazy("再输入一次")}
    hints = {"password1": PASSWORD_HINT}


class FirstPasswordForm(_InOurWords, SetPasswordForm):
    labels = {"password1": gettext_lazy("新密码"), "password2": gettext_lazy("再输入一次")}
    hints = {"password1": PASSWORD_HINT}


class NewPasswordForm(_InOurWords, ChangePasswordForm):
    labels = {
        "oldpassword": gettext_lazy("现在的密码"),
        "password1": gettext_lazy("新密码"),
        "password2": gettext_lazy("再输入一次"),
    }
    hints = {"password1": PASSWORD_HINT}


class NumberForm(_InOurWords, AuthenticateForm):
    labels = {"code": gettext_lazy("6 位数字或备用码")}


class NumberAgainForm(_InOurWords, SecondFactorForm):
    labels = {"code": gettext_lazy("6 位数字或备用码")}


class FirstNumberForm(_InOurWords, ActivateTOTPForm):
    labels = {"code": NUMBER_SHOWN}


class NewKeyForm(_InOurWords, AddWebAuthnForm):
    labels = {"name": gettext_lazy("给这把密钥起个名字")}


class RenamedKeyForm(_InOurWords, EditWebAuthnForm):
    labels = {"name": gettext_lazy("密钥名称")}
