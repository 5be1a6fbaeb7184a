"""Where uploads and produced files lie: outside of everything a web server hands out."""

from __future__ import annotations

import os
import re
import uuid
from pathlib import Path
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from talent.calendars import clock

_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")


@deconstructible(path="talent.uploads.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Files below ``settings.PRIVATE_ROOT`` under names of our own making, for the portal alone, without URL."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        """PRIVATE_ROOT, read each time. Raises ImproperlyConfigured where it lies inside STATIC_ROOT or MEDIA_ROOT."""
        root = Path(settings.PRIVATE_ROOT).resolve()
        for public in (settings.STATIC_ROOT, settings.MEDIA_ROOT):
            if public and root.is_relative_to(Path(public).resolve()):
                raise ImproperlyConfigured("PRIVATE_ROOT must not lie inside STATIC_ROOT or MEDIA_ROOT.")
        return str(root)

    @property
    def location(self) -> str:
        """The same as an absolute path."""
        return self.base_location

    def generate_filename(self, filename: str | os.PathLike[str]) -> str:
        """``2024/02/29/<uuid4>.<extension>``; of the given name only a plain extension is kept."""
        suffix = Path(str(filename)).suffix.lower()
        extension = suffix if _EXTENSION.fullmatch(suffix) else ""
        return f"{clock.real_today():%Y/%m/%d}/{uuid.uuid4()}{extension}"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A new name each time."""
        return self.generate_filename(name)

    def url(self, name: str | None) -> NoReturn:
        """There is none: files are handed out by ``serve_private`` after a permission check."""
        raise ValueError("Private files have no URL.")

    def _save(self, name: str, content: File[Any] | IO[Any]) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]  # the stubs lack it
        # A row that names the file may be committed right after this: the file must survive a power cut by then.
        for path in (Path(self.path(saved)), Path(self.path(saved)).parent):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved
