"""The bank templates that come with the portal: one TOML each in ``fixtures/bank_templates``, named by its code."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from subsidies.payments.bank_templates import TemplateSpec, spec_from

GENERIC = "generic"
"""The one that a batch gets when nobody chooses."""
_NAMESPACE = UUID("6f1d5f1e-0d0c-5b5e-9a51-7a4a5b6c2f10")


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    """A template as its file says; the key is the same in every installation."""

    code: str
    name: str
    in_use: bool
    spec: TemplateSpec

    @property
    def pk(self) -> UUID:
        """The key of its first version."""
        return key_of(self.code)


def key_of(code: str) -> UUID:
    """The key of the first version of a shipped template."""
    return uuid.uuid5(_NAMESPACE, f"{code}:1")


def shipped_templates() -> Iterator[ShippedTemplate]:
    """Every shipped template, by code."""
    for path in sorted((Path(settings.BASE_DIR) / "fixtures" / "bank_templates").glob("*.toml")):
        with path.open("rb") as source:
            table = tomllib.load(source)
        yield ShippedTemplate(path.stem, table["name"], table["in_use"], spec_from(table["spec"]))
