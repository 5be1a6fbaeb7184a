"""For whom an officer is to file, and the code that the person tells."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.accounts.forms.codes import CodeField
from talent.accounts.forms.contact import PhoneField
from talent.calendars import clock
from talent.mandates.kinds import LONGEST_DAYS, Reason
from talent.profiles.forms.fields import DayField
from talent.profiles.forms.identity import IdentityForm

USUAL_DAYS = 30
OTHER_DOCUMENT = _("本人的证件不是居民身份证（护照、外国人永久居留身份证、港澳台居民居住证）")
IDENTITY = ("name", "document_type", "identity_number", "born_on", "foreign_expert")


class OpeningForm(IdentityForm):
    """The person, their own phone, why they cannot file themself, and until when."""

    phone = PhoneField(
        label=_("本人的手机号码"), help_text=_("必须是本人自己使用的号码：授权码和确认码都发到这里，账号也由它登录。")
    )
    reason = forms.ChoiceField(label=_("为什么不能自己办理"), choices=Reason.choices, widget=forms.RadioSelect)
    reason_words = forms.CharField(
        label=_("情况说明"), required=False, max_length=200, help_text=_("选择“其他原因”的必填。")
    )
    covers_children = forms.BooleanField(label=_("也要填写未成年子女的信息（申请子女入学的）"), required=False)
    lasts_until = DayField(future=True, label=_("授权到哪一天为止"))
    key = forms.UUIDField(widget=forms.HiddenInput)
    folded = {"document": (OTHER_DOCUMENT, ("document_type", "born_on", "foreign_expert"))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["foreign_expert"].label = _("本人是持有效《外国人工作许可证》的外国专家")
        today = clock.today()
        self.initial.update({"key": uuid4(), "lasts_until": today + dt.timedelta(days=USUAL_DAYS)})
        self.fields["lasts_until"].help_text = _("最长 %(days)d 天，申请办结时自行终止。") % {"days": LONGEST_DAYS}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("reason_words"):
            self.add_error("reason_words", _("选择“其他原因”时请写明情况。"))
        last = cleaned.get("lasts_until")
        today = clock.today()
        if last and not today <= last <= today + dt.timedelta(days=LONGEST_DAYS):
            words = {"days": LONGEST_DAYS}
            self.add_error("lasts_until", _("授权截止日期须在今天之后、%(days)d 天之内。") % words)
        return cleaned

    def opened(self) -> dict[str, Any]:
        """What ``actions.open_mandate`` takes."""
        further = ("phone", "reason", "reason_words", "covers_children", "lasts_until")
        return {
            "pk": self.cleaned_data["key"],
            "identity": {name: self.cleaned_data[name] for name in IDENTITY},
            **{name: self.cleaned_data[name] for name in further},
        }


class CodeForm(forms.Form):
    """The code from the person's phone."""

    code = CodeField(label=_("本人手机收到的验证码"))
