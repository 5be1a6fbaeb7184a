"""Numbers that look personal are found; identifiers of the portal are not mistaken for them."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.audit import sensitive


@pytest.mark.parametrize(
    "text",
    [
        "22010219900307123X",
        "证件22010219900307123x号",
        "２２０１０２１９９００３０７１２３４",
        "6222021234567890123",
        "6222 0212 3456 7890 123",
        "13800138000",
        "+8613800138000",
        "138 0013 8000",
        "电话13800138000。",
        "220102900307123",
    ],
)
def test_a_personal_number_is_recognised(text):
    assert sensitive.looks_personal(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "SQ2026112300001",
        "2026-11-23T14:05:06.123456Z",
        "00000000-0000-4000-8000-123456789012",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "8,000,000 元",
        "912201MA0Y3K7T4X",
        "FF20261123-001",
        "1234567890",
    ],
)
def test_what_only_resembles_one_is_left_alone(text):
    assert (sensitive.looks_personal(text), sensitive.redact(text)) == (False, text)


def test_redacting_blanks_out_the_number_alone():
    assert sensitive.redact("请核对 13800138000 与卡号 6222021234567890123") == "请核对 ［已隐去］ 与卡号 ［已隐去］"


def test_redacting_keeps_uuids_beside_a_number():
    key = "00000000-0000-4000-8000-123456789012"
    assert sensitive.redact(f"{key} 13800138000 {key}") == f"{key} ［已隐去］ {key}"


def test_places_are_named_in_nested_json():
    detail = {"lines": [{"note": "ok"}, {"note": "13800138000"}], "account": 6222021234567890123, "flag": True}
    assert list(sensitive.personal_places(detail)) == ["lines[1].note", "account"]


def test_redacting_json_reaches_keys_and_values():
    detail = {"13800138000": ["6222021234567890123", 5, None, {"a": 6222021234567890123}]}
    assert sensitive.redact_json(detail) == {"［已隐去］": ["［已隐去］", 5, None, {"a": "［已隐去］"}]}


@given(st.uuids())
def test_no_uuid_is_mistaken_for_a_person(key):
    assert sensitive.looks_personal(f"id={key}") is False


@given(st.text())
def test_nothing_personal_is_left_after_redacting(text):
    assert sensitive.looks_personal(sensitive.redact(f"{text}13800138000 {uuid.UUID(int=0)}")) is False
