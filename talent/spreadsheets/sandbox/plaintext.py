"""CSV and other delimited text in the encodings that Chinese programs write."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from talent.spreadsheets.sandbox.limits import Limits
from talent.spreadsheets.sandbox.refusals import Refused
from talent.spreadsheets.sandbox.sheets import Cell, Sheet

DELIMITERS = (",", "\t", ";", "|")
# The three bytes of a common Chinese character in UTF-8; in GB18030 text they would be one and a half characters.
UTF8_HAN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){2}")
FIELD_END = re.compile(rb"[,;\t|\r]")
FORCED_TEXT = re.compile(r'\A="([^"]*)"\Z')


def decode(content: bytes) -> str:
    """Turn bytes into text: by byte order mark, else strict UTF-8, else GB18030.

    Raises:
        Refused: ``unknown_encoding``, ``mixed_encoding`` or ``null_characters``, each with the line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _checked(_strictly(content, "utf-16"))
    if content.startswith(b"\xef\xbb\xbf"):
        return _checked(_strictly(content, "utf-8-sig"))
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        _refuse_mixture(content)
        return _checked(_strictly(content, "gb18030"))


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("unknown_encoding", line=content[: error.start].count(b"\n") + 1) from error


def _refuse_mixture(content: bytes) -> None:
    """A file that is not UTF-8 but has fields that clearly are would come out with wrong names, not with an error."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        if UTF8_HAN.search(line) and any(map(_is_utf8_chinese, FIELD_END.split(line))):
            raise Refused("mixed_encoding", line=number)


def _is_utf8_chinese(field: bytes) -> bool:
    try:
        field.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return UTF8_HAN.search(field) is not None


def _checked(text: str) -> str:
    place = text.find("\x00")
    if place >= 0:
        raise Refused("null_characters", line=text.count("\n", 0, place) + 1)
    return text


def read_delimited(text: str, delimiter: str, limits: Limits) -> Sheet:
    """One sheet without a name; a quote that is never closed is refused instead of swallowing the rest."""
    return Sheet("", _records(text, delimiter, limits))


def _records(text: str, delimiter: str, limits: Limits) -> Iterator[Sequence[Cell]]:
    csv.field_size_limit(limits.max_cell_characters)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for record in reader:
            before = reader.line_num
            yield [_plain(value) for value in record]
    except csv.Error as error:
        code = "cell_too_long" if "field larger" in str(error) else "broken_quotes"
        raise Refused(code, line=before + 1) from error


def _plain(value: str) -> Cell:
    if value.startswith('="'):
        forced = FORCED_TEXT.match(value)
        return forced.group(1) if forced else value
    return value or None
