"""The form that closes a budget line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.budget.forms import BudgetLineField
from subsidies.budget.models import BudgetLine


class CloseLineForm(forms.Form):
    """Where what was granted and not paid goes when a budget line is closed."""

    into = BudgetLineField(
        label=_("结转到"),
        queryset=BudgetLine.objects.none(),
        required=False,
        empty_label=_("没有需要结转的"),
        help_text=_("已授予未发放的金额转入所选的以后年度指标，各期随之在该指标列支。"),
    )
    checked = forms.BooleanField(label=_("我已核对上列收回和结转的金额，知道结账后不能撤销"))

    def __init__(self, *args: Any, line: BudgetLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = BudgetLine.objects.open().filter(programme=line.programme, fiscal_year__gt=line.fiscal_year)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = later.order_by("fiscal_year", "opened_at")
        if line.reserved_yuan:
            into.required, into.empty_label = True, None
            into.error_messages["required"] = _("请先登记下年指标，再办理结账。")
