"""Who someone is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.calendars import clock
from talent.identifiers import documents
from talent.identifiers.masking import masked_identity
from talent.profiles.forms.fields import DayField, NameField
from talent.profiles.forms.folding import FoldedForm
from talent.profiles.forms.wording import WordedForm
from talent.profiles.kinds import DocumentType
from talent.profiles.models import Person
from talent.ui.widgets import DocumentNumberInput

WORKING_AGE = 16
"""Nobody below may be employed: Labour Law (劳动法) art. 15."""
OTHER_DOCUMENT = _("我用的不是居民身份证（护照、外国人永久居留身份证、港澳台居民居住证）")
CHINESE_DOCUMENTS = (DocumentType.RESIDENT_ID, DocumentType.HMT_RESIDENCE_PERMIT)


class IdentityForm(FoldedForm, WordedForm):
    """Name and identity document; the birth date is read from the number where the number holds it.

    A number that is kept already is never shown again: left empty it stays as it is.
    """

    name = NameField(label=_("姓名"), help_text=_("与证件上的姓名一致，少数民族姓名中的“·”请照填。"))
    identity_number = forms.CharField(
        label=_("证件号码"), max_length=40, widget=DocumentNumberInput, help_text=_("末位是字母 X 的，大小写均可。")
    )
    document_type = forms.ChoiceField(
        label=_("证件类型"), choices=DocumentType.choices, initial=DocumentType.RESIDENT_ID, widget=forms.RadioSelect
    )
    born_on = DayField(
        label=_("出生日期"), required=False, help_text=_("持护照或旧版永久居留证的请填写；其他证件由号码读出。")
    )
    foreign_expert = forms.BooleanField(label=_("我是持有效《外国人工作许可证》的外国专家"), required=False)
    folded = {"document": (OTHER_DOCUMENT, ("document_type", "born_on", "foreign_expert"))}
    unfolding = {"identity_number": "document"}

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(person), **kwargs)
        self.person = person
        if person:
            kept = {"number": masked_identity(person.identity_number)}
            self.fields["identity_number"].required = False
            self.fields["identity_number"].help_text = _("已登记 %(number)s，没有变化的不用填写。") % kept

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("document_type")
        number = cleaned.get("identity_number") or self._kept_number(kind)
        if not kind or not number:
            return cleaned
        try:
            cleaned["identity_number"] = documents.validate(kind, number, on=clock.today())
            stated = documents.born_on(kind, number)
        except documents.InvalidDocumentNumber as error:
            self.add_error("identity_number", str(error.message))
            return cleaned
        self._settle_birth(cleaned, stated)
        if cleaned.get("foreign_expert") and kind in CHINESE_DOCUMENTS:
            self.add_error("foreign_expert", _("外国专家请使用护照或外国人永久居留身份证。"))
        return cleaned

    def _kept_number(self, kind: str | None) -> str:
        if self.person is None or "identity_number" in self.errors:
            return ""
        if kind and kind != self.person.document_type:
            self.add_error("identity_number", _("更换了证件类型，请填写新证件的号码。"))
            return ""
        return self.person.identity_number

    def _settle_birth(self, cleaned: dict[str, Any], stated: dt.date | None) -> None:
        entered = cleaned.get("born_on")
        if stated and entered and stated != entered:
            self.add_error("born_on", _("出生日期与证件号码中的不一致，请核对。"))
        born_on = cleaned["born_on"] = stated or entered
        if born_on is None and "born_on" not in self.errors:
            self.add_error("born_on", _("该证件号码中没有完整的出生日期，请填写。"))
        if born_on and born_on.year + WORKING_AGE > clock.today().year:
            where = "identity_number" if stated else "born_on"
            self.add_error(where, _("按出生日期不满 %(age)d 周岁，请核对。") % {"age": WORKING_AGE})


def _initial(person: Person | None) -> dict[str, Any] | None:
    if person is None:
        return None
    stated = documents.born_on(person.document_type, person.identity_number)
    return {
        "name": person.name,
        "document_type": person.document_type,
        "born_on": None if stated else person.born_on,
        "foreign_expert": person.foreign_expert,
    }
