"""The list of institutions that is shipped."""

from __future__ import annotations

import pytest
from django.conf import settings

from talent.profiles.imports.institutions import load_institutions
from talent.profiles.models import Institution

pytestmark = pytest.mark.django_db
SHIPPED = settings.BASE_DIR / "fixtures" / "reference" / "institutions.csv"
FIRST_FOUND = {
    "吉林大学": "吉林大学",
    "jilindaxue": "吉林大学",
    "jldx": "吉林大学",
    "JLDX": "吉林大学",
    "qinghua": "清华大学",
    "长春理工": "长春理工大学",
    "xi'an jiaotong": "西安交通大学",
}
NOT_FOUND = ("", "  ", "\u200b", "%", "_", "不存在的学校", "' OR 1=1", "x" * 1000)


def found(text: str) -> list[str]:
    return [institution.name for institution in Institution.objects.starting_like(text)[:3]]


def test_schools_of_the_shipped_list_are_found_by_name_or_pinyin():
    assert load_institutions(SHIPPED) == Institution.objects.count() == 1270
    assert {typed: found(typed)[:1] for typed in FIRST_FOUND} == {typed: [name] for typed, name in FIRST_FOUND.items()}
    assert {typed: found(typed) for typed in NOT_FOUND} == {typed: [] for typed in NOT_FOUND}


def test_the_list_loads_again_without_doubling():
    load_institutions(SHIPPED)
    assert (load_institutions(SHIPPED), Institution.objects.count()) == (1270, 1270)
