"""Numbers of batches and lines."""

import pytest

from subsidies.payments.references import batch_number, line_reference, references_in


def test_numbers_are_read_back_as_they_were_given():
    number = batch_number(2026, 12)
    assert (number, references_in(line_reference(number, 345))) == (
        "FF2026-0012",
        [("FF2026-0012-00345", "FF2026-0012")],
    )


def test_numbers_beyond_four_and_five_digits_are_read_back_too():
    number = batch_number(2026, 12_345)
    assert references_in(line_reference(number, 1_234_567)) == [("FF2026-12345-1234567", "FF2026-12345")]


@pytest.mark.parametrize(
    "text", ["", "生活补贴", "FF2026-0001", "XFF2026-0001-00001", "FF2026-0001-000011111", "2026-0001-00001"]
)
def test_what_is_no_reference_is_none(text: str):
    assert references_in(text) == []
