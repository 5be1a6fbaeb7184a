"""Files that people bring: scans, a roster as an HR department makes it, a bank's return for its file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from openpyxl import Workbook
from PIL import Image

from talent.identifiers.identity_number import check_digit


def identity_number(born_on: dt.date, order: int) -> str:
    """A valid, made-up number."""
    first17 = f"220104{born_on:%Y%m%d}{order:03d}"
    return first17 + check_digit(first17)


def card_number(order: int) -> str:
    """A 19-digit card number with a right check digit."""
    digits = [int(digit) for digit in f"622202880000{order:06d}"]
    doubled = [sum(divmod(digit * 2, 10)) if place % 2 else digit for place, digit in enumerate(digits)]
    return "".join(map(str, digits)) + str(-sum(doubled) % 10)


def scan(folder: Path, name: str) -> Path:
    """A photo as a phone takes it."""
    path = folder / f"{name}.jpg"
    Image.new("RGB", (1200, 900), "#e8e2d4").save(path, "JPEG")
    return path


def roster(folder: Path, people: list[tuple[str, str, dt.date]]) -> Path:
    """A staff roster: title above the header, synonyms, dates in several spellings, a total row, lower-case x."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "在职人员"
    sheet.append(["一汽解放集团股份有限公司2026年新入职人员花名册"])
    sheet.append([])
    sheet.append(["序号", "姓 名", "身份证号", "入职时间", "劳动合同期限", "工作地点", "社保月数"])
    for number, (name, identity, hired_on) in enumerate(people, 1):
        spelled = f"{hired_on.year}年{hired_on.month}月{hired_on.day}日" if number % 2 else hired_on
        sheet.append([number, name, identity.lower(), spelled, "3年", "吉林省长春市", 6])
    sheet.append(["合计", len(people)])
    path = folder / "花名册.xlsx"
    book.save(path)
    return path


def bank_return(folder: Path, bank_file: Path, *, fails: str = "") -> Path:
    """What the bank sends back for its file: every row with its result; the account of ``fails`` is refused."""
    rows = list(csv.reader(io.StringIO(bank_file.read_bytes().decode("gb18030"))))
    header, *lines = rows
    holder = next(place for place, title in enumerate(header) if "户名" in title or "姓名" in title)
    answered = [[*header, "处理结果", "失败原因"]]
    for line in lines:
        failed = bool(fails) and line[holder] == fails
        answered.append([*line, "失败" if failed else "成功", "户名不符" if failed else ""])
    text = io.StringIO()
    csv.writer(text).writerows(answered)
    path = folder / "回盘.csv"
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path
