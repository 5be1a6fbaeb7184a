"""One fact that is established in place of what was entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.applications.established import Fact, Kind
from subsidies.applications.kinds import FactSource
from talent.audit.validators import without_personal_numbers
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea, DayInput, InlineRadioSelect

MOST_MONTHS = 600
ANSWERS = {"yes": True, "no": False}


class EstablishForm(KeyedForm):
    """What the fact is, where that is known from, and on what it rests."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(label=_("来源"), choices=FactSource.choices, initial=FactSource.OFFICE)
    reason = forms.CharField(
        label=_("认定依据"),
        max_length=500,
        validators=[without_personal_numbers],
        widget=CounterTextarea({"rows": "3"}),
        help_text=_("写明核实了什么材料、何时由谁答复。申请人会在审核结果通知书上看到。"),
        error_messages={"required": _("请写明认定依据。")},
    )

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = self._field_of(fact)
        self.order_fields(["pk", "submission", "value", "source", "reason"])

    @staticmethod
    def _field_of(fact: Fact) -> forms.Field:
        words: dict[str, Any] = {"label": _("核定为"), "error_messages": {"required": _("请填写核定的内容。")}}
        if fact.sort.kind is Kind.DAY:
            return forms.DateField(widget=DayInput, **words)
        if fact.sort.kind is Kind.MONTHS:
            return forms.IntegerField(min_value=0, max_value=MOST_MONTHS, help_text=_("按整月填写。"), **words)
        return forms.TypedChoiceField(
            choices=[("yes", _("是")), ("no", _("否"))], coerce=ANSWERS.__getitem__, widget=InlineRadioSelect, **words
        )
