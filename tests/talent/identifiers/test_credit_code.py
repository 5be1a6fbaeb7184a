import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.identifiers import credit_code
from talent.identifiers.credit_code import InvalidCreditCode


@pytest.mark.parametrize("code", ["912201011239989159", "91220101244976413E"])
def test_codes_of_real_employers_in_changchun_pass(code):
    assert credit_code.validate(code) == code


def test_every_spelling_is_brought_to_one():
    assert credit_code.validate(" ９1220101-24497 6413ｅ\u200b") == "91220101244976413E"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("9122010124497641", "length"),
        ("91220101244976413I", "characters"),
        ("9122010124497641号E", "characters"),
        ("A1220101244976413E", "characters"),
        ("91220101244976413F", "checksum"),
    ],
)
def test_each_mistake_has_its_code(text, code):
    with pytest.raises(InvalidCreditCode) as refusal:
        credit_code.validate(text)
    assert refusal.value.code == code


def test_the_message_names_the_letter_that_is_never_used():
    with pytest.raises(InvalidCreditCode) as refusal:
        credit_code.validate("9122010124497641OE")
    assert str(refusal.value) == (
        "第 17 位“O”不会出现在统一社会信用代码里（不用字母 I、O、S、V、Z），请核对是否为数字。"
    )


def test_a_check_digit_is_added_for_sample_data():
    assert credit_code.with_check_digit("91220101244976413") == "91220101244976413E"


@pytest.mark.parametrize("first17", ["", "9122010124497641I", "A1220101244976413"])
def test_sample_data_of_the_wrong_shape_is_refused(first17):
    with pytest.raises(ValueError, match=r"17 characters|前 8 位"):
        credit_code.with_check_digit(first17)


@given(st.integers(0, 99_999_999), st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9))
def test_a_code_with_its_check_digit_is_valid(region, organisation):
    code = credit_code.with_check_digit(f"{region:08}{organisation}")
    assert credit_code.validate(code) == code


@given(st.text(max_size=30))
def test_any_text_is_answered_or_refused_with_a_code(text):
    try:
        answer = credit_code.validate(text)
    except InvalidCreditCode as refusal:
        answer = refusal.code
    assert answer in {"length", "characters", "checksum"} or len(answer) == 18
