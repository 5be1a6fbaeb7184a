import datetime
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.spreadsheets import cells
from talent.spreadsheets.errors import FoundColumn, MissingColumns, UnreadableFile
from talent.spreadsheets.reading import Column, read_table
from tests.faults.sizes import fuzz_inputs
from tests.talent.spreadsheets.builders import (
    COLUMNS,
    GOOD,
    HEADER,
    IDENTITY,
    csv_file,
    names,
    parsed,
    problems,
    raw_row,
    raw_xlsx,
    xlsx,
)
from tests.talent.spreadsheets.legacy import xls

READ = {"name": "张三", "identity_number": IDENTITY, "hired_on": datetime.date(2021, 7, 1)}
HTML = "<html><meta charset=utf-8><table><tr><th>姓名</th><th>身份证号码</th><th>入职日期</th></tr>{}</table></html>"


def refused(file: io.BytesIO) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        read_table(file, columns=COLUMNS)
    return refusal.value


def test_a_plain_workbook_is_read():
    assert parsed(xlsx(("表", [HEADER, GOOD]))) == [READ]


def test_a_workbook_of_excel_97_is_read():
    assert parsed(xls([HEADER, ("张三", IDENTITY, 44378.0)])) == [READ]


def test_a_ruined_number_in_a_workbook_of_excel_97_is_told():
    assert problems(xls([HEADER, ("张三", 2.20102199001011e17, "2021.7.1")])) == [
        ("表", "B2", "2.20102E+17", "ruined_number")
    ]


def test_title_rows_above_blank_rows_between_and_totals_below_are_passed_over_and_told():
    rows = [["一汽某公司花名册"], [], HEADER, GOOD, [], ["合计", "1人"], ["制表人：王五", None, "审核人：赵六"]]
    with read_table(xlsx(("表", rows)), columns=COLUMNS) as table:
        assert [row.number for row in table] == [4]
        assert (table.header_row, [(row.number, row.reason) for row in table.ignored]) == (
            3,
            [(6, "total"), (7, "signature")],
        )


def test_headings_may_carry_blanks_line_breaks_stars_brackets_and_synonyms():
    assert parsed(xlsx(("表", [["*姓　名", "证件号码\n（18位）", "入职时间（年/月/日）："], GOOD]))) == [READ]


def test_a_unit_in_brackets_that_changes_the_value_is_another_column():
    columns = (*COLUMNS, Column("amount_yuan", "金额", parse=cells.yuan))
    with read_table(xlsx(("表", [[*HEADER, "金额（万元）"], [*GOOD, 3]])), columns=columns) as table:
        assert (table.columns.get("amount_yuan"), table.unknown_headings) == (None, {"D": "金额（万元）"})


def test_a_header_on_two_rows_is_read_by_groups():
    columns = (*COLUMNS, Column("spouse", "配偶姓名", parse=cells.name))
    rows = [["序号", "姓名", "身份证号码", "配偶", None, "入职日期"], [None, None, None, "姓名", "电话", None]]
    values = parsed(xlsx(("表", [*rows, [1, "张三", IDENTITY, "李四", "x", "2021.7.1"]])), columns)
    assert values == [READ | {"spouse": "李四"}]


def test_the_same_heading_twice_is_refused_by_cell():
    assert str(refused(xlsx(("表", [[*HEADER, "姓名"], GOOD])))).startswith(
        "表头“姓名”出现了不止一次（A1 和 D1 单元格）"
    )


def test_two_synonyms_prefer_the_heading_itself():
    rows = [["证件号码", "姓名", "身份证号码"], ["护照", "张三", IDENTITY]]
    assert parsed(xlsx(("表", rows))) == [READ | {"hired_on": None}]


def test_missing_columns_are_named_with_what_is_there_instead():
    refusal = refused(xlsx(("职工", [["姓名", "入职日期", "工号"], ["张三", "2021-07-01", 1]])))
    assert isinstance(refusal, MissingColumns)
    assert (refusal.missing, refusal.columns, refusal.message) == (
        ("identity_number",),
        (
            FoundColumn("姓名", ("张三",), "name"),
            FoundColumn("入职日期", ("2021-07-01",), "hired_on"),
            FoundColumn("工号", ("1",)),
        ),
        "工作表“职工”第 1 行的表头缺少必填的列：身份证号码。",
    )


