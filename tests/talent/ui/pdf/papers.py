"""What the tests of papers ask a PDF, by the tools that readers of papers use."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from talent.ui.pdf.tables import TableColumn


def asked(tool: str, content: bytes, folder: Path, *options: str) -> str:
    """Output of one of poppler's tools."""
    file = folder / "paper.pdf"
    file.write_bytes(content)
    return subprocess.run(
        [tool, *options, str(file), *(["-"] if tool == "pdftotext" else [])], capture_output=True, text=True, check=True
    ).stdout


def text_of(content: bytes, folder: Path) -> str:
    """The text as it is copied out, without blanks and line ends."""
    return "".join(asked("pdftotext", content, folder, "-layout").split())


def pages_of(content: bytes, folder: Path) -> list[str]:
    """The text of each page."""
    return asked("pdftotext", content, folder, "-layout").split("\f")[:-1]


COLUMNS = (
    TableColumn("序号", 0.5, "centre"),
    TableColumn("姓名", 1),
    TableColumn("金额（元）", 1, "right", summed=True),
)


def people(count: int) -> Sequence[tuple[str, str, int]]:
    """Rows for ``COLUMNS``."""
    return [(str(number), f"张三{number}", 1000 * number) for number in range(1, count + 1)]
