"""A degree and its certificates."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.profiles.forms.fields import DayField, TextField
from talent.profiles.forms.folding import FoldedForm
from talent.profiles.forms.stated import NOTHING, marked_as_stated
from talent.profiles.forms.wording import WordedForm
from talent.profiles.kinds import NO_CERTIFICATE
from talent.profiles.kinds import Degree as DegreeKind
from talent.profiles.models import Degree, Institution
from talent.ui.widgets import DocumentNumberInput, HintedRadioSelect, SuggestInput

FULL_TIME, PART_TIME, COMMISSIONED = "full_time", "part_time", "commissioned"
STUDY_MODES = [(FULL_TIME, _("全日制")), (PART_TIME, _("非全日制")), (COMMISSIONED, _("定向或委托培养"))]
LISTED, UNLISTED, ABROAD = "listed", "unlisted", "abroad"
ORIGINS = [(LISTED, _("境内，名单中的学校")), (UNLISTED, _("境内，名单中没有的学校")), (ABROAD, _("国（境）外"))]
ELSEWHERE = _("学校不在名单中，或学位在国（境）外取得")
CHSI = _("学信网验证码（选填，填写后审核更快）")
LACKING = _("没有学历证书或没有学位证书")
PROPOSALS = 5
NUMBERS = ("graduation_certificate_number", "degree_certificate_number", "certification_number", "chsi_code")
CERTIFICATES = NUMBERS[:2]
LACKS = ("no_graduation_certificate", "no_degree_certificate")


def _number_field(label: Any, help_text: Any = "") -> TextField:
    return TextField(label=label, max_length=40, required=False, widget=DocumentNumberInput, help_text=help_text)


class DegreeForm(FoldedForm, WordedForm):
    """One degree; how it was studied is asked in one question, what only few people need is folded away.

    ``key`` is that of the degree, so that a form sent twice makes one degree.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    level = forms.ChoiceField(label=_("学位层次"), choices=DegreeKind.choices, widget=forms.RadioSelect)
    institution_name = TextField(
        label=_("毕业院校"),
        max_length=100,
        widget=SuggestInput(url_name="me:institution_suggest"),
        help_text=_("照学位证书填写学校全称，也可以输入部分名称或拼音后选择。"),
    )
    study_mode = forms.ChoiceField(
        label=_("学习形式"),
        choices=STUDY_MODES,
        widget=HintedRadioSelect(hints={COMMISSIONED: _("入学时与原单位或地区签有定向、委托培养协议的选此项。")}),
    )
    awarded_on = DayField(label=_("学位授予日期"), help_text=_("以学位证书上的日期为准。"))
    graduation_certificate_number = _number_field(_("学历证书编号"), _("毕业证书上的编号；没有的，在下面勾选。"))
    degree_certificate_number = _number_field(_("学位证书编号"), _("学位证书上的编号；没有的，在下面勾选。"))
    no_graduation_certificate = forms.BooleanField(label=_("没有学历证书"), required=False)
    no_degree_certificate = forms.BooleanField(label=_("没有学位证书"), required=False)
    origin = forms.ChoiceField(
        label=_("学校所在"),
        choices=ORIGINS,
        initial=LISTED,
        required=False,
        widget=HintedRadioSelect(hints={UNLISTED: _("例如科研院所、军队院校，或证书上是学校更名前的名称。")}),
    )
    certification_number = _number_field(_("留服认证书编号"), _("国（境）外学位填写，由教育部留学服务中心出具。"))
    chsi_code = _number_field(_("学信网在线验证码"), _("学信网《教育部学历证书电子注册备案表》上的验证码。"))
    chsi_code_expires_on = DayField(label=_("验证码有效期至"), required=False, future=True)
    folded = {
        "lacking": (LACKING, LACKS),
        "elsewhere": (ELSEWHERE, ("origin", "certification_number")),
        "chsi": (CHSI, ("chsi_code", "chsi_code_expires_on")),
    }
    unfolding = {"institution_name": "elsewhere"} | dict.fromkeys(CERTIFICATES, "lacking")

    def __init__(
        self, *args: Any, degree: Degree | None = None, stated: Mapping[str, Any] = NOTHING, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_initial(degree) | ({} if degree else dict(stated)), **kwargs)
        if degree is None:
            marked_as_stated(self, stated)
        self.institution: Institution | None = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in NUMBERS:
            self._clean_number(name)
        for name, lack in zip(CERTIFICATES, LACKS, strict=True):
            self._clean_certificate(name, lack)
        if cleaned.get("institution_name"):
            self._find_institution(cleaned)
        if cleaned.get("chsi_code_expires_on") and not cleaned.get("chsi_code") and "chsi_code" not in self.errors:
            self.add_error("chsi_code", _("填写了有效期，请一并填写验证码。"))
        return cleaned

    def put_into(self, degree: Degree) -> Degree:
        """The degree with what the valid form says, not saved yet."""
        for name, value in self._values().items():
            setattr(degree, name, value)
        return degree

    def _values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        mode, origin = cleaned["study_mode"], cleaned["origin"] or LISTED
        same = ("level", "institution_name", "awarded_on", "chsi_code", "chsi_code_expires_on", *CERTIFICATES)
        return {name: cleaned[name] for name in same} | {
            "institution": self.institution,
            "full_time": mode != PART_TIME,
            "commissioned": mode == COMMISSIONED,
            "overseas": origin == ABROAD,
            "certification_number": cleaned["certification_number"] if origin == ABROAD else "",
        }

    def _clean_number(self, name: str) -> None:
        number = unicodedata.normalize("NFKC", self.cleaned_data.get(name, "")).replace(" ", "").upper()
        if all(character.isalnum() or character in "-()〔〕[]/." for character in number):
            self.cleaned_data[name] = number
        elif name not in self.errors:
            self.add_error(name, _("编号只应有文字、数字和短横线，请照证书填写。"))

    def _clean_certificate(self, name: str, lack: str) -> None:
        """Either the number or that there is none; of a degree from abroad there are seldom both."""
        number, lacking = self.cleaned_data.get(name), self.cleaned_data.get(lack)
        if name in self.errors:
            return
        names = {"label": self.fields[name].label, "lack": self.fields[lack].label}
        if lacking and number not in ("", NO_CERTIFICATE):
            self.add_error(name, _("填写了编号，又勾选了“%(lack)s”，请核对后留下一项。") % names)
        elif lacking:
            self.cleaned_data[name] = NO_CERTIFICATE
        elif not number and self.cleaned_data.get("origin") != ABROAD:
            self.add_error(name, _("请填写%(label)s；没有这张证书的，在下面勾选“%(lack)s”。") % names)

    def _find_institution(self, cleaned: dict[str, Any]) -> None:
        """Look the school up in the list; a beginning or pinyin that only one school has is completed."""
        name, origin = cleaned["institution_name"], cleaned.get("origin") or LISTED
        self.institution = Institution.objects.filter(name=name).first()
        if self.institution and origin == ABROAD:
            self.add_error("origin", _("这是境内学校；在境外取得的学位请填写授予学位的境外院校。"))
        if self.institution or origin != LISTED:
            return
        likely = list(Institution.objects.starting_like(name)[: PROPOSALS + 1])
        if len(likely) == 1:
            self.institution = likely[0]
            cleaned["institution_name"] = self.institution.name
        else:
            self.add_error("institution_name", _proposal(likely))


def _proposal(likely: list[Institution]) -> str:
    if not likely:
        return gettext("名单中没有这所学校。请核对名称；确实没有的，或在国（境）外取得学位的，请在下面选择“学校所在”。")
    names = gettext("、").join(institution.name for institution in likely[:PROPOSALS])
    return gettext("请填写学校全称。您要找的是不是：%(names)s？") % {"names": names}


def _initial(degree: Degree | None) -> dict[str, Any]:
    if degree is None:
        return {"key": uuid.uuid4()}
    same = ("level", "institution_name", "awarded_on", "chsi_code_expires_on", *NUMBERS)
    elsewhere = ABROAD if degree.overseas else UNLISTED
    studied = FULL_TIME if degree.full_time else PART_TIME
    values = {name: getattr(degree, name) for name in same}
    lacking = {lack: values[name] == NO_CERTIFICATE for name, lack in zip(CERTIFICATES, LACKS, strict=True)}
    values |= {name: "" for name in CERTIFICATES if values[name] == NO_CERTIFICATE}
    return (
        values
        | lacking
        | {
            "key": degree.pk,
            "origin": LISTED if degree.institution_id else elsewhere,
            "study_mode": COMMISSIONED if degree.commissioned else studied,
        }
    )
