import datetime

import pytest

from talent.identifiers import documents
from talent.identifiers.documents import DocumentType, InvalidDocumentNumber
from talent.identifiers.identity_number import check_digit

RESIDENT = "11010519491231002X"
HONG_KONG = "81000019900101001" + check_digit("81000019900101001")
FOREIGN = "92284019850615003" + check_digit("92284019850615003")


def code_of(document_type: str, number: str) -> str:
    with pytest.raises(InvalidDocumentNumber) as refusal:
        documents.validate(document_type, number)
    return refusal.value.code


@pytest.mark.parametrize(
    ("document_type", "number", "normal"),
    [
        (DocumentType.RESIDENT_ID, "11010519491231002ｘ", RESIDENT),
        ("resident_id", RESIDENT, RESIDENT),
        (DocumentType.HMT_RESIDENCE_PERMIT, f" {HONG_KONG} ", HONG_KONG),
        (DocumentType.HMT_RESIDENCE_PERMIT, "83000019900101001" + check_digit("83000019900101001"), None),
        (DocumentType.PASSPORT, "e1234 5678", "E12345678"),
        (DocumentType.PASSPORT, "Ｅ１２３４５６７８", "E12345678"),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, "can110108010001", "CAN110108010001"),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, FOREIGN, FOREIGN),
    ],
)
def test_a_right_number_is_brought_to_its_normal_spelling(document_type, number, normal):
    assert documents.validate(document_type, number) == (normal or number)


@pytest.mark.parametrize(
    ("document_type", "number", "code"),
    [
        (DocumentType.RESIDENT_ID, HONG_KONG, "document_type"),
        (DocumentType.RESIDENT_ID, FOREIGN, "region"),
        (DocumentType.RESIDENT_ID, "110105194912310021", "checksum"),
        (DocumentType.RESIDENT_ID, "2.20102E+17", "scientific_notation"),
        (DocumentType.HMT_RESIDENCE_PERMIT, RESIDENT, "region"),
        (DocumentType.HMT_RESIDENCE_PERMIT, HONG_KONG[:17] + ("0" if HONG_KONG[17] != "0" else "1"), "checksum"),
        (DocumentType.PASSPORT, "E123", "format"),
        (DocumentType.PASSPORT, "E" * 18, "format"),
        (DocumentType.PASSPORT, "E1234567号", "format"),
        (DocumentType.PASSPORT, "1.23E+08", "scientific_notation"),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, "CAN11010801000", "format"),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, RESIDENT, "format"),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, FOREIGN[:16] + "4" + FOREIGN[17:], "checksum"),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, FOREIGN[:10] + "13" + FOREIGN[12:], "birth_date"),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, FOREIGN[:17], "length"),
    ],
)
def test_a_wrong_number_has_its_code(document_type, number, code):
    assert code_of(document_type, number) == code


@pytest.mark.parametrize(
    ("document_type", "number", "born_on"),
    [
        (DocumentType.RESIDENT_ID, RESIDENT, datetime.date(1949, 12, 31)),
        (DocumentType.HMT_RESIDENCE_PERMIT, HONG_KONG, datetime.date(1990, 1, 1)),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, FOREIGN, datetime.date(1985, 6, 15)),
        (DocumentType.FOREIGN_PERMANENT_RESIDENT, "CAN110108010001", None),
        (DocumentType.PASSPORT, "123456198001011234"[:17], None),
    ],
)
def test_the_birth_date_is_read_where_the_number_states_it(document_type, number, born_on):
    assert documents.born_on(document_type, number) == born_on


@pytest.mark.parametrize("document_type", [kind for kind in DocumentType if kind != DocumentType.PASSPORT])
def test_numbers_of_people_born_after_the_day_asked_about_are_refused(document_type):
    number = {"resident_id": "220102", "hmt_residence_permit": "810000"}.get(document_type, "922840") + "20250102001"
    with pytest.raises(InvalidDocumentNumber) as refusal:
        documents.validate(document_type, number + check_digit(number), on=datetime.date(2025, 1, 1))
    assert refusal.value.code == "birth_date"


def test_an_unknown_type_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="driving_licence"):
        documents.validate("driving_licence", "1")
