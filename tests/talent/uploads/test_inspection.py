import hashlib
import io
import json
import subprocess
from pathlib import Path

import pytest
from django import forms
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from talent.uploads.cleaning import process
from talent.uploads.inspection import CleanUpload, inspect_upload
from talent.uploads.refusals import MESSAGES, UploadRejected
from tests.talent.uploads import samples
from tests.talent.uploads.samples import photo, upload


def code_of(content: bytes, name: str = "证明.jpg") -> str:
    with pytest.raises(UploadRejected) as refusal:
        inspect_upload(upload(content, name))
    return refusal.value.code


def shown(clean: CleanUpload) -> Image.Image:
    return Image.open(io.BytesIO(clean.content))


@pytest.mark.parametrize(
    ("content", "name", "taken"),
    [
        (photo(), "照片.jpg", ("image/jpeg", ".jpg", 60, 40, 1, "照片.jpg")),
        (photo(), "照片.pdf", ("image/jpeg", ".jpg", 60, 40, 1, "照片.jpg")),
        (photo(kind="PNG"), "a.exe", ("image/png", ".png", 60, 40, 1, "a.png")),
        (samples.pdf(3), "../学位 证书.JPG", ("application/pdf", ".pdf", None, None, 3, "学位_证书.pdf")),
        (b"\xef\xbb\xbf\r\n" + samples.pdf(), "a", ("application/pdf", ".pdf", None, None, 1, "a.pdf")),
    ],
)
def test_a_file_is_taken_for_what_it_holds_whatever_it_is_called(content, name, taken):
    clean = inspect_upload(upload(content, name))
    assert (clean.content_type, clean.extension, clean.width, clean.height, clean.pages, clean.name) == taken
    assert (clean.size, clean.sha256) == (len(clean.content), hashlib.sha256(clean.content).hexdigest())
    assert clean.as_file().read() == clean.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "empty"),
        (b"\r\n ", "empty"),
        (b"GIF89a" + b"\0" * 50, "type"),
        (b"<html><script>alert(1)</script>", "type"),
        (b"MZ" + b"\0" * 50 + samples.pdf(), "type"),
        (b"<script>alert(1)</script>" + samples.pdf(), "type"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "type"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
        (b"PK\x03\x04" + b"\0" * 50, "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "office"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (photo((900, 900))[:-3000], "damaged"),
        (photo((300, 300), kind="PNG")[:-60], "damaged"),
        (samples.pdf(3)[:-300], "damaged"),
        (samples.pdf(0), "damaged"),
    ],
)
def test_what_cannot_be_taken_has_its_code(content, code):
    assert code_of(content) == code


def test_a_file_of_exactly_the_limit_is_taken_and_one_byte_more_is_not(settings):
    content = samples.pdf()
    settings.UPLOAD_MAX_BYTES = len(content)
    assert inspect_upload(upload(content)).pages == 1
    assert code_of(content + b"\n") == "too_large"


def test_the_size_is_counted_and_not_believed(settings):
    settings.UPLOAD_MAX_BYTES = 1000
    lying = upload(b"\xff\xd8\xff" * 500)
    lying.size = 10
    with pytest.raises(UploadRejected) as refusal:
        inspect_upload(lying)
    assert refusal.value.code == "too_large"


def test_the_message_names_the_limit():
    with pytest.raises(UploadRejected) as refusal:
        inspect_upload(upload(b"\xff" * (10 * 1024 * 1024 + 1)))
    assert refusal.value.messages == ["文件超过 10 MB。照片请用手机截图或压缩后再传，PDF 请分成几个文件上传。"]


def test_a_refusal_shows_at_the_field_of_a_form():
    class EvidenceForm(forms.Form):
        file = forms.FileField()

        def clean_file(self):
            return inspect_upload(self.cleaned_data["file"])

    form = EvidenceForm(files={"file": upload(b"GIF89a")})
    assert form.errors["file"] == [str(MESSAGES["type"])]


def test_a_file_that_is_no_upload_can_be_inspected_too():
    assert inspect_upload(io.BytesIO(photo())).name == "文件.jpg"


def test_an_upload_that_was_read_before_is_read_from_its_start():
    half_read = upload(photo())
    half_read.read(20)
    assert inspect_upload(half_read).width == 60


def test_metadata_and_anything_appended_are_gone():
    exif = Image.Exif()
    exif[0x010E] = "GPS canary"
    content = photo(exif=exif, comment=b"comment canary") + b"PK\x03\x04 zip canary <script>"
    clean = inspect_upload(upload(content))
    assert (b"canary" in content, b"canary" in clean.content, dict(shown(clean).getexif())) == (True, False, {})


