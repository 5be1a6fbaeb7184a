"""Files by template, as other programs read them: golden files, splitting, and what is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.payments import bank_values
from subsidies.payments.bank_templates import Column, ColumnField, Payer, TemplateSpec
from subsidies.payments.bank_values import all_plain, problem_with
from subsidies.payments.exports.bank_columns import BankLine, UnwritableLine, pieces_of
from subsidies.payments.exports.bank_parts import FileHead, Part, split
from subsidies.payments.exports.kept_files import RENDERERS
from subsidies.payments.imports.shipped_templates import shipped_templates
from subsidies.payments.kinds import FileKind
from tests.subsidies.payments import readers
from tests.subsidies.payments.exports.pain001_check import problems_in

GOLDEN = Path(__file__).parent / "golden"
OWN, OTHER = "中国建设银行长春汽车厂支行", "吉林银行长春分行"
LINES = [
    BankLine(1, "FF2026-0001-00001", "王晓明", "0222000000000000011", OWN, 12_000),
    BankLine(2, "FF2026-0001-00002", "阿依古丽·买买提", "022200000012", OTHER, 20_000),
    BankLine(3, "FF2026-0001-00003", "O'Brien & Söhne <一>", "022200000000000000013", OWN, 32_000),
]
RARE = BankLine(4, "FF2026-0001-00004", "孙㛃𠮷", "0222000000000000014", OTHER, 9_000)
PAYER = Payer("人才补贴专户（样例）", "0222000000000000001", "中国建设银行长春分行", "105241000000")
SPECS = {each.code: each.spec for each in shipped_templates()}
COLUMNS = tuple(
    Column(field, label)
    for field, label in (
        (ColumnField.PART_SEQUENCE, "序号"),
        (ColumnField.PAYEE_NAME, "户名"),
        (ColumnField.ACCOUNT_NUMBER, "账号"),
        (ColumnField.AMOUNT_YUAN, "金额"),
        (ColumnField.REFERENCE, "备注"),
    )
)


def rendered(kind: str, spec: TemplateSpec, lines: list[BankLine], part: Part | None = None) -> bytes:
    part = part or Part(count=len(lines), yuan=sum(line.amount_yuan for line in lines))
    head = FileHead("FF2026-0001", dt.datetime(2026, 11, 2, 1, tzinfo=dt.UTC), dt.date(2026, 11, 3), part)
    stream = io.BytesIO()
    RENDERERS[FileKind(kind)](pieces_of(lines), spec, head, stream)
    return stream.getvalue()


def parts(spec: TemplateSpec, lines: list[BankLine]) -> list[tuple[Part, list[BankLine]]]:
    """Each part with its lines, as they are read from the database."""
    found = split([(line.sequence, line.bank_name, line.amount_yuan) for line in lines], spec)
    return [
        (
            part,
            [
                line
                for line in lines
                if part.first <= line.sequence <= part.last and Part.side_of(spec, line.bank_name) == part.side
            ],
        )
        for part in found
    ]


def unpacked(content: bytes) -> bytes | dict[str, bytes]:
    """What lies in an XLSX, which another version of zlib may pack otherwise; other files as they are."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


CASES = {
    "generic.csv": ("csv", SPECS["generic"], [*LINES, RARE]),
    "generic.xlsx": ("xlsx", SPECS["generic"], [*LINES, RARE]),
    "split.xlsx": ("xlsx", SPECS["split_xlsx"], LINES),
    "delimited.txt": ("txt", SPECS["delimited_txt"], LINES[:2]),
    "payment.xml": ("pain001", TemplateSpec(formats=("pain001",), payer=PAYER), [*LINES, RARE]),
}


@pytest.mark.parametrize("name", CASES)
def test_each_shipped_form_is_its_golden_file_to_the_byte(name: str):
    assert unpacked(rendered(*CASES[name])) == unpacked((GOLDEN / name).read_bytes())


