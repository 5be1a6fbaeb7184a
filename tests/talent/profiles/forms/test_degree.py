"""A degree: the school is found by name or pinyin, what is not on the list goes by free text."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from talent.profiles.forms.degree import DegreeForm
from talent.profiles.kinds import NO_CERTIFICATE
from talent.profiles.models import Degree, Institution
from tests.factories import make_degree, make_person

pytestmark = pytest.mark.django_db
SCHOOLS = (
    ("4122010183", "吉林大学", "jilindaxue", "jldx"),
    ("4122010190", "长春工业大学", "changchungongyedaxue", "ccgydx"),
    ("4122010186", "长春理工大学", "changchunligongdaxue", "cclgdx"),
)


@pytest.fixture(autouse=True)
def schools() -> None:
    for code, name, pinyin, initials in SCHOOLS:
        Institution.objects.create(
            code=code, name=name, pinyin=pinyin, initials=initials, authority="吉林省", city="长春市"
        )


def form(**changes: Any) -> DegreeForm:
    usual = {
        "key": str(uuid.uuid4()),
        "level": "master",
        "institution_name": "吉林大学",
        "study_mode": "full_time",
        "awarded_on": "2026-06-20",
        "graduation_certificate_number": "１０１８３１２０２６０５００００１２",
        "degree_certificate_number": "1018332026000012",
    }
    return DegreeForm(usual | changes)


def test_a_degree_of_a_listed_school_needs_six_answers():
    filled = form()
    assert filled.is_valid()
    degree = filled.put_into(Degree())
    assert (degree.institution_id, degree.full_time, degree.commissioned, degree.overseas) == (
        "4122010183",
        True,
        False,
        False,
    )
    assert (degree.graduation_certificate_number, degree.awarded_on) == ("101831202605000012", dt.date(2026, 6, 20))


@pytest.mark.parametrize("typed", ["jldx", "JLDX", "ji lin da xue", "吉林大", "　吉林大学 "])
def test_what_only_one_school_answers_to_is_completed(typed: str):
    filled = form(institution_name=typed)
    assert (filled.is_valid(), filled.cleaned_data["institution_name"]) == (True, "吉林大学")


def test_what_several_schools_answer_to_is_asked_back():
    filled = form(institution_name="长春")
    assert dict(filled.errors) == {"institution_name": ["请填写学校全称。您要找的是不是：长春理工大学、长春工业大学？"]}


def test_a_school_that_is_not_on_the_list_unfolds_where_to_say_so():
    filled = form(institution_name="某某研究院")
    assert dict(filled.errors) == {
        "institution_name": [
            "名单中没有这所学校。请核对名称；确实没有的，或在国（境）外取得学位的，请在下面选择“学校所在”。"
        ]
    }
    assert [fold.open for fold in filled.folds()] == [False, True, False]


def test_a_school_that_the_list_lacks_goes_by_its_name():
    filled = form(institution_name="中国科学院长春光机所", origin="unlisted")
    assert filled.is_valid()
    degree = filled.put_into(Degree())
    assert (degree.institution_name, degree.institution, degree.overseas) == ("中国科学院长春光机所", None, False)


def test_a_degree_from_abroad_carries_its_certification():
    filled = form(institution_name="TU München", origin="abroad", certification_number="教留服认美[2026]00001号")
    assert filled.is_valid()
    degree = filled.put_into(Degree())
    assert (degree.overseas, degree.certification_number) == (True, "教留服认美[2026]00001号")


def test_a_school_at_home_is_not_abroad():
    assert dict(form(origin="abroad").errors) == {
        "origin": ["这是境内学校；在境外取得的学位请填写授予学位的境外院校。"]
    }


def test_the_certification_of_a_degree_at_home_is_dropped():
    filled = form(certification_number="123")
    assert (filled.is_valid(), filled.put_into(Degree()).certification_number) == (True, "")


@pytest.mark.parametrize(
    ("mode", "facts"),
    [("full_time", (True, False)), ("part_time", (False, False)), ("commissioned", (True, True))],
)
def test_one_question_tells_how_it_was_studied(mode: str, facts: tuple[bool, bool]):
    filled = form(study_mode=mode)
    assert filled.is_valid()
    degree = filled.put_into(Degree())
    assert (degree.full_time, degree.commissioned) == facts


def test_a_day_of_expiry_wants_its_code():
    assert dict(form(chsi_code_expires_on="2027-01-01").errors) == {"chsi_code": ["填写了有效期，请一并填写验证码。"]}


@pytest.mark.parametrize("number", ["10183😀", "<script>", "1018;3"])
def test_a_certificate_number_with_odd_signs_is_refused(number: str):
    assert list(form(degree_certificate_number=number).errors) == ["degree_certificate_number"]


def test_a_degree_comes_back_as_it_was_entered():
    degree = make_degree(make_person(), overseas=True, institution_name="TU München", certification_number="A1")
    unbound = DegreeForm(degree=degree)
    assert (unbound["origin"].value(), unbound["key"].value(), [fold.open for fold in unbound.folds()]) == (
        "abroad",
        str(degree.pk),
        [False, True, False],
    )


def test_a_certificate_needs_its_number_or_the_word_that_there_is_none():
    asked = form(degree_certificate_number="")
    assert list(asked.errors) == ["degree_certificate_number"]
    assert [fold.open for fold in asked.folds()] == [True, False, False]


def test_a_certificate_that_one_does_not_have_is_kept_as_lacking():
    filled = form(degree_certificate_number="", no_degree_certificate="on")
    assert filled.is_valid()
    degree = filled.put_into(Degree())
    again = DegreeForm(degree=degree)
    assert (degree.degree_certificate_number, again["no_degree_certificate"].value()) == (NO_CERTIFICATE, True)


def test_a_number_beside_the_word_that_there_is_none_is_asked_about():
    assert list(form(no_degree_certificate="on").errors) == ["degree_certificate_number"]
