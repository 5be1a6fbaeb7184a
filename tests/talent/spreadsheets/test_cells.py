import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.spreadsheets import cells
from talent.spreadsheets.cells import ContractTerm
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.values import Spoilt

RUINED = Spoilt("2.20102E+17", "ruined")


def code(parse, value) -> str:
    with pytest.raises(CellProblem) as problem:
        parse(value)
    assert str(problem.value.message)
    return problem.value.code


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  甲\u3000 乙\n丙 ", "甲 乙 丙"),
        ("\u200b\u202e甲\ufeff\x00乙\x1f", "甲乙"),
        ("ＡＢＣ１２３", "ABC123"),
        ("（一汽）集团，①㎡", "（一汽）集团，①㎡"),
        ("⾼⼀", "高一"),
        ("\uf9f4", "\uf9f4"),
        ("'=1+1", "=1+1"),
        (12, "12"),
        (True, "TRUE"),
        (datetime.date(2021, 7, 1), "2021-07-01"),
    ],
)
def test_text_is_tidied_and_no_more(written, read):
    assert cells.text(written) == read


def test_text_is_limited():
    assert code(cells.text, "字" * 501) == "too_long"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("张 三", "张三"),
        ("张\u3000三", "张三"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提 ．吐尔逊", "买买提·吐尔逊"),
        ("阿·卜・杜", "阿·卜·杜"),
        ("John  Smith Jr.", "John Smith Jr."),
        ("𠮷㛃", "𠮷㛃"),
        ("张三。", "张三"),
        ("〇一", "〇一"),
    ],
)
def test_names_keep_what_belongs_to_them(written, read):
    assert cells.name(written) == read


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("张\ue000", "private_character"),
        ("张3", "name"),
        ("——", "name"),
        (12, "name"),
        (RUINED, "ruined_number"),
        ("字" * 61, "name"),
    ],
)
def test_names_that_cannot_be_are_told(written, wrong):
    assert code(cells.name, written) == wrong


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002X",
        "１１０１０５１９４９１２３１００２ｘ",
        "110105 19491231 002x",
        "'11010519491231002X",
        "\u202d11010519491231002X",
    ],
)
def test_identity_numbers_are_read_in_every_spelling(written):
    assert cells.identity_number(written) == "11010519491231002X"


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        (RUINED, "ruined_number"),
        ("2.20102E+17", "ruined_number"),
        ("2.20102e17", "ruined_number"),
        (1.5, "ruined_number"),
        ("110105194912310021", "checksum"),
        (110105491231002, "length"),
        (Spoilt("#N/A", "error"), "error_value"),
        (Spoilt("=", "formula"), "uncalculated"),
        (Spoilt("####", "narrow"), "hashes"),
    ],
)
def test_identity_numbers_that_cannot_be_are_told(written, wrong):
    assert code(cells.identity_number, written) == wrong


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0012 3456 7890 1234", "0012345678901234"),
        ("６２２２０２０２００１１２２３３４４５", "6222020200112233445"),
        (123456789012, "123456789012"),
    ],
)
def test_account_numbers_are_text_with_their_leading_zeros(written, read):
    assert cells.account_number(written) == read


@pytest.mark.parametrize(
    ("written", "wrong"),
    [(RUINED, "ruined_number"), ("6.22202E+18", "ruined_number"), ("123", "length"), ("6222O", "characters")],
)
def test_account_numbers_that_cannot_be_are_told(written, wrong):
    assert code(cells.account_number, written) == wrong


@pytest.mark.parametrize(
    ("written", "read"), [("36", 36), (36, 36), ("1,200", 1200), ("-3", -3), ("５", 5), ("7.0", 7)]
)
def test_whole_numbers_are_read(written, read):
    assert cells.integer(written) == read


@pytest.mark.parametrize("written", ["三", "1.5", 1.5, True, "1,20", "9" * 20, RUINED])
def test_other_numbers_are_told(written):
    assert code(cells.integer, written) in {"integer", "ruined_number"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("36个月", 36),
        ("36月", 36),
        ("3年", 36),
        ("三年", 36),
        ("三十六个月", 36),
        ("两年期", 24),
        ("1.5年", 18),
        (36, 36),
        ("36.0", 36),
    ],
)
def test_terms_are_read_in_months(written, read):
    assert cells.months(written) == read


@pytest.mark.parametrize("written", ["长期", "-3", "2021.7.1-2024.6.30", "1.3个月", "0.5月", True])
def test_terms_that_are_no_months_are_told(written):
    assert code(cells.months, written) == "months"


def test_contract_terms_may_be_open_ended():
    assert (cells.contract_term("无固定期限"), cells.contract_term("3年")) == (
        ContractTerm(None, open_ended=True),
        ContractTerm(36, open_ended=False),
    )


@pytest.mark.parametrize(
    ("written", "read"), [("是", True), ("√", True), ("有", True), (1, True), ("Y", True), (True, True)]
)
def test_yes_is_read(written, read):
    assert cells.yes_no(written) is read


@pytest.mark.parametrize("written", ["否", "×", "无", 0, "n", "Ｎ", False])
def test_no_is_read(written):
    assert cells.yes_no(written) is False


@pytest.mark.parametrize("written", ["也许", "2", 1.5])
def test_neither_yes_nor_no_is_told(written):
    assert code(cells.yes_no, written) == "yes_no"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("30000", 30000),
        ("1,234.00", 1234),
        ("￥ 30,000元", 30000),
        ("人民币30000元整", 30000),
        ("3万元", 30000),
        ("3.5万", 35000),
        (30000, 30000),
        (30000.0, 30000),
        ("３００００", 30000),
        ("0", 0),
    ],
)
def test_amounts_are_read_in_whole_yuan(written, read):
    assert cells.yuan(written) == read


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("1234.50", "cents"),
        (1234.5, "cents"),
        ("-1", "negative"),
        ("1,23", "yuan"),
        ("叁万", "yuan"),
        ("", "yuan"),
        ("1e5", "yuan"),
        (True, "yuan"),
        (Spoilt("3E+16", "ruined"), "ruined_number"),
        ("0.00001万", "cents"),
    ],
)
def test_other_amounts_are_told(written, wrong):
    assert code(cells.yuan, written) == wrong


def test_choices_are_read_and_others_told_with_what_is_allowed():
    level = cells.one_of({"本科": "bachelor", "硕士": "master"})
    with pytest.raises(CellProblem) as problem:
        level("大专")
    assert (level(" 本 科"), str(problem.value.fix)) == ("bachelor", "可以填写：本科、硕士。")


PARSERS = [cells.text, cells.name, cells.identity_number, cells.account_number, cells.integer, cells.months]
PARSERS += [cells.contract_term, cells.yes_no, cells.yuan, cells.date, cells.date_or_month, cells.one_of({"甲": "a"})]
anything = st.one_of(
    st.text(),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.builds(Spoilt, st.text(), st.sampled_from(["ruined", "error", "formula", "narrow"])),
    st.from_regex(r"[0-9０-９.,年月日个万元￥Ee+\-/ ]{0,20}", fullmatch=True),
)


@pytest.mark.parametrize("parse", PARSERS)
@given(value=anything)
def test_whatever_a_cell_holds_a_parser_answers_or_tells(parse, value):
    try:
        parse(value)
    except CellProblem as problem:
        told = (bool(problem.code), bool(str(problem.message)))
        assert told == (True, True)
