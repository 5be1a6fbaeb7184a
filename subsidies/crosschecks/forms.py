"""What the office enters of cross-checks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.crosschecks.kinds import Department
from talent.audit.validators import without_personal_numbers
from talent.ui.keyed_forms import KeyedForm
from talent.ui.widgets import CounterTextarea

MOST_BYTES = 20 * 1024 * 1024


class DrawForm(KeyedForm):
    """Which department to ask; beside each, how many there are to ask about."""

    department = forms.ChoiceField(
        label=_("比对部门"), widget=forms.RadioSelect, error_messages={"required": _("请选择比对部门。")}
    )

    def __init__(self, *args: Any, waiting: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                each.value,
                _("%(department)s（待比对 %(count)s 件）") % {"department": each.label, "count": waiting[each]},
            )
            for each in Department
        ]


class AnswersForm(KeyedForm):
    """A department's answer file."""

    file = forms.FileField(
        label=_("答复文件"),
        help_text=_("XLSX、XLS 或 CSV，不超过 20 MB。上传后先预览，确认后才生效。"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.csv,.txt"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请确认上传的是比对名单的答复。"))
        return file


class SettleForm(forms.Form):
    """On what grounds an answer is settled."""

    reason = forms.CharField(
        label=_("核实情况"),
        max_length=500,
        validators=[without_personal_numbers],
        widget=CounterTextarea({"rows": "3"}),
        help_text=_("写明核实了什么材料、何时由谁确认、为什么可以照原决定办理。只有工作人员能看到。"),
        error_messages={
            "required": _("请写明核实情况。"),
            "max_length": _("请把说明写在 %(limit_value)d 字以内，现在是 %(show_value)d 字。"),
        },
    )
