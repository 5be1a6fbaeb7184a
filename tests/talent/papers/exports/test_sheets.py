"""Forms and reports: everything that was kept is on the page, and nobody signs a page that lists nothing."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from talent.papers.exports.sheets import draw_sheets
from talent.papers.models import IssuedPaper
from talent.papers.sheets import Opinion, Part, Sheet
from talent.ui.pdf.fonts import UnprintableName
from talent.ui.pdf.tables import TableColumn

COLUMNS = (TableColumn("姓名", 2), TableColumn("金额（元）", 1, "right", summed=True))


def paper(**fields: Any) -> IssuedPaper:
    content = Sheet(**({"title": "汇总表", "day": "2026年11月25日"} | fields)).as_content()
    return IssuedPaper(kind="sheet", number="HZ-1", issuer="人才办", code="7K2MQ9XD" * 3 + "0123", content=content)


def pages(*papers: IssuedPaper) -> list[str]:
    document = pypdfium2.PdfDocument(draw_sheets(papers))
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def test_facts_text_table_boxes_and_the_code_are_on_the_page():
    text = pages(
        paper(
            facts=[("批次号", "FF2026-1")],
            long_facts=[("大写金额", "叁万元整")],
            parts=[Part("构成", ["如下："], COLUMNS, [("李明", 30_000)])],
            opinions=[Opinion("财政局意见", ["同意"], "签字：")],
        )
    )[0]
    wanted = ("批次号", "FF2026-1", "叁万元整", "如下：", "李明", "30,000", "财政局意见", "同意", "7K2M-Q9XD")
    assert [word for word in wanted if word not in text] == []


@pytest.mark.parametrize("rows", [1, 17, 25, 26, 27, 28, 29, 30, 40, 60])
def test_boxes_to_sign_stand_on_the_page_of_the_last_row(rows: int):
    people = [(f"第{number}人", 1000) for number in range(1, rows + 1)]
    found = pages(paper(parts=[Part("名单", (), COLUMNS, people)], sign_off=("经办人",), stamp="盖章"))
    assert [f"第{rows}人" in page and "合计" in page for page in found if "经办人" in page] == [True]


def test_a_long_table_starts_below_its_heading_on_the_same_page():
    people = [(f"第{number}人", 1000) for number in range(1, 101)]
    found = pages(paper(parts=[Part("", ["说明。"]), Part("名单", (), COLUMNS, people)]))
    assert ("第1人" in found[0], "说明。" in found[0]) == (True, True)


def test_a_name_that_the_font_lacks_is_refused_and_another_text_is_marked():
    marked = pages(paper(parts=[Part("", ["岗位：\U000312f0"])]))[0]
    assert "岗位：〓" in marked
    with pytest.raises(UnprintableName):
        draw_sheets([paper(names=["李\U000312f0"])])


def test_the_same_content_gives_the_same_bytes():
    assert draw_sheets([paper()]) == draw_sheets([paper()])


def test_each_paper_counts_its_own_pages():
    assert [page[-6:] for page in pages(paper(), paper())] == ["第1页共1页", "第1页共1页"]