def test_iconv_and_the_csv_module_read_the_generic_csv():
    rows = readers.delimited((GOLDEN / "generic.csv").read_bytes(), encoding="GB18030", delimiter=",")
    expected = [
        [str(n), name, account, bank, f"{yuan}.00", ref] for n, ref, name, account, bank, yuan in [*LINES, RARE]
    ]
    assert rows == [["序号", "户名", "账号", "开户行", "金额", "备注"], *expected]


def test_iconv_and_the_csv_module_read_the_delimited_text_in_gbk_with_fen():
    rows = readers.delimited((GOLDEN / "delimited.txt").read_bytes(), encoding="GBK", delimiter="|")
    assert rows == [
        ["1", "0222000000000000011", "王晓明", "1200000", "CNY", "人才生活补贴", "FF2026-0001-00001"],
        ["2", "022200000012", "阿依古丽·买买提", "2000000", "CNY", "人才生活补贴", "FF2026-0001-00002"],
    ]


@pytest.mark.parametrize("read", [readers.by_openpyxl, readers.by_calamine])
def test_openpyxl_and_calamine_read_the_xlsx_with_accounts_as_text(read):
    heading, *rows = read((GOLDEN / "generic.xlsx").read_bytes())
    assert list(heading) == ["序号", "户名", "账号", "开户行", "金额", "备注"]
    assert [tuple(row) for row in rows] == [
        (n, name, account, bank, yuan, ref) for n, ref, name, account, bank, yuan in [*LINES, RARE]
    ]


def test_lxml_reads_the_iso_message_and_it_is_valid():
    content = (GOLDEN / "payment.xml").read_bytes()
    assert problems_in(content) == []
    assert readers.transactions(content) == [
        (line.reference, line.payee_name, line.account_number, f"{line.amount_yuan}.00") for line in [*LINES, RARE]
    ]


@pytest.mark.parametrize("damage", [(b">4<", b">5<"), (b"<PmtMtd>TRF</PmtMtd>", b""), (b"CNY", b"USD")])
def test_the_check_of_the_iso_message_is_not_blind(damage: tuple[bytes, bytes]):
    assert problems_in((GOLDEN / "payment.xml").read_bytes().replace(*damage)) != []


def test_gbk_refuses_a_character_that_it_lacks_instead_of_writing_something_else():
    with pytest.raises(UnwritableLine):
        rendered("txt", SPECS["delimited_txt"], [*LINES[:2], RARE])


@pytest.mark.parametrize("name", ["王|明", '王"明', "王\r\n明"])
def test_text_that_would_move_the_columns_is_refused(name: str):
    with pytest.raises(UnwritableLine):
        rendered("txt", SPECS["delimited_txt"], [LINES[0]._replace(payee_name=name)])


def test_a_text_that_starts_like_a_formula_is_text_in_the_xlsx():
    (_heading, row) = readers.by_openpyxl(rendered("xlsx", SPECS["generic"], [LINES[0]._replace(payee_name="=1+1")]))
    assert row[1] == "=1+1"


@pytest.mark.parametrize(
    ("lines", "limit", "sizes"),
    [(4, 5, [4]), (5, 5, [5]), (6, 5, [5, 1]), (10, 5, [5, 5]), (11, 5, [5, 5, 1]), (3, 1, [1, 1, 1])],
)
def test_a_file_ends_exactly_at_the_row_limit(lines: int, limit: int, sizes: list[int]):
    spec = TemplateSpec(formats=("csv",), columns=COLUMNS, row_limit=limit)
    found = split([(n, OTHER, 1) for n in range(1, lines + 1)], spec)
    assert [part.count for part in found] == sizes
    assert [(part.number, part.of) for part in found] == [(n, len(sizes)) for n in range(1, len(sizes) + 1)]


