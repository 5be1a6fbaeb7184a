"""Paragraphs: every line inside the margins, spread to the edge, and none alone on a page."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from talent.ui.pdf.document import Section, render, render_all
from talent.ui.pdf.paragraphs import paragraph
from tests.talent.ui.pdf.papers import asked, pages_of, text_of

LONG = "你提交的申请符合规定的条件，金额 50,000 元；" * 40


def word_edges(content, folder):
    """Right edge, in points, of the last word of each line that is full."""
    found = asked("pdftotext", content, folder, "-bbox-layout")
    return [round(float(edge)) for edge in re.findall(r'<line [^>]*xMax="([0-9.]+)"', found)]


def test_full_lines_end_at_the_margin(tmp_path):
    edges = word_edges(render([paragraph(LONG)], title="x", header="x"), tmp_path)
    margin = round(595.276 - 22 * 72 / 25.4)
    full = [edge for edge in edges if edge > 500]
    off = [edge for edge in full if abs(edge - margin) > 1]
    assert (len(full) > 20, off) == (True, [])


def test_the_text_of_a_paragraph_over_two_pages_is_whole(tmp_path):
    text = "".join(f"第{number}句，条件符合。" for number in range(400))
    pages = pages_of(render([paragraph(text)], title="x", header="x"), tmp_path)
    shown = "".join("".join(line for line in page.splitlines()[1:-1]) for page in pages)
    assert "".join(re.sub(r"第\d+页共\d+页", "", "".join(shown.split())).split()) == text


def test_no_line_of_a_paragraph_stands_alone_on_a_page():
    block = paragraph(LONG)
    _, height = block.wrap(400, 1000)
    leading = block.style.leading
    lines = round(height / leading)
    counts = [[round(part.wrap(400, 1000)[1] / leading) for part in block.split(400, leading * n)] for n in range(5)]
    assert counts == [[], [], [2, lines - 2], [3, lines - 3], [4, lines - 4]]


@given(st.integers(2, 12), st.integers(2, 12))
def test_a_split_paragraph_loses_no_line(fit, sentences):
    block = paragraph("符合规定的条件，" * 12 * sentences)
    whole = block.wrap(300, 1000)[1]
    parts = block.split(300, fit * block.style.leading)
    assert sum(part.wrap(300, 1000)[1] for part in parts) == whole


def test_each_paper_of_a_file_counts_its_own_pages_under_its_own_number(tmp_path):
    sections = [Section([paragraph(LONG * 3)], "甲-1"), Section([paragraph("短")], "乙-2")]
    pages = ["".join(page.split()) for page in pages_of(render_all(sections, title="x", header="x"), tmp_path)]
    assert [(page[:4], page[-6:]) for page in pages] == [
        ("x甲-1", "第1页共3页"),
        ("x甲-1", "第2页共3页"),
        ("x甲-1", "第3页共3页"),
        ("x乙-2", "第1页共1页"),
    ]


def test_a_line_that_is_printed_twice_reads_the_same(tmp_path):
    content = render([paragraph("国家𬭚甲乙", "plain"), paragraph("国家𬭚甲乙", "plain")], title="x", header="x")
    assert text_of(content, tmp_path).count("国家𬭚甲乙") == 2
