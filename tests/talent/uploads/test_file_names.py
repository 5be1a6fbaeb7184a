import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.uploads.file_names import safe_file_name


@pytest.mark.parametrize(
    ("name", "extension", "safe"),
    [
        ("学位证书.pdf", "", "学位证书.pdf"),
        ("学位证书.pdf", ".jpg", "学位证书.jpg"),
        ("C:\\Users\\张三\\证 书.PDF", ".pdf", "证_书.pdf"),
        ("../../etc/passwd", "", "passwd"),
        ("a\r\nSet-Cookie: x=1.csv", "", "aSet-Cookie_x=1.csv"),
        ("\u202egpj.exe", ".jpg", "gpj.jpg"),
        ('a"b;c%d.csv', "", "a_b_c_d.csv"),
        ("毕业证220102200005011238.jpg", ".jpg", "毕业证［已隐去］.jpg"),
        ("6222 0212 3456 7890 128.pdf", "", "［已隐去］.pdf"),
        ("", ".png", "文件.png"),
        ("...", "", "文件"),
        (".htaccess", ".pdf", "文件.pdf"),
        ("𠮷野.xlsx", "", "𠮷野.xlsx"),
        ("长" * 300 + ".pdf", ".pdf", "长" * 96 + ".pdf"),
    ],
)
def test_names_are_made_safe(name, extension, safe):
    assert safe_file_name(name, extension) == safe


@given(st.text(max_size=300), st.sampled_from(["", ".pdf", ".jpg"]))
def test_any_name_becomes_a_short_one_without_separators(name, extension):
    safe = safe_file_name(name, extension)
    assert (0 < len(safe) <= 100, safe.endswith(extension), set(safe) & set('/\\:*?"<>|;% \r\n\t\0')) == (
        True,
        True,
        set(),
    )
