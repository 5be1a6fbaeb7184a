"""Whatever is typed, a form answers yes or no; it never breaks."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talent.profiles.forms.bank_account import BankAccountForm
from talent.profiles.forms.degree import DegreeForm
from talent.profiles.forms.employment import EmploymentForm
from talent.profiles.forms.family import ChildForm, HouseholdForm
from talent.profiles.forms.identity import IdentityForm
from talent.profiles.models import Person

TYPED = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", "yes", "passport", "abroad", "master", "full_time", "2000-02-29", "36", "\x00"]),
    st.text(alphabet="0123456789Xx０１２３ -.", max_size=24),
    st.text(alphabet="\u202e\u200b\ufeff\ud7ff\ue000𠮷😀ﷺ=+-@<>'\"&", max_size=12),
)


def make(kind: type[forms.BaseForm], data: dict[str, Any]) -> forms.BaseForm:
    return kind(data, person=Person(name="李明")) if kind is BankAccountForm else kind(data)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [IdentityForm, DegreeForm, EmploymentForm, HouseholdForm, ChildForm, BankAccountForm])
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_form_answers_whatever_is_typed(kind: type[forms.BaseForm], data: st.DataObject):
    names = list(make(kind, {}).fields)
    filled = make(kind, {name: data.draw(TYPED, label=name) for name in names})
    valid = filled.is_valid()
    assert (valid, set(filled.errors) - set(names)) == (not filled.errors, set())
    assert str(filled).count("error-summary") >= (0 if valid else 1)
