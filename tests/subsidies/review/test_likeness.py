"""When two names could be one person's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.review.likeness import are_alike

names = st.text(max_size=12)


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("王小明", "王小明", True),
        ("王小明", "王 小明", True),
        ("王小明", "王晓明", True),
        ("张伟", "章伟", True),
        ("张伟", "张强", False),
        ("王小明", "王大强", False),
        ("王小明", "李小明", True),
        ("王小明", "王小", False),
        ("阿不都·热合曼", "阿不都热合曼", True),
        ("Lukas Weidmann", "WEIDMANN Lukas", True),
        ("Ｌｕｋａｓ Weidmann", "Lukas Weidmann", True),
        ("", "", False),
        ("··", "——", False),
    ],
)
def test_names_are_alike_by_spelling_sound_order_or_one_character(name: str, other: str, alike: bool):
    assert are_alike(name, other) == alike


@given(names, names)
def test_it_does_not_matter_which_name_comes_first(name: str, other: str):
    assert are_alike(name, other) == are_alike(other, name)


@given(names)
def test_a_name_with_anything_in_it_is_like_itself(name: str):
    assert are_alike(name, name) == any(char.isalnum() for char in unicodedata.normalize("NFKC", name).casefold())