@pytest.mark.parametrize(("orientation", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))])
def test_a_photo_taken_sideways_is_turned_upright(orientation, size):
    exif = Image.Exif()
    exif[0x0112] = orientation
    clean = inspect_upload(upload(photo(exif=exif)))
    assert (shown(clean).size, (clean.width, clean.height)) == (size, size)


def test_a_large_photo_is_made_smaller_in_proportion():
    clean = inspect_upload(upload(photo((4800, 3000), quality=30)))
    assert (clean.width, clean.height) == (2400, 1500)


def test_an_image_of_too_many_pixels_is_refused_before_it_is_drawn(settings):
    settings.UPLOAD_MAX_PIXELS = 2399
    assert code_of(photo()) == "too_many_pixels"
    settings.UPLOAD_MAX_PIXELS = 2400
    assert inspect_upload(upload(photo())).width == 60


def test_a_small_file_that_unfolds_to_a_huge_image_is_refused():
    target = io.BytesIO()
    Image.new("1", (9000, 9000)).save(target, "PNG")
    assert (target.tell() < 20_000, code_of(target.getvalue())) == (True, "too_many_pixels")


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA", "I;16"])
def test_every_kind_of_png_comes_out_plain(mode):
    source = _sixteen_bits() if mode == "I;16" else photo(mode=mode, kind="PNG")
    clean = inspect_upload(upload(source))
    assert (shown(clean).mode in ("L", "RGB"), shown(clean).size) == (True, (60, 40))


def _sixteen_bits() -> bytes:
    target = io.BytesIO()
    Image.new("I;16", (60, 40), 65535).save(target, "PNG")
    return target.getvalue()


def test_sixteen_bits_keep_their_brightness():
    assert shown(inspect_upload(upload(_sixteen_bits()))).getpixel((5, 5)) == 255


def test_what_was_transparent_becomes_white_paper():
    target = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(target, "PNG")
    assert shown(inspect_upload(upload(target.getvalue()))).getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_in_print_colours_comes_out_for_the_screen():
    assert shown(inspect_upload(upload(photo(mode="CMYK")))).mode == "RGB"


def test_a_png_that_would_grow_too_large_is_kept_as_jpeg(settings):
    settings.UPLOAD_MAX_BYTES = 60_000
    noise = Image.effect_noise((220, 220), 90)
    target = io.BytesIO()
    noise.convert("P", palette=Image.Palette.ADAPTIVE, colors=256).save(target, "PNG")
    clean = inspect_upload(upload(target.getvalue()))
    assert (clean.content_type, clean.extension) == ("image/jpeg", ".jpg")


def test_a_process_that_takes_too_long_is_stopped(monkeypatch):
    def too_slow(*arguments, timeout, **options):
        raise subprocess.TimeoutExpired(arguments, timeout)

    monkeypatch.setattr(process.subprocess, "run", too_slow)
    assert code_of(photo()) == "too_complex"


@pytest.mark.parametrize(("returncode", "code"), [(-9, "too_complex"), (-24, "too_complex"), (1, "damaged")])
def test_a_process_that_dies_refuses_the_file(monkeypatch, returncode, code):
    died = subprocess.CompletedProcess([], returncode, b"", b"")
    monkeypatch.setattr(process.subprocess, "run", lambda *_, **__: died)
    assert code_of(photo()) == code


def test_the_cleaning_process_is_told_no_secrets(monkeypatch):
    seen = {}

    def recorded(command, **options):
        seen.update(options, command=command)
        Path(command[-2]).write_bytes(b"x")
        return subprocess.CompletedProcess(command, 0, json.dumps({"kind": "png", "width": 1, "height": 1, "pages": 1}))

    monkeypatch.setattr(process.subprocess, "run", recorded)
    assert inspect_upload(upload(photo())).content == b"x"
    assert (seen["env"], "shell" in seen, b"\xff\xd8" in str(seen["command"]).encode()) == ({}, False, False)


@hypothesis_settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([photo(), photo(kind="PNG"), samples.pdf(2, samples.named_script)]),
    st.integers(0),
    st.binary(max_size=9),
)
def test_a_damaged_file_is_cleaned_or_refused_but_never_breaks_the_portal(content, place, garbage):
    at = place % len(content)
    try:
        outcome = inspect_upload(upload(content[:at] + garbage + content[at + len(garbage) :])).content_type
    except UploadRejected as refusal:
        outcome = refusal.code
    assert outcome in {"image/jpeg", "image/png", "application/pdf", *MESSAGES}
