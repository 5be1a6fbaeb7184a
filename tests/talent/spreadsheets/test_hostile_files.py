"""Files made to hurt: each is refused, or read for what it is, within five seconds of processor time.

That no process takes more than 512 MB is held by its own limit, see ``sandbox/test_limits.py``.
"""

import io
import resource
import struct
import zipfile

import pytest

from talent.spreadsheets.errors import UnreadableFile
from talent.spreadsheets.reading import read_table
from talent.spreadsheets.sandbox.limits import Limits
from tests.talent.spreadsheets.builders import COLUMNS, GOOD, HEADER, IDENTITY, csv_file, names, raw_row, raw_xlsx, xlsx

SECONDS = 5.0
GOOD_ROWS = raw_row(1, *HEADER) + raw_row(2, *GOOD)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9))
    + "]>"
)


def processor_seconds() -> float:
    """Processor time of finished processes; other tests on the machine do not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def outcome(file: io.BytesIO, limits: Limits | None = None) -> str:
    """The code of the refusal, or ``read``; never more processor time than allowed."""
    before = processor_seconds()
    try:
        with read_table(file, columns=COLUMNS, limits=limits or Limits()) as table:
            for row in table:
                row.parse()
        code = "read"
    except UnreadableFile as refusal:
        code = refusal.code
    assert processor_seconds() - before < SECONDS
    return code


def zip_of(**parts: bytes) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    stream.seek(0)
    return stream


def test_a_bomb_of_blanks_is_refused_by_its_ratio():
    assert outcome(raw_xlsx(GOOD_ROWS, extra={"xl/media/a.bin": bytes(300 * 2**20)})) == "unfolds_too_far"


def test_a_bomb_of_one_shared_text_is_refused():
    huge = b"<sst><si><t>" + b"a" * (200 * 2**20) + b"</t></si></sst>"
    assert outcome(raw_xlsx(GOOD_ROWS, extra={"xl/sharedStrings.xml": huge})) == "unfolds_too_far"


def test_a_bomb_that_lies_about_its_size_is_refused():
    sheet = (raw_row(1, *HEADER) + "<row r='2'>" + "<c/>" * 2**22).encode()
    file = raw_xlsx(GOOD_ROWS, extra={"xl/other.xml": sheet})
    content = bytearray(file.getvalue())
    real = struct.pack("<I", len(sheet))
    while (place := content.find(real)) >= 0:
        content[place : place + 4] = struct.pack("<I", 1000)
    relations = content.replace(b"sheet1.xml", b"sheet1.xml")
    assert outcome(io.BytesIO(bytes(relations))) in {"read", "damaged"}


def test_a_sheet_that_lies_about_its_size_is_refused():
    file = raw_xlsx(GOOD_ROWS + "".join(raw_row(number, *GOOD) for number in range(3, 5000)))
    with zipfile.ZipFile(file) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = file.getvalue().replace(struct.pack("<I", size), struct.pack("<I", 1000))
    assert outcome(io.BytesIO(content)) == "damaged"


def test_ten_thousand_parts_are_refused():
    assert outcome(raw_xlsx(GOOD_ROWS, extra={f"xl/x{number}": b"" for number in range(3000)})) == "too_many_parts"


@pytest.mark.parametrize("prologue", [XXE, LAUGHS])
def test_declarations_in_a_sheet_are_refused(prologue):
    assert outcome(raw_xlsx(GOOD_ROWS, prologue=prologue)) == "suspicious_xml"


def test_declarations_in_the_workbook_part_are_refused():
    parts = {"xl__workbook.xml": (XXE + "<workbook>&e;</workbook>").encode()}
    assert outcome(zip_of(**parts)) == "suspicious_xml"


def test_declarations_in_utf_16_are_refused():
    parts = {"xl__workbook.xml": (XXE + "<workbook>&e;</workbook>").encode("utf-16")}
    assert outcome(zip_of(**parts)) == "suspicious_xml"


def test_a_cell_at_the_far_corner_is_refused():
    corner = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert outcome(raw_xlsx(GOOD_ROWS + corner)) == "unfolds_too_far"


def test_a_million_blank_rows_below_the_data_are_read_past():
    blank = "".join(f'<row r="{number}" ht="15"><c r="A{number}" s="1"/></row>' for number in range(3, 1_048_577))
    limits = Limits(unzipped_ratio=1000)
    assert outcome(raw_xlsx(GOOD_ROWS + blank), limits) == "read"


def test_a_million_rows_of_data_are_refused():
    rows = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(3, 1_048_577))
    assert outcome(raw_xlsx(GOOD_ROWS + rows)) in {"too_many_rows", "unfolds_too_far"}


def test_too_many_columns_are_refused():
    row = "".join(f'<c r="{a}{b}3"><v>1</v></c>' for a in "ABCDEFGHIJKLMNOP" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert outcome(raw_xlsx(GOOD_ROWS + f'<row r="3">{row}</row>')) == "too_many_columns"


def test_too_many_sheets_are_refused():
    assert outcome(xlsx(*((f"s{number}", [["x"]]) for number in range(70)))) == "too_many_sheets"


def test_a_cell_of_forty_thousand_characters_is_refused():
    assert outcome(raw_xlsx(GOOD_ROWS + raw_row(3, "a" * 40_000))) == "cell_too_long"


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"word__document.xml": b"<w/>"}, "Word 文档"),
        ({"ppt__presentation.xml": b"<p/>"}, "演示文稿"),
        ({"content.xml": b"<c/>"}, "OpenDocument 表格（*.ods）"),
        ({"xl__workbook.bin": b"x"}, "二进制工作簿（*.xlsb）"),
        ({"evil.exe": b"MZ"}, "压缩包"),
    ],
)
def test_a_zip_of_something_else_is_named(parts, what):
    with pytest.raises(UnreadableFile) as refusal:
        read_table(zip_of(**parts), columns=COLUMNS)
    assert refusal.value.message == f"这不是电子表格，而是{what}。"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x05\x06" + bytes(18), "empty"),
        (b"%PDF-1.7\n", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table"),
        (b"\xff\xd8\xff\xe0", "not_a_table"),
        (b"PK\x03\x04garbage", "damaged"),
        (OLE + bytes(4000), "damaged"),
        (OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000), "password"),
        (OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000), "not_a_table"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml_2003"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "web_archive"),
        (b"<html><body>500 Internal Server Error</body></html>", "no_header"),
        (b"\x00\x01\x02binary", "null_characters"),
        ("姓名,身份证号码\n张三,\x001".encode(), "null_characters"),
        ("姓名,身份证号码\n".encode() * 5000 + b"\x00", "null_characters"),
        ('姓名,身份证号码\n"张三,'.encode() + IDENTITY.encode() + b"\n", "broken_quotes"),
        ('姓名,身份证号码\n"张三"丰,1\n'.encode(), "broken_quotes"),
        ("姓名,身份证号码\n".encode("gb18030") + "李四同志,1\n".encode(), "mixed_encoding"),
        ("姓名,身份证号码\n李四同志,1\n".encode() + "张三,1\n".encode("gb18030"), "mixed_encoding"),
        ("姓名,身份证号码\n".encode("gb18030") + b"\xff\xff,1\n", "unknown_encoding"),
        ("姓名,身份证号码\n".encode() + b"a" * 40_000, "cell_too_long"),
    ],
)
def test_what_is_no_table_is_refused_by_its_content(content, code):
    assert outcome(io.BytesIO(content)) == code


def test_a_truncated_workbook_is_damaged():
    content = xlsx(("表", [HEADER, GOOD])).getvalue()
    assert outcome(io.BytesIO(content[: len(content) // 2])) == "damaged"


def test_an_upload_above_the_limit_is_refused_unopened():
    assert outcome(io.BytesIO(b"PK\x03\x04" + bytes(2 * 2**20)), Limits(max_bytes=2**20)) == "too_large"


def test_a_process_that_takes_too_long_is_stopped():
    file = xlsx(("表", [HEADER, *([GOOD] * 20_000)]))
    assert outcome(file, Limits(min_seconds=0, max_seconds=0)) == "too_slow"


def test_a_process_that_takes_too_much_memory_is_stopped():
    shared = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b</sst>'
    file = raw_xlsx(GOOD_ROWS, extra={"xl/sharedStrings.xml": shared % (b"<si><t>abc</t></si>" * 3_000_000)})
    assert outcome(file, Limits(memory_megabytes=180, unzipped_ratio=1000)) == "unfolds_too_far"


def test_a_web_page_bomb_of_spans_stays_small():
    page = "<table><tr><td>姓名</td><td>身份证号码</td></tr>" + "<tr><td colspan=99999 rowspan=99999>x</td></tr>" * 50
    assert outcome(csv_file(page)) == "too_many_columns"


def test_deeply_nested_web_pages_do_not_break_the_reader():
    page = (
        "<div>" * 20_000
        + f"<table><tr><td>姓名</td><td>身份证号码</td></tr><tr><td>张三</td><td>{IDENTITY}</td></tr></table>"
    )
    assert outcome(csv_file("<html>" + page)) in {"no_header", "read", "damaged"}


@pytest.mark.parametrize("place", range(0, 1200, 97))
def test_a_workbook_with_a_flipped_byte_is_read_or_refused_but_never_breaks(place):
    content = bytearray(xlsx(("表", [HEADER, GOOD])).getvalue())
    content[place * len(content) // 1200] ^= 0xFF
    assert outcome(io.BytesIO(bytes(content))) in {
        "read", "damaged", "damaged_sheet", "no_header", "missing_columns", "not_a_table", "null_characters",
        "unknown_encoding", "password", "unfolds_too_far",
    }  # fmt: skip


def test_names_out_of_the_limited_process_are_only_text():
    row = ("{'a': __import__('os')}", *GOOD[1:])
    with read_table(xlsx(("表", [HEADER, row])), columns=COLUMNS) as table:
        assert [found.raw("name") for found in table] == ["{'a': __import__('os')}"]


def test_an_honest_file_still_reads_after_all_this():
    assert names(xlsx(("表", [HEADER, GOOD]))) == ["张三"]
