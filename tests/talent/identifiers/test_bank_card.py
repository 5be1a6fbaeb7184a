import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.identifiers import bank_card
from talent.identifiers.bank_card import InvalidBankCard


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6222 0212 3456 7890 123", "6222021234567890123"),
        ("６２２２-0212-3456-7890", "6222021234567890"),
        ("012345678901", "012345678901"),
        ("9" * 21, "9" * 21),
    ],
)
def test_every_spelling_is_brought_to_one(text, number):
    assert bank_card.validate(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("1" * 11, "length"),
        ("1" * 22, "length"),
        ("62220212345678901O", "characters"),
        ("=6222021234567890", "characters"),
        ("٣" * 16, "characters"),
        ("6.22202E+18", "scientific_notation"),
        ("6222021234567890.0", "scientific_notation"),
    ],
)
def test_each_mistake_has_its_code(text, code):
    with pytest.raises(InvalidBankCard) as refusal:
        bank_card.validate(text)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("number", "ok"),
    [("4111 1111 1111 1111", True), ("4111111111111112", False), ("", False), ("abc", False), ("٣٣", False)],
)
def test_luhn_only_answers(number, ok):
    assert bank_card.luhn_ok(number) is ok


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("6222021234567891234", "**** **** **** 1234"),
        ("6222 0212 3456 7891", "**** **** **** 7891"),
        ("12345678", "**** **** **** ****"),
        ("", "**** **** **** ****"),
    ],
)
def test_only_the_last_four_digits_are_shown(number, masked):
    assert bank_card.masked(number) == masked


@given(st.text(max_size=40))
def test_any_text_is_answered_or_refused_with_a_code(text):
    try:
        answer = bank_card.validate(text)
    except InvalidBankCard as refusal:
        answer = refusal.code
    assert answer in {"length", "characters", "scientific_notation"} or answer.isdigit()
