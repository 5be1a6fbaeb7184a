"""A PDF written anew: the same pages, nothing that acts, nothing hidden before or behind it."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from talent.uploads.cleaning.active_content import disarm
from talent.uploads.cleaning.process import Answer, Refused, serve

_TAIL_BYTES = 2048
_SIGNATURES_EXIST = 1  # SigFlags, ISO 32000-1 table 219


def clean_pdf(source: Path, target: Path, limits: dict[str, int]) -> Answer:
    """Write the copy. Raises Refused.

    A file that bears an electronic signature and held nothing active is copied byte by byte, or its seal would look
    forged to whoever checks it.
    """
    memory = limits["max_memory_megabytes"] * 1024 * 1024 // 4
    pikepdf.settings.set_qpdf_limits(flate_max_memory=memory, run_length_max_memory=memory, doc_max_warnings=1000)
    content = source.read_bytes()
    end = content.rfind(b"%%EOF", -_TAIL_BYTES)
    if end < 0:
        raise Refused("damaged")
    try:
        with pikepdf.open(source) as pdf:
            pages = _checked_pages(pdf, limits["max_pages"])
            signed = _is_signed(pdf)
            removed = disarm(pdf)
            pdf.save(
                target,
                encryption=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                deterministic_id=True,
            )
    except pikepdf.PasswordError as error:
        raise Refused("pdf_password") from error
    if signed and not removed and content.startswith(b"%PDF-") and not content[end + len(b"%%EOF") :].strip():
        target.write_bytes(content)
    with pikepdf.open(target) as written:
        if len(written.pages) != pages:
            raise Refused("damaged")
    return {"kind": "pdf", "width": None, "height": None, "pages": pages}


def _checked_pages(pdf: pikepdf.Pdf, most: int) -> int:
    if "/Collection" in pdf.Root:
        raise Refused("pdf_portfolio")
    form = pdf.Root.get("/AcroForm")
    if bool(pdf.Root.get("/NeedsRendering", False)) and isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise Refused("pdf_form")
    pages = len(pdf.pages)
    if pages > most:
        raise Refused("pdf_pages")
    if not pages:
        raise Refused("damaged")
    return pages


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and bool(int(form.get("/SigFlags", 0)) & _SIGNATURES_EXIST)


if __name__ == "__main__":
    serve(clean_pdf)
