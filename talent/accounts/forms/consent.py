"""Ticking that one consents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from talent.accounts.consent import CHILD_DATA, SENSITIVE_DATA
from talent.accounts.models import Consent

WORDS = {
    SENSITIVE_DATA: gettext_lazy("我已阅读上述说明，单独同意为办理人才补贴处理我的敏感个人信息。"),
    CHILD_DATA: gettext_lazy("我是孩子的父母或其他监护人，同意为办理子女入学处理孩子的个人信息。"),
}


class ConsentForm(forms.Form):
    """One box, never ticked beforehand."""

    agreed = forms.BooleanField(
        error_messages={"required": gettext_lazy("请勾选同意后再继续；不同意的，可以返回首页。")}
    )

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = WORDS[Consent.Purpose(purpose)]
