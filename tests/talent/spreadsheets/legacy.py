"""A writer of the smallest XLS (BIFF8 in an OLE container), because no library that writes them is kept any more."""

import io
import struct
from collections.abc import Sequence

SECTOR = 512
END_OF_CHAIN, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALLEST_STREAM = 4096


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff(rows: Sequence[Sequence[str | float | None]]) -> bytes:
    """Globals with one sheet called ``表``, then the sheet."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600))
    name = struct.pack("<BB", 1, 1) + "表".encode("utf-16-le")
    place = len(begin) + 4 + 6 + len(name) + 4
    book = begin + record(0x0085, struct.pack("<IBB", place, 0, 0) + name) + record(0x000A, b"")
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600))
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                sheet += record(0x0204, struct.pack("<HHH", number, index, 0) + text)
            elif value is not None:
                sheet += record(0x0203, struct.pack("<HHHd", number, index, 0, value))
    return book + sheet + record(0x000A, b"")


def entry(name: str, kind: int, *, child: int = FREE, start: int = END_OF_CHAIN, size: int = 0) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def xls(rows: Sequence[Sequence[str | float | None]]) -> io.BytesIO:
    """The file: header, one FAT sector, one directory sector, then the workbook stream."""
    stream = biff(rows)
    stream = stream.ljust(max(SMALLEST_STREAM, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    chain = [*range(3, sectors + 2), END_OF_CHAIN]
    fat = struct.pack(f"<{2 + sectors}I", FAT_SECTOR, END_OF_CHAIN, *chain).ljust(SECTOR, b"\xff")
    directory = entry("Root Entry", 5, child=1) + entry("Workbook", 2, start=2, size=len(stream)) + entry("", 0) * 2
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST_STREAM, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    header += struct.pack("<I", 0).ljust(436, b"\xff")
    return io.BytesIO(header + fat + directory + stream)
