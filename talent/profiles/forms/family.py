"""Marriage, homes and children: asked only of those who apply for housing or schooling."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talent.profiles.forms.fields import DayField, NameField, YesNoField
from talent.profiles.forms.wording import WordedForm
from talent.profiles.models import Child


class HouseholdForm(WordedForm):
    """Marriage and homes in the city; the spouse's home is asked only of the married."""

    married = YesNoField(label=_("是否已婚"))
    owns_home_in_city = YesNoField(label=_("本人名下在长春是否有住房"))
    spouse_owns_home_in_city = YesNoField(
        label=_("配偶名下在长春是否有住房"), required=False, help_text=_("未婚的不必回答。")
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("married") and cleaned.get("spouse_owns_home_in_city") is None:
            self.add_error("spouse_owns_home_in_city", _("已婚的请回答配偶名下是否有住房。"))
        if cleaned.get("married") is False:
            cleaned["spouse_owns_home_in_city"] = None
        return cleaned


class ChildForm(WordedForm):
    """One child; ``key`` is the child's, so that a form sent twice makes one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = NameField(label=_("子女姓名"))
    born_on = DayField(label=_("出生日期"))

    def __init__(self, *args: Any, child: Child | None = None, **kwargs: Any) -> None:
        known = {"key": child.pk, "name": child.name, "born_on": child.born_on} if child else {"key": uuid.uuid4()}
        super().__init__(*args, initial=known, **kwargs)

    def put_into(self, child: Child) -> Child:
        """The child with what the valid form says, not saved yet."""
        child.name, child.born_on = self.cleaned_data["name"], self.cleaned_data["born_on"]
        return child
