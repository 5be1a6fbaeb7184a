from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from talent.ui.pdf.fonts import REGULAR, register
from talent.ui.pdf.lines import CLOSING, broken

register()
words = st.text(st.sampled_from("中国一汽，。（）“”：12345abc -·\n"), max_size=60)


def lines(text: str, room: float) -> list[str]:
    return [line.text for line in broken(text, REGULAR, 10, room)]


def test_a_text_that_fits_is_one_line():
    assert lines("中国一汽", 40) == ["中国一汽"]


def test_numbers_and_words_stay_whole():
    assert lines("金额30,000元", 42) == ["金额", "30,000元"]


def test_closing_marks_stay_with_what_precedes_and_opening_ones_with_what_follows():
    assert (lines("一二三四，五", 40), lines("一二三（四）", 40)) == (["一二三", "四，五"], ["一二三", "（四）"])


def test_what_is_wider_than_the_cell_is_cut():
    assert lines("9" * 30, 60) == ["9" * 10, "9" * 10, "9" * 10]


@given(words, st.integers(30, 200))
def test_every_character_is_kept_and_no_line_is_too_wide(text, room):
    found = broken(text, REGULAR, 10, room)
    assert "".join("".join(line.text for line in found).split()) == "".join(text.split())
    assert [line for line in found if stringWidth(line.text, REGULAR, 10) > room + 1e-6] == []


@given(st.text(st.sampled_from("中国一汽，。："), max_size=60).map(lambda text: "国".join(text)), st.integers(60, 200))
def test_no_line_starts_with_a_closing_mark(text, room):
    assert [line for line in lines(text, room)[1:] if line and line[0] in CLOSING] == []