def test_own_and_other_bank_lie_in_parts_of_their_own_with_the_words_of_the_template():
    spec = SPECS["split_xlsx"]
    flags = {
        (part.words, row[4])
        for part, lines in parts(spec, [*LINES, RARE])
        for row in readers.by_openpyxl(rendered("xlsx", spec, lines, part))[1:]
    }
    assert flags == {("本行_第1份", "行内"), ("他行_第2份", "行外")}


@given(
    banks=st.lists(st.sampled_from([OWN, OTHER, "建行长春分行", "招商银行"]), min_size=1, max_size=40),
    limit=st.integers(0, 7),
    own=st.sampled_from([(), ("建设银行", "建行"), ("没有的银行",)]),
    kind=st.sampled_from(["csv", "txt", "xlsx", "pain001"]),
)
def test_every_line_stands_once_in_exactly_one_part_with_its_amount_and_remark(banks, limit, own, kind):
    spec = TemplateSpec(formats=(kind,), columns=COLUMNS, row_limit=limit, own_bank=own, payer=PAYER)
    lines = [
        BankLine(n, f"FF2026-0001-{n:05d}", f"王{'一二三四'[n % 4]}", f"0222{n:012d}", bank, 100 * n)
        for n, bank in enumerate(banks, start=1)
    ]
    found: Counter[tuple[str, str, str]] = Counter()
    for part, of_part in parts(spec, lines):
        content = rendered(kind, spec, of_part, part)
        rows = list(_payments(kind, content))
        found.update(rows)
        assert (len(rows), sum(int(float(yuan)) for _, _, yuan in rows)) == (part.count, part.yuan)
    assert found == Counter((line.reference, line.account_number, f"{line.amount_yuan}.00") for line in lines)


def _payments(kind: str, content: bytes):
    """(reference, account, amount) of each payment, by another program."""
    if kind == "pain001":
        assert problems_in(content) == []
        return ((ref, account, amount) for ref, _name, account, amount in readers.transactions(content))
    if kind == "xlsx":
        return ((row[4], row[2], f"{row[3]}.00") for row in readers.by_openpyxl(content)[1:])
    text = content.decode("gb18030").split("\r\n")[1:-1]
    return ((row[4], row[2], row[3]) for row in (line.split(",") for line in text))


def test_many_lines_give_the_same_bytes_again():
    lines = [LINES[n % 3]._replace(sequence=n, reference=f"FF2026-0001-{n:06d}") for n in range(1, 20_001)]
    digests = {hashlib.sha256(rendered("xlsx", SPECS["generic"], lines)).hexdigest() for _ in range(2)}
    assert len(digests) == 1


NAMES = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from('王㛃·|,;="\n\u200b')), min_size=1, max_size=6)


@given(names=st.lists(NAMES, min_size=1, max_size=5), code=st.sampled_from(["generic", "delimited_txt"]))
def test_every_name_that_the_check_lets_through_comes_back_unchanged(names: list[str], code: str):
    spec = SPECS[code]
    (kind, encoding) = ("csv", "gb18030") if code == "generic" else ("txt", "gbk")
    fit = [name for name in names if not problem_with(name, "0222000000000000011", OWN, spec=spec)]
    lines = [LINES[0]._replace(sequence=n, payee_name=name) for n, name in enumerate(fit, start=1)]
    if lines:
        text = rendered(kind, spec, lines).decode(encoding)
        rows = [line.split(spec.delimiter) for line in text.split("\r\n")[spec.headings : -1]]
        assert [row[1 if kind == "csv" else 2] for row in rows] == fit


@given(name=NAMES, code=st.sampled_from(["generic", "delimited_txt"]))
def test_looking_at_many_names_at_once_never_lets_through_what_a_closer_look_refuses(name: str, code: str):
    spec = SPECS[code]
    many = ["王晓明", name, "李思远"]
    plain = all_plain(many, ["022200000000"] * 3, [OWN] * 3, spec=spec)
    assert not (plain and bank_values._problem_with_text(name, spec))
