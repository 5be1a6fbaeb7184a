import pytest

from talent.ui.pdf.document import render
from talent.ui.pdf.fonts import UnprintableText
from talent.ui.pdf.paragraphs import letterhead, paragraph, signature
from tests.talent.ui.pdf.papers import asked, pages_of, text_of

BODY = "你于2026年3月2日提交的申请，符合《若干意见》规定的条件；“仍在职”以用人单位的确认为准！"


def letter() -> bytes:
    story = [
        *letterhead("人才服务办公室"),
        paragraph("告知书", "title"),
        paragraph(BODY),
        *signature("人才办", "2026年3月9日"),
    ]
    return render(story, title="告知书", header="人才服务", reference="SQ-1")


def test_the_text_can_be_copied_out_whole(tmp_path):
    assert text_of(letter(), tmp_path) == f"人才服务SQ-1人才服务办公室告知书{BODY}人才办2026年3月9日第1页共1页"


def test_a_character_beyond_the_first_plane_can_be_copied_out(tmp_path):
    assert "𬭚" in text_of(render([paragraph("𬭚")], title="x", header="x"), tmp_path)


def test_every_font_is_embedded_and_ours(tmp_path):
    lines = asked("pdffonts", letter(), tmp_path).splitlines()[2:]
    assert {(line.split()[0].split("+")[1].split("-")[0], line.split()[-5]) for line in lines} == {
        ("NotoSansSC", "yes")
    }


def test_the_same_input_gives_the_same_bytes():
    assert letter() == letter()


def test_pages_are_counted_in_the_footer(tmp_path):
    pages = pages_of(render([paragraph(BODY * 60)], title="x", header="x"), tmp_path)
    assert ["".join(page.split())[-6:] for page in pages] == ["第1页共3页", "第2页共3页", "第3页共3页"]


def test_papers_of_the_demo_say_so_and_others_do_not(settings, tmp_path):
    plain = letter()
    settings.DEMO = True
    marked = letter()
    assert [set("样例") <= set(text_of(content, tmp_path)) for content in (plain, marked)] == [False, True]


def test_markup_is_text(tmp_path):
    content = render([paragraph("<b>甲</b>&amp;<para>")], title="x", header="x")
    assert "<b>甲</b>&amp;<para>" in text_of(content, tmp_path)


def test_paper_is_a4_upright_or_across(tmp_path):
    sizes = [
        asked("pdfinfo", render([paragraph("甲")], title="x", header="x", wide=wide), tmp_path)
        for wide in (False, True)
    ]
    assert [[line.split(":")[1].strip() for line in size.splitlines() if "Page size" in line] for size in sizes] == [
        ["595.276 x 841.89 pts (A4)"],
        ["841.89 x 595.276 pts (A4)"],
    ]


@pytest.mark.parametrize("place", ["header", "reference"])
def test_what_cannot_be_printed_is_refused_in_the_header_too(place):
    words = {"header": "x", "reference": "x"} | {place: "🚗"}
    with pytest.raises(UnprintableText):
        render([paragraph("甲")], title="x", **words)


def test_no_line_starts_with_a_closing_mark(tmp_path):
    content = render([paragraph("好，" * 200 + "是；" * 200 + "“是”！" * 100, "plain")], title="x", header="x")
    starts = {line.strip()[0] for page in pages_of(content, tmp_path) for line in page.splitlines() if line.strip()}
    assert starts & set("，；！”") == set()
