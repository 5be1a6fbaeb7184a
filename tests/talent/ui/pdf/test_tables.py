import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talent.ui.pdf.document import render
from talent.ui.pdf.fonts import UnprintableText
from talent.ui.pdf.paragraphs import paragraph
from talent.ui.pdf.tables import LongTable, TableColumn, fact_table, sign_off
from tests.talent.ui.pdf.papers import COLUMNS, asked, pages_of, people, text_of

SUM = re.compile(r"(小计|合计)（(\d+) 行）\s+([\d,]+)")


def sums(content: bytes, folder) -> list[list[tuple[str, int, int]]]:
    """Subtotals and totals of each page: which, rows, yuan."""
    return [
        [(kind, int(rows), int(figure.replace(",", ""))) for kind, rows, figure in SUM.findall(page)]
        for page in pages_of(content, folder)
    ]


def paper(count: int, *before) -> bytes:
    return render([*before, LongTable(COLUMNS, people(count), closing=sign_off())], title="x", header="x", wide=True)


def test_a_list_of_one_page_has_a_total_alone(tmp_path):
    assert sums(paper(3), tmp_path) == [[("合计", 3, 6000)]]


def test_each_page_of_several_ends_with_its_subtotal_and_the_last_with_the_total(tmp_path):
    found = sums(paper(60), tmp_path)
    subtotals = [entry for page in found for entry in page if entry[0] == "小计"]
    assert ([len(page) for page in found], found[-1][-1]) == ([1] * (len(found) - 1) + [2], ("合计", 60, 1_830_000))
    assert (sum(rows for _, rows, _ in subtotals), sum(yuan for *_, yuan in subtotals)) == (60, 1_830_000)


def test_the_header_stands_on_every_page(tmp_path):
    assert {page.count("金额（元）") for page in pages_of(paper(60), tmp_path)} == {1}


def test_a_list_that_begins_low_on_a_page_moves_on_and_still_ends(tmp_path):
    content = paper(90, *[paragraph("甲")] * 17)
    assert sums(content, tmp_path)[-1][-1] == ("合计", 90, 4_095_000)


@settings(max_examples=12, deadline=None)
@given(count=st.integers(1, 120), above=st.integers(0, 18))
def test_no_row_is_lost_or_doubled_wherever_pages_end(tmp_path_factory, count, above):
    content = paper(count, *[paragraph("甲")] * above)
    lines = "\n".join(pages_of(content, tmp_path_factory.mktemp("paper"))).splitlines()
    rows = [found.groups() for line in lines if (found := re.fullmatch(r"\s*(\d+)\s+(张三\d+)\s+([\d,]+)\s*", line))]
    assert rows == [(number, name, f"{yuan:,}") for number, name, yuan in people(count)]


def test_a_table_without_sums_has_no_footing(tmp_path):
    content = render([LongTable((TableColumn("姓名"),), [("张三",)])], title="x", header="x")
    assert "合计" not in text_of(content, tmp_path)


def test_ten_thousand_rows_are_laid_out_once():
    table = LongTable(COLUMNS, people(10_000))
    content = render([table], title="x", header="x", wide=True)
    assert (content[:5], content.count(b"/Type /Page\n") > 300) == (b"%PDF-", True)


def test_a_name_that_cannot_be_printed_stops_the_list():
    with pytest.raises(UnprintableText):
        render([LongTable(COLUMNS, [("1", "李𠮷", 1)])], title="x", header="x")


def test_facts_stand_side_by_side(tmp_path):
    content = render([fact_table([("批次号", "PC-1"), ("金额", "1 元"), ("人数", "3")])], title="x", header="x")
    assert "批次号PC-1金额1元人数3" in text_of(content, tmp_path)


def test_the_boxes_to_sign_in_stay_together_with_their_roles_and_dates(tmp_path):
    for count in range(15, 30):
        pages = ["".join(page.split()) for page in pages_of(paper(count), tmp_path)]
        assert [
            (page.count("年月日"), f"张三{count}" in page, "盖章" in page) for page in pages if "经办人" in page
        ] == [(4, True, True)]


def test_only_our_fonts_are_in_a_paper_with_tables(tmp_path):
    content = render([fact_table([("甲", "乙")]), sign_off()], title="x", header="x")
    assert {line.split()[0].split("+")[-1] for line in asked("pdffonts", content, tmp_path).splitlines()[2:]} == {
        "NotoSansSC-Regular"
    }
