"""The short way of reading a mobile number gives what the library gives."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from talent.identifiers.phone_number import mainland_mobile


def by_the_library(spelling: str) -> str | None:
    try:
        number = phonenumbers.parse(spelling, "CN")
    except phonenumbers.NumberParseException:
        return None
    mobile = phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) == PhoneNumberType.MOBILE
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if mobile else None


@given(st.sampled_from(["", "+86"]), st.from_regex(r"1[0-9]{10}", fullmatch=True))
def test_eleven_digits_are_read_as_the_library_reads_them(country: str, digits: str):
    assert mainland_mobile(country + digits) == by_the_library(country + digits)


@pytest.mark.parametrize("three", range(100, 200))
def test_every_network_is_known_as_the_library_knows_it(three: int):
    numbers = [f"{three}{fourth}5013800"[:11] for fourth in range(10)]
    assert [mainland_mobile(number) for number in numbers] == [by_the_library(number) for number in numbers]


@pytest.mark.parametrize(
    "spelling",
    ["+8612", "1390013900", "139001390011", "+85291234567", "0431-85901234", "13９00139001", "+86+8613900139001", ""],
)
def test_what_is_left_to_the_library(spelling: str):
    assert mainland_mobile(spelling) is None
