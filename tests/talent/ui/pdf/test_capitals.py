import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.ui.pdf.capitals import capitals

DIGITS = "零壹贰叁肆伍陆柒捌玖"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "零元整"),
        (9, "玖元整"),
        (10, "壹拾元整"),
        (105, "壹佰零伍元整"),
        (12000, "壹万贰仟元整"),
        (30000, "叁万元整"),
        (50000, "伍万元整"),
        (80000, "捌万元整"),
        (10010, "壹万零壹拾元整"),
        (1_280_000, "壹佰贰拾捌万元整"),
        (20_000_005, "贰仟万零伍元整"),
        (100_001_000, "壹亿零壹仟元整"),
        (1_000_000_001, "壹拾亿零壹元整"),
        (123_456_789, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元整"),
    ],
)
def test_known_amounts(amount, written):
    assert capitals(amount) == written


@pytest.mark.parametrize("amount", [-1, 10**12, True])
def test_amounts_outside_are_refused(amount):
    with pytest.raises(ValueError, match="an amount from 0"):
        capitals(amount)


def value_of(written: str) -> int:
    """The amount that capitals name, read back by the rules alone."""
    total = section = digit = 0
    for char in written.removesuffix("元整"):
        if char in DIGITS:
            digit = DIGITS.index(char)
        elif char in "拾佰仟":
            section += digit * 10 ** ("拾佰仟".index(char) + 1)
            digit = 0
        else:
            total = (total + section + digit) * (10**4 if char == "万" else 10**8)
            section = digit = 0
    return total + section + digit


@given(st.one_of(st.integers(1, 99_999_999), st.sampled_from([10**k + d for k in range(8) for d in (0, 1, 10, 100)])))
def test_capitals_read_back_as_the_amount(amount):
    section_read = value_of(capitals(amount))
    assert section_read == amount


@given(st.integers(1, 9_999), st.integers(0, 99_999_999))
def test_capitals_above_a_hundred_million_read_back_in_two_halves(high, low):
    written = capitals(high * 10**8 + low).removesuffix("元整")
    left, right = written.split("亿")
    assert (value_of(left), value_of(right)) == (high, low)


@given(st.integers(1, 10**12 - 1))
def test_a_gap_of_noughts_inside_is_one_nought(amount):
    written = capitals(amount)
    assert ("零零" in written, written.endswith("零元整")) == (False, False)


@given(st.integers(1, 9_999), st.integers(1, 9_999_999))
def test_a_gap_after_the_hundred_millions_is_written(high, low):
    assert capitals(high * 10**8 + low).split("亿")[1][0] == "零"
