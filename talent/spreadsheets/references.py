"""Names of cells as spreadsheet programs show them."""

from __future__ import annotations


def column_letters(index: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26. Raises ValueError for a negative index."""
    if index < 0:
        raise ValueError("columns count from 0")
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_reference(row_number: int, column_index: int) -> str:
    """``C12`` for row number 12 (from 1) and column index 2 (from 0)."""
    return f"{column_letters(column_index)}{row_number}"
