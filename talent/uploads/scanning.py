"""The hook for a virus scanner: ``UPLOAD_SCANNER`` names a function ``scan(content: bytes) -> bool`` (True: clean)."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils.module_loading import import_string

from talent.uploads.refusals import rejected

logger = logging.getLogger(__name__)


def scan(content: bytes) -> None:
    """Nothing where no scanner is set. Raises UploadRejected: infected, or scan_failed for anything but an answer."""
    name = getattr(settings, "UPLOAD_SCANNER", None)
    if not name:
        return
    try:
        clean = import_string(name)(content)
    except Exception as error:
        logger.exception("The upload scanner failed")
        raise rejected("scan_failed") from error
    if clean is True:
        return
    raise rejected("infected" if clean is False else "scan_failed")
