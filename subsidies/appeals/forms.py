"""What an applicant says against a refusal, and what the office decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.appeals.models import LONGEST_TEXT, Appeal
from subsidies.appeals.permissions import who_may_decide
from subsidies.appeals.querysets import AppealQuerySet
from subsidies.appeals.workflow import AppealStatus
from talent.accounts.models import User
from talent.audit.validators import without_personal_numbers
from talent.calendars import clock
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea

UPHOLD, DISMISS = "uphold", "dismiss"
LATE, MINE, CLOSED = "late", "mine", "closed"
TOO_LONG = {"max_length": _("请写在 %(limit_value)d 字以内，现在是 %(show_value)d 字。")}


class AppealForm(KeyedForm):
    """Why the applicant thinks that the refusal is wrong."""

    text = forms.CharField(
        label=_("申诉理由"),
        max_length=LONGEST_TEXT,
        widget=CounterTextarea({"rows": "8"}),
        help_text=_("写清楚哪一项认定有误、为什么，有什么材料可以证明。内容加密保存，只有人才办能看到。"),
        error_messages={"required": _("请写明申诉的理由。"), **TOO_LONG},
    )


class AssignForm(forms.Form):
    """Who is to decide."""

    to = forms.ModelChoiceField(
        label=_("承办人"),
        queryset=User.objects.none(),
        empty_label=_("请选择"),
        help_text=_("只列出未参与原决定的审核人员。"),
        error_messages={
            "required": _("请选择承办人。"),
            "invalid_choice": _("该人员不能承办这件申诉，请刷新页面后重新选择。"),
        },
    )

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = who_may_decide(appeal.application)


class DecideForm(forms.Form):
    """The decision and its reasons."""

    outcome = forms.ChoiceField(
        label=_("决定"),
        choices=[(DISMISS, _("维持原来的决定")), (UPHOLD, _("申诉成立，重新审核"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择决定。")},
    )
    explanation = forms.CharField(
        label=_("事实和理由"),
        max_length=LONGEST_TEXT,
        validators=[without_personal_numbers],
        widget=CounterTextarea({"rows": "6"}),
        help_text=_("逐条回应申诉理由，写进给申请人的决定书。不写证件号码和银行账号。"),
        error_messages={"required": _("请写明决定的事实和理由。"), **TOO_LONG},
    )


class AppealFilter(forms.Form):
    """Narrows appeals; those that wait for the office unless told."""

    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("待办理")),
            (MINE, _("由我承办")),
            *AppealStatus.choices,
            (LATE, _("已超过承诺日期")),
            (CLOSED, _("已处理")),
        ],
    )

    def apply(self, appeals: AppealQuerySet, user: User) -> AppealQuerySet:
        """The appeals that fit."""
        match self.cleaned_data["status"] if self.is_bound and self.is_valid() else "":
            case "":
                return appeals.open()
            case "mine":
                return appeals.assigned_to(user)
            case "late":
                return appeals.late(clock.today())
            case "closed":
                return appeals.exclude(pk__in=appeals.open().order_by().values("pk"))
            case status:
                return appeals.filter(status=status)
