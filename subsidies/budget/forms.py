"""What the finance bureau enters of a budget line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.budget.actions.lines import MOST_YUAN
from subsidies.budget.kinds import EntryKind, Programme
from subsidies.budget.workflow import LineState
from talent.audit.validators import without_personal_numbers
from talent.calendars import clock
from talent.ui.formatting import yuan
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import YuanInput

SHORT, LONG = 60, 200
YEARS_BACK, YEARS_AHEAD = 2, 1


def _yuan(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_YUAN, widget=YuanInput)


class OpenLineForm(KeyedForm):
    """A new budget line."""

    fiscal_year = forms.TypedChoiceField(label=_("预算年度"), coerce=int)
    programme = forms.ChoiceField(label=_("项目"), choices=Programme.choices)
    document_number = forms.CharField(
        label=_("指标文号"), max_length=SHORT, help_text=_("按财政下达的指标文件填写，例如：长财预〔2026〕18号。")
    )
    subject = forms.CharField(
        label=_("预算科目"), max_length=SHORT, help_text=_("填写科目编码和名称，与指标文件一致。")
    )
    yuan = _yuan(_("下达金额"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = clock.today().year
        years = self.fields["fiscal_year"]
        assert isinstance(years, forms.TypedChoiceField)
        years.choices = [(each, each) for each in range(year - YEARS_BACK, year + YEARS_AHEAD + 1)]
        years.initial = year


class AppropriateForm(KeyedForm):
    """More or less for a line."""

    kind = forms.ChoiceField(
        label=_("办理事项"),
        choices=[(EntryKind.APPROPRIATE.value, _("追加指标")), (EntryKind.REDUCE.value, _("调减指标"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择追加或调减。")},
    )
    yuan = _yuan(_("金额"))
    words = forms.CharField(
        label=_("文号和原因"),
        max_length=LONG,
        help_text=_("写明追加或调减的文件号。调减只能动用尚未授予的可用余额。"),
        validators=[without_personal_numbers],
    )


class ReverseForm(forms.Form):
    """Why an entry is taken back."""

    words = forms.CharField(
        label=_("冲销原因"), max_length=LONG, validators=[without_personal_numbers], help_text=_("会与原分录一起保留。")
    )


class BudgetLineField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A line as people choose it: year, document number, subject, and what was granted from it and is not sealed."""

    def label_from_instance(self, obj: Any) -> str:
        words = {"year": obj.fiscal_year, "number": obj.document_number, "subject": obj.subject}
        return _("%(year)s 年 %(number)s · %(subject)s（待付 %(yuan)s）") % {**words, "yuan": yuan(obj.reserved_yuan)}


class LineFilter(forms.Form):
    """Narrows budget lines."""

    status = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *LineState.choices])

    def apply(self, lines: Any) -> Any:
        """The lines in that state."""
        status = self.cleaned_data["status"] if self.is_valid() else ""
        return lines.filter(status=status) if status else lines
