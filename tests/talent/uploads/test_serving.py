import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404

from talent.uploads.serving import serve_private


@pytest.fixture
def stored(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    return default_storage.save("a.pdf", ContentFile(b"%PDF-1.7 content"))


def test_a_download_carries_its_chinese_name_and_every_guard(rf, stored):
    response = serve_private(rf.get("/"), stored, "application/pdf", "张三 学位证书.pdf")
    assert (b"".join(response.streaming_content), response.status_code) == (b"%PDF-1.7 content", 200)
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": "16",
        "Content-Disposition": (
            "attachment; filename*=utf-8''%E5%BC%A0%E4%B8%89_%E5%AD%A6%E4%BD%8D%E8%AF%81%E4%B9%A6.pdf"
        ),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "X-Frame-Options": "DENY",
    }


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png", "application/pdf"])
def test_evidence_can_be_shown_in_our_own_pages(rf, stored, content_type):
    response = serve_private(rf.get("/"), stored, content_type, "a.png", inline=True)
    response.file_to_stream.close()
    assert (response["Content-Disposition"], response["Content-Security-Policy"], response["X-Frame-Options"]) == (
        'inline; filename="a.png"',
        "default-src 'none'; frame-ancestors 'self'; sandbox",
        "SAMEORIGIN",
    )


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "text/csv", "application/xhtml+xml"])
def test_other_types_are_never_shown_even_when_asked(rf, stored, content_type):
    response = serve_private(rf.get("/"), stored, content_type, "a.html", inline=True)
    response.file_to_stream.close()
    assert (response["Content-Disposition"], response["X-Frame-Options"]) == ('attachment; filename="a.html"', "DENY")


def test_a_name_cannot_add_headers(rf, stored):
    response = serve_private(rf.get("/"), stored, "text/csv", 'a"\r\nSet-Cookie: x.csv')
    response.file_to_stream.close()
    assert (response["Content-Disposition"], "Set-Cookie" in response) == (
        'attachment; filename="a_Set-Cookie_x.csv"',
        False,
    )


def test_a_file_that_is_gone_is_not_found(rf, stored):
    default_storage.delete(stored)
    with pytest.raises(Http404):
        serve_private(rf.get("/"), stored, "application/pdf", "a.pdf")
