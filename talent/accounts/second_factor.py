"""The second factor: its secrets are encrypted at rest, and staff cannot put their last one aside."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.accounts.models import User
from talent.encryption.sealing import seal, unseal

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_PLACE = "mfa.authenticator.data"


def lacks_second_factor(user: User) -> bool:
    """Whether a staff account must enrol a second factor before it may do anything else."""
    return settings.SECOND_FACTOR_REQUIRED and user.is_staff_account and not is_mfa_enabled(user, FACTORS)


class SecondFactorAdapter(DefaultMFAAdapter):
    """What the portal wants otherwise than allauth."""

    error_messages = {
        "add_email_blocked": gettext_lazy("启用了两步验证的账号不能添加电子邮箱。"),
        "cannot_delete_authenticator": gettext_lazy("工作人员账号至少保留一种两步验证方式，不能停用最后一种。"),
        "cannot_generate_recovery_codes": gettext_lazy("请先启用两步验证，再生成备用码。"),
        "incorrect_code": gettext_lazy("验证码不正确，请输入当前显示的 6 位数字。"),
        "unverified_email": gettext_lazy("请先验证您的电子邮箱，再启用两步验证。"),
    }

    def encrypt(self, text: str) -> str:
        """Sealed, in base64."""
        return base64.b64encode(seal(text.encode(), _PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What ``encrypt`` was given. Raises DecryptionError."""
        return unseal(base64.b64decode(encrypted_text), _PLACE).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not the last factor of a staff account where one is required; recovery codes are none."""
        if not settings.SECOND_FACTOR_REQUIRED or not authenticator.user.is_staff_account:
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return authenticator.type not in FACTORS or others.exists()

    def _get_site_name(self) -> str:
        return _("长春国际汽车城人才补贴")
