"""Forms of staff accounts: signing in by password, inviting, accepting, revoking."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.accounts.forms.contact import EmailAddressField
from talent.accounts.forms.library import PASSWORD_HINT
from talent.accounts.models import Invitation, User
from talent.accounts.roles import STAFF_ROLES, Role
from talent.calendars import clock
from talent.employers.models import Employer
from talent.identifiers import identity_number
from talent.ui.widgets import DocumentNumberInput


class StaffSignInForm(LoginForm):
    """E-mail address and password; an applicant's account gets the same answer as a wrong password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailAddressField(label=_("工作邮箱"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("密码")
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""
        self.order_fields(["login", "password"])

    def _setup_password_field(self) -> None:
        """allauth leaves the password out because nobody gives one when signing up."""

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        cleaned: dict[str, Any] = super()._clean_with_password(credentials)
        if self.user is not None and not self.user.is_staff_account:
            raise get_adapter().validation_error("email_password_mismatch")
        return cleaned


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=100)
    identity_number = forms.CharField(
        label=gettext_lazy("身份证号码"),
        max_length=40,
        widget=DocumentNumberInput,
        help_text=gettext_lazy("用来确认账号背后是哪一个人：同一个人不能在一件事上先后把关。加密保存。"),
    )
    email = EmailAddressField(label=gettext_lazy("工作邮箱"), help_text=gettext_lazy("邀请链接发到这里，7 天内有效。"))
    role = forms.ChoiceField(
        label=gettext_lazy("角色"), choices=[(role.value, role.label) for role in STAFF_ROLES], widget=forms.RadioSelect
    )
    employer = forms.ModelChoiceField(
        label=gettext_lazy("所属单位"),
        queryset=Employer.objects.none(),
        required=False,
        empty_label=gettext_lazy("不选"),
        help_text=gettext_lazy("只有人事人员需要选择；可以看到本单位及下属单位的职工。"),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = Employer.objects.visible_to(by).listed_on(clock.today())  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_identity_number(self) -> str:
        """The number in its normal spelling, its check character verified."""
        try:
            return identity_number.parse(self.cleaned_data["identity_number"], on=clock.today()).number
        except identity_number.InvalidIdentityNumber as error:
            raise forms.ValidationError(str(error.message), code=error.code) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("role") == Role.HR_OFFICER and not cleaned.get("employer") and "employer" not in self.errors:
            self.add_error("employer", _("请选择人事人员所属的单位。"))
        if cleaned.get("role") not in (None, Role.HR_OFFICER) and cleaned.get("employer"):
            self.add_error("employer", _("只有人事人员需要选择单位，请改为“不选”。"))
        return cleaned


class SetPasswordForm(forms.Form):
    """The password of a new staff account, typed twice."""

    password = forms.CharField(
        label=gettext_lazy("设置密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_HINT,
    )
    repeated = forms.CharField(
        label=gettext_lazy("再输入一次"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_password(self) -> str:
        """A password that passes the portal's validators."""
        password: str = self.cleaned_data["password"]
        future = User(email=self.invitation.email, display_name=self.invitation.name)
        password_validation.validate_password(password, future)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"password", "repeated"} <= cleaned.keys() and cleaned["password"] != cleaned["repeated"]:
            self.add_error("repeated", _("两次输入的密码不一致。"))
        return cleaned


class ReasonForm(forms.Form):
    """Why a role is revoked."""

    reason = forms.CharField(
        label=gettext_lazy("停用原因"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=gettext_lazy("记入操作日志。"),
    )


class StaffSearchForm(forms.Form):
    """Part of a name or e-mail address; kept in the session, never in an address."""

    term = forms.CharField(label=gettext_lazy("姓名或邮箱"), max_length=100, required=False)
