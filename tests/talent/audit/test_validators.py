import pytest
from django.core.exceptions import ValidationError

from talent.audit.validators import without_personal_numbers


@pytest.mark.parametrize(
    "text",
    ["证件号应为 220102200005011238", "账号6222021234567890128不存在", "请打 138 0013 8001", "１３８００１３８００１"],
)
def test_a_note_with_a_personal_number_is_refused(text: str):
    with pytest.raises(ValidationError) as refused:
        without_personal_numbers(text)
    assert refused.value.code == "personal_number"


@pytest.mark.parametrize("text", ["", "正确的入职日期是 2026-07-01，合同 36 个月", "受理编号 SQ20261124PB84GTMN"])
def test_a_note_without_one_is_taken(text: str):
    assert without_personal_numbers(text) is None
