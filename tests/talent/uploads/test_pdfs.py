import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, String

from talent.uploads.inspection import CleanUpload, inspect_upload
from talent.uploads.refusals import UploadRejected
from tests.talent.uploads import samples
from tests.talent.uploads.samples import action, annotated, opening, upload

ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/XFA", b"/AA", b"/RichMedia", b"/Movie", b"canary")
SITE = String("https://www.chsi.com.cn/")


def code_of(content: bytes) -> str:
    with pytest.raises(UploadRejected) as refusal:
        inspect_upload(upload(content, "a.pdf"))
    return refusal.value.code


def cleaned(content: bytes) -> CleanUpload:
    return inspect_upload(upload(content, "a.pdf"))


def opened(clean: CleanUpload) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(clean.content))


@pytest.mark.parametrize(
    "change",
    [
        opening("JavaScript", JS=String("app.alert('canary')")),
        opening("Launch", F=String("canary.exe")),
        opening("GoToR", F=String("\\\\canary\\share")),
        opening("GoToE", F=String("canary")),
        opening("SubmitForm", F=String("https://canary.example/")),
        opening("ImportData", F=String("canary")),
        opening("URI", URI=String("file:///canary")),
        opening("URI", URI=String("javascript:canary")),
        annotated("Link", A=action("Launch", F=String("canary"))),
        annotated("FileAttachment", FS=Dictionary(F=String("canary"))),
        annotated("RichMedia", RichMediaContent=Dictionary(canary=Name.canary)),
        annotated("Movie", Movie=Dictionary(F=String("canary"))),
        annotated("Screen", A=action("Rendition", JS=String("canary"))),
        annotated("Link", AA=Dictionary(E=action("JavaScript", JS=String("canary")))),
        samples.page_action,
        samples.chained,
        samples.embedded,
        samples.named_script,
        samples.form_with_xfa,
    ],
)
@pytest.mark.parametrize("packed", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_nothing_active_is_left_in_a_pdf(change, packed):
    clean = cleaned(samples.pdf(1, change, object_stream_mode=packed))
    document = opened(clean)
    streams = b"".join(node.read_bytes() for node in document.objects if isinstance(node, pikepdf.Stream))
    assert [trace for trace in ACTIVE if trace in clean.content + streams] == []
    assert streams == b"BT /F1 12 Tf 20 100 Td (page 0) Tj ET"


def test_links_to_the_web_and_within_the_document_stay():
    def bookmarked(made):
        made.Root.OpenAction = Array([made.pages[1].obj, Name.Fit])

    clean = opened(cleaned(samples.pdf(2, bookmarked, annotated("Link", A=action("URI", URI=SITE)))))
    assert (clean.Root.OpenAction[1], str(clean.pages[0].Annots[0].A.URI)) == (Name.Fit, str(SITE))


def test_fonts_with_suspicious_names_stay():
    clean = opened(cleaned(samples.pdf(1, samples.font_named_like_an_attachment)))
    assert sorted(clean.pages[0].Resources.Font.keys()) == ["/AA", "/AF", "/EF", "/F", "/F1"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (samples.pdf(1, encryption=Encryption(owner="a", user="b")), "pdf_password"),
        (samples.pdf(1, samples.dynamic_form), "pdf_form"),
        (samples.pdf(1, lambda made: made.Root.__setattr__("Collection", Dictionary())), "pdf_portfolio"),
        (samples.pdf(51), "pdf_pages"),
    ],
)
def test_a_pdf_that_nobody_could_read_later_is_refused(content, code):
    assert code_of(content) == code


def test_fifty_pages_are_taken():
    assert cleaned(samples.pdf(50)).pages == 50


def test_a_pdf_that_opens_without_a_password_is_kept_without_its_restrictions():
    clean = cleaned(samples.pdf(1, encryption=Encryption(owner="a", user="")))
    assert (opened(clean).is_encrypted, clean.pages) == (False, 1)


def test_what_stands_behind_the_end_is_gone():
    clean = cleaned(samples.pdf() + b"PK\x03\x04 canary")
    assert b"canary" not in clean.content


def test_a_sealed_pdf_without_anything_active_keeps_every_byte():
    content = samples.pdf(1, samples.signature)
    assert cleaned(content).content == content


@pytest.mark.parametrize(
    "content",
    [
        samples.pdf(1, samples.signature, samples.named_script),
        samples.pdf(1, samples.signature) + b"canary",
    ],
)
def test_a_sealed_pdf_with_more_in_it_is_rewritten_all_the_same(content):
    clean = cleaned(content)
    assert (clean.content == content, b"canary" in clean.content) == (False, False)


def test_a_pdf_that_unfolds_without_end_is_refused():
    bomb = samples.object_stream_bomb(600)
    assert (len(bomb) < 1_000_000, code_of(bomb)) == (True, "damaged")
    assert cleaned(samples.object_stream_bomb(1)).pages == 1


def test_the_same_file_is_always_cleaned_to_the_same_bytes():
    content = samples.pdf(2, samples.embedded)
    assert cleaned(content).sha256 == cleaned(content).sha256
