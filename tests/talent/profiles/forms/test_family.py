"""Marriage, homes and children."""

from __future__ import annotations

import uuid

import pytest

from talent.profiles.forms.family import ChildForm, HouseholdForm
from talent.profiles.models import Child

pytestmark = pytest.mark.django_db


def test_the_unmarried_say_nothing_of_a_spouse():
    form = HouseholdForm({"married": "no", "owns_home_in_city": "no", "spouse_owns_home_in_city": "yes"})
    assert form.is_valid()
    assert form.cleaned_data == {"married": False, "owns_home_in_city": False, "spouse_owns_home_in_city": None}


def test_the_married_say_whether_the_spouse_owns_a_home():
    form = HouseholdForm({"married": "yes", "owns_home_in_city": "no"})
    assert dict(form.errors) == {"spouse_owns_home_in_city": ["已婚的请回答配偶名下是否有住房。"]}


def test_a_child_has_a_name_and_a_birthday_that_has_been():
    form = ChildForm({"key": uuid.uuid4(), "name": "小明", "born_on": "2027-01-01"})
    assert dict(form.errors) == {"born_on": ["日期不能晚于今天。"]}


def test_a_child_is_filled_in_from_a_valid_form():
    form = ChildForm({"key": uuid.uuid4(), "name": " 小　明 ", "born_on": "2020-02-29"})
    assert form.is_valid()
    child = form.put_into(Child())
    assert (child.name, child.born_on.isoformat()) == ("小 明", "2020-02-29")
