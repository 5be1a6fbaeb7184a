"""The number of an identity document on a roster: mostly citizens' numbers, now and then a passport among them."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import gettext_lazy as _

from talent.identifiers import documents
from talent.identifiers.characters import compact
from talent.identifiers.documents import DocumentType, InvalidDocumentNumber
from talent.identifiers.identity_number import birth_date
from talent.spreadsheets import cells
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.values import CellValue

SPOILT = frozenset({"ruined_number", "scientific_notation", "uncalculated", "error_value", "merged"})
CITIZEN_LENGTH = 18
PERMANENT_RESIDENT_BEFORE_2023 = re.compile(r"[A-Z]{3}[0-9]{12}")
EVIDENTLY_A_PASSPORT = re.compile(r"(?=.*[A-Z])(?=.*[0-9])[0-9A-Z]{7,10}")
HMT_STARTS = ("81", "82", "83")
ADD_A_COLUMN = _("如果是护照等其他证件，请在表里加一列“证件类型”，写明证件名称。")

document_type = cells.one_of(
    {
        "居民身份证": DocumentType.RESIDENT_ID,
        "身份证": DocumentType.RESIDENT_ID,
        "二代身份证": DocumentType.RESIDENT_ID,
        "中华人民共和国居民身份证": DocumentType.RESIDENT_ID,
        "护照": DocumentType.PASSPORT,
        "外国护照": DocumentType.PASSPORT,
        "中国护照": DocumentType.PASSPORT,
        "外国人永久居留身份证": DocumentType.FOREIGN_PERMANENT_RESIDENT,
        "外国人永久居留证": DocumentType.FOREIGN_PERMANENT_RESIDENT,
        "港澳台居民居住证": DocumentType.HMT_RESIDENCE_PERMIT,
        "港澳居民居住证": DocumentType.HMT_RESIDENCE_PERMIT,
        "台湾居民居住证": DocumentType.HMT_RESIDENCE_PERMIT,
    }
)
"""Parser of the column 证件类型."""


class CitizenNumber(str):
    """A number that was checked as a citizen's already: twenty thousand rows are not checked twice."""

    __slots__ = ()


def number_as_written(value: CellValue) -> str:
    """The number in capitals without blanks, if not a citizen's not yet checked: its type may stand in another column.

    Raises CellProblem where the spreadsheet has lost digits.
    """
    try:
        return CitizenNumber(cells.identity_number(value))
    except CellProblem as problem:
        if problem.code in SPOILT:
            raise
    return compact(cells.text(value).removeprefix("'"))


def checked_number(number: str, stated_type: str | None, *, on: dt.date) -> tuple[str, dt.date | None]:
    """The number in its normal spelling, checked as the type stated or, where none is, as what it looks like.

    Returns it with the day of birth that it tells; nobody is born after ``on``. Raises CellProblem.
    """
    if stated_type is None and isinstance(number, CitizenNumber) and (born_on := birth_date(number)) <= on:
        return str(number), born_on
    kind = DocumentType(stated_type) if stated_type else likely_type(number)
    try:
        normal = documents.validate(kind, number, on=on)
    except InvalidDocumentNumber as wrong:
        clear_type = stated_type or len(number) == CITIZEN_LENGTH
        raise CellProblem(wrong.code, wrong.message, "" if clear_type else ADD_A_COLUMN) from None
    return normal, documents.born_on(kind, normal)


def likely_type(number: str) -> DocumentType:
    """What a number without a stated type most likely is; digits alone are never taken for a passport."""
    if len(number) == CITIZEN_LENGTH and number.startswith("9"):
        return DocumentType.FOREIGN_PERMANENT_RESIDENT
    if len(number) == CITIZEN_LENGTH and number.startswith(HMT_STARTS):
        return DocumentType.HMT_RESIDENCE_PERMIT
    if PERMANENT_RESIDENT_BEFORE_2023.fullmatch(number):
        return DocumentType.FOREIGN_PERMANENT_RESIDENT
    if EVIDENTLY_A_PASSPORT.fullmatch(number):
        return DocumentType.PASSPORT
    return DocumentType.RESIDENT_ID
