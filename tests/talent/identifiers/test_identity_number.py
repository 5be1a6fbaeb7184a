import datetime
from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.identifiers import identity_number
from talent.identifiers.identity_number import IdentityNumber, InvalidIdentityNumber


def numbered(first17: str) -> str:
    return first17 + identity_number.check_digit(first17)


def code_of(text: str, **given_on: datetime.date) -> str:
    with pytest.raises(InvalidIdentityNumber) as refusal:
        identity_number.parse(text, **given_on)
    return refusal.value.code


first17s = st.builds(
    lambda province, rest, day, sequence: f"{province}{rest:04}{day:%Y%m%d}{sequence:03}",
    st.sampled_from(sorted(identity_number.PROVINCES)),
    st.integers(0, 9999),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
    st.integers(0, 999),
)


def test_the_example_of_the_standard_is_read():
    assert identity_number.parse("11010519491231002X") == IdentityNumber(
        "11010519491231002X", "110105", datetime.date(1949, 12, 31), "female"
    )


def test_an_odd_sequence_number_is_a_man():
    assert identity_number.parse(numbered("22010219900101001")).gender == "male"


@pytest.mark.parametrize("county", ["220107", "220184", "220173", "220102"])
def test_counties_of_changchun_that_libraries_do_not_know_are_accepted(county):
    assert identity_number.parse(numbered(county + "19900101001")).region_code == county


@pytest.mark.parametrize(
    "spelling",
    [
        "11010519491231002x",
        "11010519491231002Ｘ",
        "11010519491231002ｘ",
        "１１０１０５１９４９１２３１００２X",
        " 110105 19491231 002X ",
        "\ufeff110105\u00a019491231\u3000002X\u200b",
    ],
)
def test_every_spelling_is_brought_to_one(spelling):
    assert identity_number.normalize(spelling) == "11010519491231002X"
    assert identity_number.parse(spelling).number == "11010519491231002X"


def test_normalize_mends_nothing_else():
    assert identity_number.normalize("1101-05O①") == "1101-05O①"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("110105194912310", "length"),
        ("11010519491231002X1", "length"),
        ("1101051949123100211", "length"),
        ("1101051949123100ZX", "characters"),
        ("11O10519491231002X", "characters"),
        ("110105194912310021", "checksum"),
        ("110105194913310021", "birth_date"),
        ("110105190002290021", "birth_date"),
        ("110105189912310021", "birth_date"),
        ("990105194912310021", "region"),
        ("2.20102E+17", "scientific_notation"),
        ("2.20102199001011E+17", "scientific_notation"),
        ("220102199001010000", "scientific_notation"),
        ("220102199001011234.0", "scientific_notation"),
        ("一二三", "characters"),
        ("\x00" * 18, "characters"),
        ("²" * 18, "characters"),
        ("٣" * 18, "characters"),
    ],
)
def test_each_mistake_has_its_code(text, code):
    assert code_of(text) == code


def test_a_number_that_really_ends_in_zeros_is_not_taken_for_a_ruined_one():
    number = next(
        candidate for day in range(1, 29) if (candidate := numbered(f"220102199001{day:02}00" + "0")).endswith("000")
    )
    assert identity_number.parse(number).number == number


def test_the_message_about_a_ruined_number_says_how_to_mend_it():
    with pytest.raises(InvalidIdentityNumber) as refusal:
        identity_number.parse("2.20102E+17")
    assert str(refusal.value) == (
        "号码被电子表格改成了数值，后几位已经丢失。请先把该列的单元格格式设为“文本”，再按证件重新填写完整号码。"
    )


def test_the_message_about_a_character_names_its_place():
    with pytest.raises(InvalidIdentityNumber) as refusal:
        identity_number.parse("11O10519491231002X")
    assert str(refusal.value) == "第 3 位“O”不对：前 17 位应为数字，最后一位为数字或 X。"


def test_a_birth_date_after_the_day_asked_about_is_refused():
    number = numbered("22010220250102001")
    assert code_of(number, on=datetime.date(2025, 1, 1)) == "birth_date"
    assert identity_number.parse(number, on=datetime.date(2025, 1, 2)).born_on == datetime.date(2025, 1, 2)


def test_is_valid_answers_without_raising():
    assert (identity_number.is_valid("11010519491231002X"), identity_number.is_valid("1")) == (True, False)


@pytest.mark.parametrize("first17", ["", "1" * 16, "1" * 18, "1101051949123100X", "１" * 17])
def test_check_digit_wants_seventeen_digits(first17):
    with pytest.raises(ValueError, match="17 digits are needed"):
        identity_number.check_digit(first17)


@given(first17s)
def test_every_well_formed_number_is_read_back(first17):
    read = identity_number.parse(numbered(first17))
    assert (read.number[:17], read.region_code, f"{read.born_on:%Y%m%d}") == (first17, first17[:6], first17[6:14])


@given(first17s, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(first17, place, by):
    number = numbered(first17)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert identity_number.is_valid(wrong) is False


@given(first17s, st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_noticed(first17, place):
    number = numbered(first17)
    exchanged = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert identity_number.is_valid(exchanged) is (exchanged == number)


@given(st.text(max_size=40))
def test_any_text_is_answered_or_refused_with_a_code(text):
    try:
        answer = identity_number.parse(text).number
    except InvalidIdentityNumber as refusal:
        answer = refusal.code
    assert answer in {"length", "characters", "checksum", "birth_date", "scientific_notation", "region"} or (
        len(answer) == 18
    )


@given(st.integers(1, 12), st.integers(29, 31))
def test_days_that_a_month_does_not_have_are_refused(month, day):
    number = numbered(f"2201021991{month:02}{day:02}001")
    assert identity_number.is_valid(number) is (day <= monthrange(1991, month)[1])
