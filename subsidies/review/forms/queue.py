"""What the queue is narrowed by, and what is ticked in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.workflow import ApplicationStatus
from subsidies.review.queries.queue import LATE, MINE, NOBODYS, SOON, TODAY
from subsidies.rounds.models import Round
from talent.employers.models import Employer
from talent.ui.keyed_forms import KeyedForm

SUBMITTED = tuple(status for status in ApplicationStatus if status != ApplicationStatus.DRAFT)


class QueueFilter(forms.Form):
    """What a queue shows; nothing of it is personal data, so it may stand in the address."""

    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), *((status.value, status.label) for status in SUBMITTED)],
    )
    due = forms.ChoiceField(
        label=_("承诺时限"),
        required=False,
        choices=[("", _("全部")), (LATE, _("已超期")), (TODAY, _("今天到期")), (SOON, _("即将到期"))],
    )
    employer = forms.ModelChoiceField(
        label=_("用人单位"), required=False, queryset=Employer.objects.all(), empty_label=_("全部")
    )
    benefit = forms.ChoiceField(label=_("事项"), required=False, choices=[("", _("全部")), *Benefit.choices])
    round = forms.ModelChoiceField(
        label=_("申报批次"), required=False, queryset=Round.objects.standing(), empty_label=_("全部")
    )
    officer = forms.ChoiceField(label=_("承办人"), required=False)

    def __init__(self, data: Mapping[str, str], *, officers: Mapping[UUID, str]) -> None:
        """``officers``: names of accounts by key, for cases of each of whom one may ask."""
        super().__init__(data)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        people = [(str(pk), name) for pk, name in officers.items()]
        field.choices = [("", _("全部")), (MINE, _("我承办的")), (NOBODYS, _("无人承办")), *people]


class DrawUpForm(KeyedForm):
    """The key of the list that is drawn up."""


class SelectionForm(forms.Form):
    """Ticked rows: each carries the case and the proposal that was shown, as ``case:review``."""

    selected = forms.MultipleChoiceField(error_messages={"required": _("请先勾选要复核的申请。")})

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["selected"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(value, value) for value in data.getlist("selected")]

    def clean_selected(self) -> list[tuple[UUID, UUID]]:
        """(case, review) of each row."""
        try:
            pairs = [value.split(":") for value in self.cleaned_data["selected"]]
            return [(UUID(case), UUID(review)) for case, review in pairs]
        except ValueError as error:
            raise forms.ValidationError(_("勾选的内容无法识别，请刷新页面后重新勾选。")) from error


class ChosenForm(forms.Form):
    """Ticked rows of a list for bulk recheck: the keys of their proposals."""

    selected = forms.MultipleChoiceField(error_messages={"required": _("请先勾选要复核的申请。")})

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["selected"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(value, value) for value in data.getlist("selected")]

    def clean_selected(self) -> list[UUID]:
        """The key of each."""
        try:
            return [UUID(value) for value in self.cleaned_data["selected"]]
        except ValueError as error:
            raise forms.ValidationError(_("勾选的内容无法识别，请刷新页面后重新勾选。")) from error