def test_a_file_without_a_header_says_so():
    assert refused(xlsx(("表", [["你好"], ["世界"]]))).code == "no_header"


def test_a_row_of_words_with_something_below_looks_like_a_header_though_nothing_on_it_is_known():
    refusal = refused(xlsx(("表", [["2026年花名册"], ["谁", "号", "何时"], ["张三", IDENTITY, "2021-07-01"]])))
    assert isinstance(refusal, MissingColumns)
    assert (refusal.code, refusal.missing, [column.heading for column in refusal.columns]) == (
        "no_header",
        ("name", "identity_number"),
        ["谁", "号", "何时"],
    )


@pytest.mark.parametrize(
    "rows",
    [
        [["张三", IDENTITY, "2021-07-01"], ["李四", IDENTITY, "2021-07-01"]],
        [["谁", "谁", "何时"], ["张三", "李四", "昨天"]],
        [["谁", "号"], ["张三", "甲"]],
        [["谁", "号", "何时"]],
    ],
)
def test_a_row_of_data_two_words_or_nothing_below_looks_like_no_header(rows: list[list[str]]):
    refusal = refused(xlsx(("表", rows)))
    assert (refusal.code, isinstance(refusal, MissingColumns)) == ("no_header", False)


def test_the_sheet_with_the_header_is_found_and_others_like_it_are_told():
    sheets = [("说明", [["请填写"]]), ("在职", [HEADER, GOOD]), ("离职", [HEADER, GOOD])]
    with read_table(xlsx(*sheets), columns=COLUMNS) as table:
        assert (table.sheet, table.other_sheets, len(table)) == ("在职", ("离职",), 1)


def test_a_sheet_may_be_asked_for_by_name():
    sheets = [("在职", [HEADER, GOOD]), ("离职", [HEADER, ("李四", *GOOD[1:])])]
    with read_table(xlsx(*sheets), columns=COLUMNS, sheet="离职") as table:
        assert [row.raw("name") for row in table] == ["李四"]


def test_a_hidden_sheet_is_not_read():
    def hide(book):
        book.worksheets()[1].activate()
        book.worksheets()[0].hide()

    file = xlsx(("旧", [HEADER, ("李四", *GOOD[1:])]), ("新", [HEADER, GOOD]), before_closing=hide)
    assert names(file) == ["张三"]


def test_a_ruined_identity_number_is_told_with_sheet_cell_and_what_the_program_shows():
    assert problems(xlsx(("表", [HEADER, ["张三", 220102199001011234, "2021-07-01"]]))) == [
        ("表", "B2", "2.20102E+17", "ruined_number")
    ]


def test_error_values_and_uncalculated_formulas_are_not_blanks():
    cells_of = '<c r="B2"><f>X1</f></c><c r="C2" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    row = raw_row(2, "张三").replace("</row>", cells_of)
    assert problems(raw_xlsx(raw_row(1, *HEADER) + row)) == [
        ("表", "B2", "=X1", "uncalculated"),
        ("表", "C2", "#N/A", "error_value"),
    ]


def test_a_row_of_nothing_but_error_values_below_the_rest_is_not_lost():
    row = '<row r="3"><c r="A3" t="e"><v>#REF!</v></c></row>'
    assert problems(raw_xlsx(raw_row(1, *HEADER) + raw_row(2, *GOOD) + row)) == [
        ("表", "A3", "#REF!", "error_value"),
        ("表", "B3", "", "blank"),
    ]


def test_serial_days_count_from_1904_where_the_workbook_does():
    rows = raw_row(1, *HEADER) + raw_row(2, *GOOD[:2]).replace("</row>", '<c r="C2"><v>42916</v></c></row>')
    assert parsed(raw_xlsx(rows, properties='<workbookPr date1904="1"/>'))[0]["hired_on"] == datetime.date(2021, 7, 1)


