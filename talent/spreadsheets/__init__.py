"""Spreadsheets that come in from people and go out to them: reading without trust, writing without surprises.

``reading.read_table`` reads XLSX, XLS, CSV and saved web pages in a limited process of its own; ``cells`` turns raw
cells into values or into errors that name sheet, cell and fix; ``writing`` and ``annotated`` make files for people
and for banks.
"""
