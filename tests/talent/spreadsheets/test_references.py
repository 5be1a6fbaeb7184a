import pytest
from openpyxl.utils import get_column_letter

from talent.spreadsheets.references import cell_reference, column_letters


def test_letters_are_those_of_spreadsheet_programs():
    assert [column_letters(index) for index in range(16_384)] == [
        get_column_letter(index + 1) for index in range(16_384)
    ]


def test_a_reference_joins_letters_and_row():
    assert cell_reference(12, 2) == "C12"


def test_columns_do_not_count_below_nought():
    with pytest.raises(ValueError, match="columns count from 0"):
        column_letters(-1)
