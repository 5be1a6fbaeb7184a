"""A degree and its certificates."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.profiles.forms.fields import DayField, YesNoField
from talent.profiles.kinds import Degree as DegreeKind
from talent.profiles.models import Degree, Institution
from talent.ui.widgets import DocumentNumberInput, HintedRadioSelect, SuggestInput

FULL_TIME, PART_TIME, COMMISSIONED = "full_time", "part_time", "commissioned"
STUDY_MODES = [(FULL_TIME, _("全日制")), (PART_TIME, _("非全日制")), (COMMISSIONED, _("定向或委托培养"))]


class DegreeForm(forms.ModelForm[Degree]):
    """One degree; how it was studied is asked in one question."""

    study_mode = forms.ChoiceField(
        label=_("学习形式"),
        choices=STUDY_MODES,
        widget=HintedRadioSelect(hints={COMMISSIONED: _("入学时与原单位或地区签有定向、委托培养协议的选此项。")}),
    )
    overseas = YesNoField(label=_("在国（境）外取得"), initial=False)
    awarded_on = DayField(label=_("学位授予日期"), help_text=_("以学位证书上的日期为准。"))
    chsi_code_expires_on = DayField(label=_("验证码有效期至"), required=False, future=True)

    class Meta:
        model = Degree
        fields = (
            "level",
            "institution_name",
            "overseas",
            "study_mode",
            "awarded_on",
            "graduation_certificate_number",
            "degree_certificate_number",
            "certification_number",
            "chsi_code",
            "chsi_code_expires_on",
        )
        widgets = {
            "level": forms.RadioSelect,
            "institution_name": SuggestInput(url_name="me:institution_suggest"),
            "graduation_certificate_number": DocumentNumberInput,
            "degree_certificate_number": DocumentNumberInput,
            "certification_number": DocumentNumberInput,
            "chsi_code": DocumentNumberInput,
        }
        help_texts = {
            "institution_name": _("输入学校名称或拼音首字母后选择；国（境）外院校直接填写全称。"),
            "graduation_certificate_number": _("毕业证书上的编号；没有学历证书的留空。"),
            "degree_certificate_number": _("没有学位证书的留空。"),
            "certification_number": _("国（境）外学位填写，由教育部留学服务中心出具。"),
            "chsi_code": _("学信网《教育部学历证书电子注册备案表》的在线验证码，填写后审核更快。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = DegreeKind.choices
        if self.instance.awarded_on:
            mode = FULL_TIME if self.instance.full_time else PART_TIME
            self.initial["study_mode"] = COMMISSIONED if self.instance.commissioned else mode

    def clean_institution_name(self) -> str:
        """The name as the list of institutions has it, where it is on it."""
        return " ".join(self.cleaned_data["institution_name"].split())

    def _number(self, field: str) -> str:
        number = unicodedata.normalize("NFKC", self.cleaned_data[field]).replace(" ", "").upper()
        if not all(character.isalnum() or character in "-()" for character in number):
            raise forms.ValidationError(_("编号只应有字母、数字和短横线，请照证书填写。"))
        return number

    def clean_graduation_certificate_number(self) -> str:
        return self._number("graduation_certificate_number")

    def clean_degree_certificate_number(self) -> str:
        return self._number("degree_certificate_number")

    def clean_certification_number(self) -> str:
        return self._number("certification_number")

    def clean_chsi_code(self) -> str:
        return self._number("chsi_code")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name = cleaned.get("institution_name")
        institution = Institution.objects.filter(name=name).first() if name else None
        if institution and cleaned.get("overseas"):
            self.add_error("overseas", _("这是境内学校；在境外取得的学位请填写授予学位的境外院校。"))
        if name and not institution and cleaned.get("overseas") is False:
            self.add_error("institution_name", _("没有找到这所境内学校，请输入部分名称后从列表中选择。"))
        mode = cleaned.get("study_mode")
        self.instance.institution = institution
        self.instance.full_time = mode != PART_TIME if mode else None
        self.instance.commissioned = mode == COMMISSIONED
        return cleaned
