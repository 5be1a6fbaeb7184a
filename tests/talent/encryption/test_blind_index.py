import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.encryption.blind_index import PURPOSES, blind_index, phone_spelling


@pytest.mark.parametrize(
    ("purpose", "spellings"),
    [
        ("identity_number", ["22010219900101001X", "22010219900101001x", " ２２０１０２19900101001Ｘ\u200b"]),
        ("identity_number", ["E12345678", "e1234 5678"]),
        ("bank_account", ["6222021234567890", "6222 0212-3456 7890"]),
        ("phone", ["13800138001", "+8613800138001", "0086 138 0013 8001", "138-0013-8001", "１３８００１３８００１"]),
        ("phone", ["+14155550123", "+1 415-555-0123"]),
    ],
)
def test_every_spelling_has_one_index(purpose, spellings):
    assert len({blind_index(text, purpose) for text in spellings}) == 1


def test_two_purposes_never_share_an_index():
    assert len({blind_index("13800138001", purpose) for purpose in PURPOSES}) == len(PURPOSES)


def test_the_index_depends_on_its_key(settings):
    before = blind_index("22010219900101001X", "identity_number")
    settings.BLIND_INDEX_KEY = settings.ENCRYPTION_KEYS[1]
    assert blind_index("22010219900101001X", "identity_number") != before


def test_an_unknown_purpose_is_refused():
    with pytest.raises(ValueError, match="'shoe_size' is not a purpose"):
        blind_index("42", "shoe_size")


def test_a_text_that_is_no_phone_number_is_indexed_as_it_stands():
    assert phone_spelling(" 张三 ") == "张三"


@given(st.text(max_size=60), st.sampled_from(sorted(PURPOSES)))
def test_any_text_has_an_index_of_64_hexadecimal_characters(text, purpose):
    index = blind_index(text, purpose)
    assert (len(index), set(index) <= set("0123456789abcdef")) == (64, True)


@given(st.text("0189Xxé０９Ｘｘ-+ \u3000\u200b张", max_size=60), st.sampled_from(sorted(PURPOSES)))
def test_one_spelling_is_reached_in_one_step(text, purpose):
    once = PURPOSES[purpose](text)
    assert PURPOSES[purpose](once) == once
