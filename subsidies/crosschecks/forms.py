"""What the office enters of cross-checks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.crosschecks.kinds import Department
from talent.ui.keyed_forms import KeyedForm

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
