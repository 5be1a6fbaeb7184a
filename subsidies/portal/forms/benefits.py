"""What an application asks for."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application
from subsidies.verification.models import DisputeMessage
from talent.audit.validators import without_personal_numbers
from talent.profiles.forms.fields import TextField, YesNoField
from talent.profiles.forms.wording import WordedForm
from talent.ui.widgets import CounterTextarea, HintedCheckboxSelectMultiple


class BenefitsForm(WordedForm):
    """The benefits and the declaration; carries the new case's key, so that a double click makes one case."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    benefits = forms.MultipleChoiceField(
        label=_("申请哪些事项"),
        choices=Benefit.choices,
        widget=HintedCheckboxSelectMultiple(
            hints={
                Benefit.LIVING: _("按学历分期发放到您的银行账户"),
                Benefit.HOUSING: _("人才公寓或专家公寓，租金优惠"),
                Benefit.SCHOOLING: _("为学龄前和义务教育阶段的子女协调学位"),
            }
        ),
        error_messages={"required": _("请至少选择一项。")},
    )
    claimed_elsewhere = YesNoField(
        label=_("是否在省、市或其他地方享受过同类人才补贴"),
        help_text=_("如实填写即可，办理中会与有关部门核对。"),
    )

    @classmethod
    def initial_for(cls, application: Application | None) -> dict[str, Any]:
        """What the form shows first: the case as it is, or the usual start."""
        if application is None:
            return {"key": uuid.uuid4(), "benefits": [Benefit.LIVING]}
        return {
            "key": application.pk,
            "benefits": application.benefits,
            "claimed_elsewhere": application.claimed_elsewhere,
        }

    @property
    def choices(self) -> dict[str, bool]:
        """Whether each benefit of a valid form is asked for, by its name."""
        chosen = self.cleaned_data["benefits"]
        return {benefit.value: benefit.value in chosen for benefit in Benefit}


class WithdrawForm(WordedForm):
    """Why a case is withdrawn; the reason is optional."""

    reason = TextField(label=_("撤回原因（可不填）"), required=False, max_length=200, widget=CounterTextarea)


class DeclarationForm(WordedForm):
    """The statement that stands above the signature on paper; ``seen`` is the digest of what was checked.

    Where the unit has objected, with what the applicant says to it.
    """

    answer = forms.CharField(
        label=_("给单位的答复（可不填）"),
        required=False,
        max_length=DisputeMessage.LONGEST,
        widget=CounterTextarea,
        validators=[without_personal_numbers],
        help_text=_("单位重新核实时会看到。写明改了什么，或者为什么没有错。不要写证件号码。"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    declared = forms.BooleanField(
        label=_("我承诺以上内容属实"), error_messages={"required": _("提交前请阅读并勾选承诺。")}
    )

    def __init__(self, data: Any = None, *, disputed: bool) -> None:
        super().__init__(data)
        if not disputed:
            del self.fields["answer"]
