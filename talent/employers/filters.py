"""Narrowing a list of the HR desk by unit; other filters of the desk build on this one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.employers.models import Employer


class UnitFilter(forms.Form):
    """Which of the officer's units; nothing of it is personal data, so it may stand in the address."""

    employer = forms.ModelChoiceField(
        label=_("用人单位"), required=False, queryset=Employer.objects.none(), empty_label=_("全部")
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        served, field = Employer.objects.served_by(user).order_by("name"), self.fields["employer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = served
        self.units = {unit.pk: unit for unit in served}
        names = ((pk, field.label_from_instance(unit)) for pk, unit in self.units.items())
        field.choices = [("", field.empty_label or ""), *names]

    @property
    def several(self) -> bool:
        """Whether there is anything to choose: officers of one unit are not asked which."""
        return len(self.units) > 1

    @cached_property
    def narrowed(self) -> dict[str, Any]:
        """What is asked for; a choice that does not exist narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
