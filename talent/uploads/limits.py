"""How much an upload may hold. Each figure can be set in the settings under its name with UPLOAD_ in front."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

from django.conf import settings

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of the file, pixels of an image, longest side it is kept with, pages of a PDF; bounds of the cleaning."""

    max_bytes: int = 10 * MEGABYTE
    max_pixels: int = 50_000_000
    max_side: int = 2400
    max_pages: int = 50
    max_seconds: int = 10
    max_memory_megabytes: int = 1024

    @classmethod
    def from_settings(cls) -> Self:
        """The limits in force."""
        named = {field.name: getattr(settings, f"UPLOAD_{field.name.upper()}", None) for field in fields(cls)}
        return cls(**{name: value for name, value in named.items() if value is not None})
