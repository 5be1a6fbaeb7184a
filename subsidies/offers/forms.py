"""Forms of the officers' pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.offers.kinds import Prospect, Reach
from subsidies.offers.queries import MOST_AT_ONCE
from subsidies.offers.workflow import OfferStatus
from talent.employers.filters import UnitFilter

ALL = [("", _("全部"))]


class CandidateFilter(UnitFilter):
    """Whom to show of those who may be invited."""

    prospect = forms.ChoiceField(label=_("判断"), required=False, choices=[*ALL, *Prospect.choices])
    reach = forms.ChoiceField(label=_("通知方式"), required=False, choices=[*ALL, *Reach.choices])


class OfferFilter(UnitFilter):
    """Which invitations to show."""

    status = forms.ChoiceField(label=_("状态"), required=False, choices=[*ALL, *OfferStatus.choices])


class SelectionForm(forms.Form):
    """Ticked roster rows; with ``everything`` all that match are meant, whatever is ticked."""

    everything = forms.BooleanField(required=False)
    selected = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["selected"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(value, value) for value in data.getlist("selected")]

    def clean_selected(self) -> list[UUID]:
        """The keys of the rows."""
        try:
            return [UUID(value) for value in self.cleaned_data["selected"]]
        except ValueError as error:
            raise forms.ValidationError(_("勾选的内容无法识别，请刷新页面后重新勾选。")) from error

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("everything") and not cleaned.get("selected"):
            raise forms.ValidationError(_("请先勾选人员。"))
        if len(cleaned.get("selected", [])) > MOST_AT_ONCE:
            raise forms.ValidationError(_("一次最多办理 %(most)d 人，请分几次办理。") % {"most": MOST_AT_ONCE})
        return cleaned

    @property
    def ticked(self) -> list[UUID] | None:
        """What was ticked; None where all that match are meant."""
        return None if self.cleaned_data["everything"] else self.cleaned_data["selected"]

    @property
    def first_error(self) -> str:
        """What to tell: one sentence, since the table has no place for errors of its own."""
        return str(next(iter(self.errors.values()))[0])
