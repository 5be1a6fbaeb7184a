"""Who someone is: four kinds of document, each with its traps."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from talent.identifiers.identity_number import check_digit
from talent.profiles.forms.identity import IdentityForm
from tests.factories import make_identity_number, make_person

pytestmark = pytest.mark.django_db


def answers(**changes: Any) -> dict[str, Any]:
    usual = {"name": "李明", "identity_number": make_identity_number(sequence=1), "document_type": "resident_id"}
    return usual | changes


def form(**changes: Any) -> IdentityForm:
    return IdentityForm(answers(**changes))


def numbered(first17: str) -> str:
    return first17 + check_digit(first17)


def test_a_resident_needs_a_name_and_a_number_alone():
    filled = form()
    assert (filled.is_valid(), filled.cleaned_data["born_on"], filled.cleaned_data["foreign_expert"]) == (
        True,
        dt.date(2000, 5, 1),
        False,
    )


def test_a_birth_on_29_february_is_read_from_the_number():
    filled = form(identity_number=make_identity_number(dt.date(2000, 2, 29), sequence=2))
    assert (filled.is_valid(), filled.cleaned_data["born_on"]) == (True, dt.date(2000, 2, 29))


def test_full_width_digits_and_a_small_x_are_the_same_number():
    number = next(n for n in (make_identity_number(sequence=k) for k in range(50)) if n.endswith("X"))
    wide = "".join(chr(ord(char) + 0xFEE0) for char in number.lower())
    filled = form(identity_number=f" {wide[:6]} {wide[6:]}")
    assert (filled.is_valid(), filled.cleaned_data["identity_number"]) == (True, number)


def test_a_passport_needs_the_birth_date():
    filled = form(document_type="passport", identity_number="e1234567a")
    assert dict(filled.errors) == {"born_on": ["该证件号码中没有完整的出生日期，请填写。"]}


def test_a_foreign_expert_comes_with_a_passport():
    filled = form(document_type="passport", identity_number="E1234567", born_on="1990-02-28", foreign_expert="on")
    assert (filled.is_valid(), filled.cleaned_data["foreign_expert"]) == (True, True)


def test_a_foreign_expert_does_not_come_with_an_identity_card():
    filled = form(foreign_expert="on")
    assert dict(filled.errors) == {"foreign_expert": ["外国专家请使用护照或外国人永久居留身份证。"]}


def test_a_permanent_resident_card_of_today_states_the_birth_date():
    filled = form(document_type="foreign_permanent_resident", identity_number=numbered("93221019900307123"))
    assert (filled.is_valid(), filled.cleaned_data["born_on"]) == (True, dt.date(1990, 3, 7))


def test_a_permanent_resident_card_of_old_needs_the_birth_date():
    old = {"document_type": "foreign_permanent_resident", "identity_number": "USA110090030712"}
    assert (form(**old).is_valid(), form(**old, born_on="1990-03-07").is_valid()) == (False, True)


def test_a_residence_permit_of_hong_kong_is_told_from_an_identity_card():
    number = numbered("81000019950810123")
    filled = form(document_type="hmt_residence_permit", identity_number=number)
    mistaken = form(identity_number=number)
    assert (filled.is_valid(), dict(mistaken.errors)) == (
        True,
        {"identity_number": ["这是港澳台居民居住证的号码，请把证件类型改为“港澳台居民居住证”。"]},
    )


def test_the_kind_of_document_unfolds_where_the_number_is_wrong_and_stays_folded_where_it_is_missing():
    wrong, missing, fresh = form(identity_number="123"), form(identity_number=""), IdentityForm()
    assert [each.folds()[0].open for each in (wrong, missing, fresh)] == [True, False, False]


def test_a_birth_date_that_the_number_contradicts_is_refused():
    filled = form(born_on="1999-01-01")
    assert dict(filled.errors) == {"born_on": ["出生日期与证件号码中的不一致，请核对。"]}


@pytest.mark.parametrize(("born_on", "valid"), [("2010-12-31", True), ("2011-01-01", False)])
def test_nobody_under_sixteen_works(born_on: str, valid: bool):
    assert form(document_type="passport", identity_number="E1234567", born_on=born_on).is_valid() == valid


def test_a_number_that_is_kept_is_not_shown_and_stays_when_left_empty():
    person = make_person(identity_number=make_identity_number(sequence=7))
    unbound = IdentityForm(person=person)
    changed = IdentityForm(answers(name="李铭", identity_number=""), person=person)
    assert (person.identity_number in unbound.as_p(), changed.is_valid()) == (False, True)
    assert (changed.cleaned_data["identity_number"], changed.cleaned_data["name"]) == (person.identity_number, "李铭")


def test_another_kind_of_document_needs_its_number():
    changed = IdentityForm(answers(identity_number="", document_type="passport"), person=make_person())
    assert dict(changed.errors) == {"identity_number": ["更换了证件类型，请填写新证件的号码。"]}
