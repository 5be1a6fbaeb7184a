"""What the portal wants otherwise than allauth: phones, codes, staff apart from applicants."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.accounts import actions
from talent.accounts.forms.contact import PhoneField
from talent.accounts.middleware import SEEN_AT, SIGNED_IN_AT
from talent.accounts.models import User
from talent.accounts.reauthentication import proves_by_code, recently_authenticated
from talent.audit import events as audit
from talent.notifications import sms
from talent.workflow.refusals import ActionRefused

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Applicants sign in by code to a phone or an e-mail address, staff by e-mail address and password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("这个账号已停用。"),
        "cannot_remove_primary_email": gettext_lazy("电子邮箱可以更换，不能删除。"),
        "duplicate_email": gettext_lazy("这就是您现在的电子邮箱。"),
        "email_password_mismatch": gettext_lazy("电子邮箱或密码不正确。"),
        "phone_password_mismatch": gettext_lazy("手机号码或密码不正确。"),
        "email_taken": gettext_lazy("这个电子邮箱已用于另一个账号。"),
        "enter_current_password": gettext_lazy("现在的密码不正确。"),
        "incorrect_code": gettext_lazy("验证码不正确，请核对后重新输入。"),
        "incorrect_password": gettext_lazy("密码不正确。"),
        "invalid_or_expired_key": gettext_lazy("链接无效或已过期。"),
        "invalid_login": gettext_lazy("请填写手机号码或电子邮箱。"),
        "invalid_password_reset": gettext_lazy("重设密码的链接无效或已过期，请重新申请。"),
        "phone_taken": gettext_lazy("这个手机号码已用于另一个账号。"),
        "too_many_login_attempts": gettext_lazy("尝试次数过多，请 15 分钟后再试。"),
        "unverified_primary_email": gettext_lazy("请先验证这个电子邮箱。"),
        "same_as_current": gettext_lazy("与现在的相同，不需要更换。"),
        "rate_limited": gettext_lazy("操作太频繁，请过几分钟再试。"),
    }

    # Phones

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """A field that takes 13800138001."""
        return PhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The number in E.164 and whether it was proved."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Enter a number; the page starts anew when somebody else was quicker to take it."""
        try:
            actions.change_phone(user, by=user, phone=phone, verified=verified)
        except ActionRefused as refusal:
            messages.error(context.request, str(refusal))
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_change_phone"))) from refusal

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Enter a number that was proved by its code."""
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The account with this number, by blind index."""
        return User.objects.with_phone(phone).first()

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Send a code."""
        text = _("【汽车城人才补贴】验证码 %(code)s，10 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。")
        self._send_sms(phone, text % {"code": code})

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Tell whoever has the phone that there is no applicant's account; the page does not."""
        self._send_sms(
            phone, _("【汽车城人才补贴】这个号码还没有申请人账号，请先在网站注册。如果不是您本人操作，请忽略。")
        )

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Tell whoever has the phone that it belongs to an account; the page does not."""
        self._send_sms(phone, _("【汽车城人才补贴】这个号码已有账号，请直接登录。如果不是您本人操作，请忽略。"))

    def _send_sms(self, phone: str, text: str) -> None:
        try:
            sms.send(phone, text)
        except Exception as error:
            logger.error("SMS not sent: %s", type(error).__name__)
            messages.error(context.request, _("短信暂时发不出去，请过几分钟再试。"))

    # Mail

    def format_email_subject(self, subject: str) -> str:
        """Say first who writes."""
        return _("【汽车城人才补贴】%(subject)s") % {"subject": subject}

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; a staff member who asked for a code is told how staff sign in."""
        if template_prefix == "account/email/unknown_account" and self._is_staff_address(email):
            template_prefix = "accounts/mail/staff_account"
            context = {**context, "sign_in_url": self.request.build_absolute_uri(reverse("accounts:staff_sign_in"))}
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            logger.error("Mail not sent: %s", type(error).__name__)
            messages.error(self.request, _("邮件暂时发不出去，请过几分钟再试。"))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Staff have passwords, applicants have none to reset."""
        if user.is_staff_account:
            super().send_password_reset_mail(user, email, context)
        else:
            sign_in_url = self.request.build_absolute_uri(reverse("account_login"))
            self.send_mail("accounts/mail/no_password", email, {"sign_in_url": sign_in_url})

    def _is_staff_address(self, email: str) -> bool:
        user = User.objects.with_email(email).first()
        return user is not None and user.is_staff_account

    def can_delete_email(self, email_address: Any) -> bool:
        """An address can be replaced, not removed; one that was never proved can."""
        return not email_address.verified

    # Signing in

    def get_login_stages(self) -> list[str]:
        """The code, then the second factor: whoever came so far has proved phone or e-mail, or was invited by it."""
        return ["allauth.account.stages.LoginByCodeStage", "allauth.mfa.stages.AuthenticateStage"]

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse closed accounts and staff accounts without a role."""
        if user.is_staff_account and not user.staff_roles:
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in and begin to count idle and absolute time anew."""
        super().login(request, user)
        for stamp in (SEEN_AT, SIGNED_IN_AT):
            request.session.pop(stamp, None)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Record it, and show the portal in the person's language on a device that has not chosen one."""
        records = get_authentication_records(request, user)
        audit.record("account.signed_in", user, by=user, detail={"method": [each["method"] for each in records]})
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", secure=request.is_secure()
            )
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record whose password was wrong; what was typed is not kept."""
        user = User.objects.with_email(credentials.get("email") or "").first()
        audit.record("account.sign_in_failed", user, by=None)

    # Proving again who one is

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether the password is right; wrong ones count like those at signing in."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Password, second factor or, for accounts that have neither, a code."""
        if user.is_authenticated and proves_by_code(user):
            url = reverse("accounts:reauthenticate_by_code")
            return [{"id": "code", "description": _("用验证码确认"), "url": url}]
        words = {
            "reauthenticate": _("用密码确认"),
            "mfa_reauthenticate": _("用身份验证器确认"),
            "mfa_reauthenticate:webauthn": _("用安全密钥确认"),
        }
        return [{**each, "description": words[each["id"]]} for each in super().get_reauthentication_methods(user)]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """allauth's own pages keep to the portal's rule, which holds for accounts that sign in by code too."""
        if recently_authenticated(context.request):
            return False
        raise ReauthenticationRequired
