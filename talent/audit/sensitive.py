"""Numbers that must not stand in the log: identity documents, bank accounts, phones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

MASK = "［已隐去］"

_EDGE_BEFORE, _EDGE_AFTER = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_NUMBER = re.compile(
    rf"{_EDGE_BEFORE}(?:"
    r"(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}"  # a mobile phone
    r"|\d{17}[0-9Xx]"  # an identity number
    r"|\d{4}(?:[ -]?\d{4}){2,3}[ -]?\d{3}(?:[ -]?\d{1,4})?"  # a card number in groups of four
    r"|\d{15,21}"  # an account, or an identity number of 15 digits
    rf"){_EDGE_AFTER}"
)


def looks_personal(text: str) -> bool:
    """Whether ``text`` holds what looks like a number of an identity document, a bank account or a mobile phone."""
    return _NUMBER.search(_UUID.sub("-", unicodedata.normalize("NFKC", text))) is not None


def redact(text: str) -> str:
    """``text`` with such numbers replaced; a text without any comes back as it was."""
    if not looks_personal(text):
        return text
    parts = _UUID.split(normal := unicodedata.normalize("NFKC", text))
    kept = [*_UUID.findall(normal), ""]
    return "".join(_NUMBER.sub(MASK, part) + uuid for part, uuid in zip(parts, kept, strict=True))


def personal_places(value: Any, place: str = "") -> Iterator[str]:
    """The places in nested JSON (``lines[2].note``) whose key or value looks like such a number."""
    if isinstance(value, dict):
        for key, each in value.items():
            name = f"{place}.{key}" if place else str(key)
            if looks_personal(str(key)):
                yield name
            yield from personal_places(each, name)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from personal_places(each, f"{place}[{number}]")
    elif isinstance(value, str | int) and not isinstance(value, bool) and looks_personal(str(value)):
        yield place


def redact_json(value: Any) -> Any:
    """Nested JSON with such numbers replaced, in keys and values."""
    if isinstance(value, dict):
        return {redact(str(key)): redact_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [redact_json(each) for each in value]
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, int) and not isinstance(value, bool) and looks_personal(str(value)):
        return MASK
    return value
