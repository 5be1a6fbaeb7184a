import pytest

from talent.ui.pdf import fonts
from talent.ui.pdf.fonts import FontMissing, UnprintableName, UnprintableText


def test_what_the_font_lacks_is_named_once_and_in_order():
    assert fonts.unprintable("李𠮷㛃𠮷🚗\n·") == ["𠮷", "🚗"]


def test_rare_names_that_the_font_has_are_printable():
    assert fonts.unprintable("〓㛃·龘龑堃喆昇䶮，。（）√×￥") == []


def test_a_name_that_cannot_be_printed_is_refused_and_not_repeated_in_the_error():
    with pytest.raises(UnprintableName) as refusal:
        fonts.check_name("李𠮷")
    assert (refusal.value.text, refusal.value.characters, str(refusal.value)) == ("李𠮷", ["𠮷"], "U+20BB7")


def test_a_text_that_cannot_be_printed_is_refused():
    with pytest.raises(UnprintableText):
        fonts.check_printable("你好🚗")


def test_remarks_get_the_mark_of_a_missing_character():
    assert fonts.substituted("你好🚗。") == "你好〓。"


def test_absent_fonts_are_told_with_the_way_out(settings, tmp_path):
    settings.PDF_FONT_DIR = tmp_path
    with pytest.raises(FontMissing, match=r"NotoSansSC_400Regular\.ttf is missing below PDF_FONT_DIR; `make setup`"):
        fonts.register.__wrapped__()


def test_codes_beyond_the_first_plane_are_written_in_utf_16_and_at_most_a_hundred_in_a_block():
    codes = [(f"{number:02X}", f"{0x20000 + number:04X}") for number in range(150)] + [("FF", "0000"), ("FE", "4E00")]
    written = fonts._blocks(codes)
    assert [line for line in written.splitlines() if "begin" in line] == ["100 beginbfchar", "51 beginbfchar"]
    assert ("<01> <D840DC01>" in written, "<FE> <4E00>" in written, "<FF>" in written) == (True, True, False)
