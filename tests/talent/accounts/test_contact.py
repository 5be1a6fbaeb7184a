import pytest
from django.core.exceptions import ValidationError

from talent.accounts.contact import Contact, read_contact
from talent.encryption.blind_index import blind_index


@pytest.mark.parametrize(
    "spelling",
    [
        "13800138001", "138 0013 8001", "138-0013-8001", "+86 13800138001", "+8613800138001",
        "１３８００１３８００１", "\u200b13800138001\u3000",
    ],
)  # fmt: skip
def test_every_spelling_of_a_mainland_number_is_the_same_number(spelling: str):
    assert read_contact(spelling) == Contact(phone="+8613800138001")


def test_a_number_from_elsewhere_keeps_its_country():
    assert read_contact("+852 5123 4567") == Contact(phone="+85251234567")


@pytest.mark.parametrize("spelling", ["Wang@Example.COM", " wang@example.com ", "ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ"])
def test_every_spelling_of_an_address_is_the_same_address(spelling: str):
    assert read_contact(spelling) == Contact(email="wang@example.com")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1380013800", "invalid_phone"),
        ("138001380011", "invalid_phone"),
        ("043112345678", "invalid_phone"),
        ("8001380013a", "invalid_phone"),
        ("22010219900307123X", "invalid_phone"),
        ("wang@", "invalid_email"),
        ("wang@example", "invalid_email"),
        ("a" * 250 + "@example.com", "invalid_email"),
        ("王小明", "invalid_contact"),
        ("\ud800@", "invalid_email"),
        ("١٢٣", "invalid_phone"),
    ],
)
def test_what_is_neither_says_what_is_wrong(text: str, code: str):
    with pytest.raises(ValidationError) as caught:
        read_contact(text)
    assert caught.value.code == code


def test_limits_count_all_spellings_of_a_phone_together_and_do_not_give_it_away():
    keys = {read_contact(spelling).key for spelling in ("13800138001", "+86 138 0013 8001")}
    assert keys == {blind_index("13800138001", "phone")}


def test_limits_count_by_the_address():
    assert read_contact("Li@Example.com").key == "li@example.com"
