"""A file that was made for this answer alone."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from talent.uploads.file_names import safe_file_name

PDF = "application/pdf"
ZIP = "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def handed_out(content: bytes, file_name: str, content_type: str) -> HttpResponse:
    """The file as a download that no cache keeps."""
    response = HttpResponse(content, content_type=content_type)
    name = safe_file_name(file_name)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
