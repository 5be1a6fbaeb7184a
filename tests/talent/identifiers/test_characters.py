import pytest

from talent.identifiers.characters import compact, first_outside, looks_like_a_spreadsheet_number, without_blanks


def test_blanks_that_cannot_be_seen_are_removed():
    assert without_blanks("\ufeff 22\u200b01\u00a002\u3000\t\u202e") == "220102"


def test_compact_brings_full_width_letters_and_digits_to_half_width_capitals():
    assert compact(" ｅ１２ 34-a ") == "E1234-A"


@pytest.mark.parametrize(
    ("text", "ruined"),
    [
        ("2.20102E+17", True),
        ("2.20102199001e17", True),
        ("2E17", True),
        ("220102199001011234.0", True),
        ("6222021234567890123.", True),
        ("22010219900101123X", False),
        ("E12345678", False),
        ("1.5", False),
        ("", False),
    ],
)
def test_numbers_that_a_spreadsheet_ruined_are_known_by_their_shape(text, ruined):
    assert looks_like_a_spreadsheet_number(text) is ruined


def test_the_first_wrong_character_is_told_with_its_place():
    assert first_outside("12O4", "0123456789") == (3, "O")
    assert first_outside("1234", "0123456789") is None
