import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.identifiers.masking import masked_email, masked_identity, masked_name, masked_numbers, masked_phone


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("22010219900101001x", "2201**********001X"),
        ("CAN110108010001", "CAN1*******0001"),
        ("E12345678", "E*****678"),
        ("AB123", "****3"),
        ("A1", "**"),
        ("", ""),
    ],
)
def test_identity_numbers_show_their_ends(number, masked):
    assert masked_identity(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800138001", "138****8001"),
        ("+8613800138001", "138****8001"),
        ("+86 138 0013 8001", "138****8001"),
        ("138-0013-8001", "138****8001"),
        ("+14155550123", "+14*****0123"),
        ("84612345", "******45"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_phone_numbers_show_their_ends(number, masked):
    assert masked_phone(number) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三丰", "张**"),
        ("张三", "张*"),
        ("张　三", "张*"),
        ("张", "*"),
        ("欧阳修", "欧阳*"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳", "欧*"),
        ("𠮷野", "𠮷*"),
        ("买买提·艾力", "买**·**"),
        ("阿依古丽·买买提", "阿***·***"),
        ("欧阳·晓明", "欧阳·**"),
        ("欧·晓明", "欧·**"),
        ("John Smith", "J*** S****"),
        ("Madonna", "M******"),
        (" Jean-Luc Picard ", "J***-L** P*****"),
        ("X", "*"),
        ("", ""),
    ],
)
def test_names_keep_the_family_name_or_the_initials(name, masked):
    assert masked_name(name) == masked


@given(st.text(min_size=1, max_size=60))
def test_at_least_half_of_an_identity_number_stays_hidden(text):
    masked = masked_identity(text)
    assert 2 * masked.count("*") >= len(masked) - 1


@given(st.text(max_size=60))
def test_any_text_can_be_masked(text):
    assert [type(mask(text)) for mask in (masked_identity, masked_phone, masked_name)] == [str, str, str]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("22010219900101001x", "2201**********001X"),
        ("220102 19900101 0010", "2201**********0010"),
        ("２２０１０２１９９００１０１００１Ｘ", "2201**********001X"),
        ("李明 220102199001010010，13800138001", "李明 2201**********0010,138****8001"),
        ("+86 138 0013 8001", "138****8001"),
        ("6222 0212 3456 7890 123", "6222***********0123"),
        ("E12345678", "E*****678"),
        ("CAN110108010001", "CAN1*******0001"),
        ("护照 C01X00T47，M123A4567", "护照 C*****T47,M*****567"),
        ("EA1234567 490123456", "E*****567 4*****456"),
        ("2021Q1 ISO9001 2.20102E+17", "2021Q1 ISO9001 2.20102E+17"),
        ("91220101MA0Y1X2B3C", "91220101MA0Y1X2B3C"),
        ("2021-07-01", "2021-07-01"),
        ("20210701", "20210701"),
        ("00123456", "00123456"),
        ("合同期限（月）", "合同期限（月）"),
        ("", ""),
    ],
)
def test_in_a_text_of_any_kind_the_numbers_of_people_are_masked_and_days_are_not(text, masked):
    assert masked_numbers(text) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [("zhao.min@example.com", "z***@example.com"), ("z@example.com", "z***@example.com"), ("", "***"), ("x", "***")],
)
def test_an_address_is_known_again_and_cannot_be_written_to(address, masked):
    assert masked_email(address) == masked