def test_a_wrong_dimension_hides_no_row():
    rows = raw_row(1, *HEADER) + "".join(raw_row(number, *GOOD) for number in range(2, 12))
    assert len(parsed(raw_xlsx(rows, dimension='<dimension ref="A1:C2"/>'))) == 10


def test_text_that_begins_like_a_formula_is_data():
    columns = (*COLUMNS, Column("remark", "备注"))
    rows = [[*HEADER, "备注"], [*GOOD, "=1+1"]]
    assert parsed(xlsx(("表", rows)), columns)[0]["remark"] == "=1+1"


def test_somebody_whose_name_reads_like_a_label_is_kept():
    assert names(xlsx(("表", [HEADER, ("合计", *GOOD[1:])]))) == ["合计"]


def test_example_numbering_and_repeated_header_rows_are_passed_over():
    head = ["序号", *HEADER]
    rows = [head, ["栏次", 1, 2, 3], ["示例", *GOOD], [1, *GOOD], head, [2, *GOOD]]
    with read_table(xlsx(("表", rows)), columns=COLUMNS) as table:
        assert [row.number for row in table] == [4, 6]
        assert [row.reason for row in table.ignored] == ["numbering", "example", "header_again"]


def test_blank_required_cells_are_errors_and_blank_others_are_none():
    assert problems(xlsx(("表", [HEADER, ["张三", None, None]]))) == [("表", "B2", "", "blank")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimited_text_is_read_in_every_encoding_and_with_every_delimiter(encoding, delimiter):
    text = "\r\n".join(delimiter.join(row) for row in (["花名册"], HEADER, GOOD, ()))
    assert parsed(csv_file(text, encoding)) == [READ]


def test_rare_names_survive_gb18030():
    text = f"姓名,身份证号码\n㛃𠮷·买买提,{IDENTITY}\n"
    assert names(csv_file(text, "gb18030")) == ["㛃𠮷·买买提"]


def test_the_row_of_a_text_file_counts_records_and_has_no_sheet():
    text = f'姓名,身份证号码,备注\n"张三",{IDENTITY},"两\n行"\n李四,123,\n'
    assert problems(csv_file(text)) == [("", "B3", "123", "length")]


def test_a_forced_text_of_a_text_file_is_its_digits():
    assert parsed(csv_file(f'姓名,身份证号码\n张三,="{IDENTITY}"\n'))[0]["identity_number"] == IDENTITY


def test_a_web_page_saved_as_xls_is_read():
    page = HTML.format("<tr><td>张三</td><td>" + IDENTITY + "</td><td>2021-07-01</td></tr>")
    assert parsed(csv_file(page)) == [READ]


def test_a_web_page_keeps_its_columns_under_spans():
    page = HTML.format(
        f"<tr><td rowspan=2>张三</td><td>{IDENTITY}</td><td>2021-07-01</td></tr>"
        f"<tr><td>{IDENTITY}</td><td>2021-07-02</td></tr>"
    )
    assert problems(csv_file(page)) == [("", "A3", "", "blank")]


def test_a_table_can_be_read_twice_and_from_two_places_at_once():
    with read_table(xlsx(("表", [HEADER, GOOD, ("李四", *GOOD[1:])])), columns=COLUMNS) as table:
        assert [(a.number, b.number) for a, b in zip(table, table, strict=True)] == [(2, 2), (3, 3)]


visible_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12).map(
    str.strip
)


@settings(max_examples=fuzz_inputs(25), deadline=None)
@given(st.lists(st.tuples(visible_text, visible_text), min_size=1, max_size=20), st.integers(0, 15), st.booleans())
def test_whatever_the_cells_hold_every_row_is_read_or_named(pairs, above, as_text):
    rows = [["标题"]] * above + [["姓名", "身份证号码"], *pairs]
    if as_text:
        lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        file = csv_file("\r\n".join(lines), "gb18030")
    else:
        file = xlsx(("表", rows))
    with read_table(file, columns=COLUMNS) as table:
        told = [row.number for row in table] + [row.number for row in table.ignored]
    assert sorted(told) == [above + 2 + place for place, pair in enumerate(pairs) if any(cell.strip() for cell in pair)]
