"""Handing out a private file after the view has checked that this person may have it."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

from talent.uploads.file_names import safe_file_name

SHOWN_IN_PAGE = frozenset({"image/jpeg", "image/png", "application/pdf"})


def serve_private(
    request: HttpRequest, storage_name: str, content_type: str, download_name: str, *, inline: bool = False
) -> FileResponse:
    """The file as a download or, ``inline`` and of a type in SHOWN_IN_PAGE, to be shown in a page of this portal.

    It is never kept by a cache, never guessed to be of another type, and can run nothing. Raises Http404 when the
    file is not there.
    """
    try:
        opened = default_storage.open(storage_name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    shown = inline and content_type in SHOWN_IN_PAGE
    response = FileResponse(
        opened, as_attachment=not shown, filename=safe_file_name(download_name), content_type=content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    ancestors = "'self'" if shown else "'none'"
    response["Content-Security-Policy"] = f"default-src 'none'; frame-ancestors {ancestors}; sandbox"
    response["X-Frame-Options"] = "SAMEORIGIN" if shown else "DENY"
    return response
