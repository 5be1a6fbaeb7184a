"""A staff roster of an employer, as HR departments make them: tidy, or with what really happens to such files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

from subsidies.portal.demo.roster_staff import IN_CITY, Colleague
from talent.profiles.kinds import DocumentType

EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
HEADINGS = ("序号", "姓名", "证件号码", "证件类型", "入职日期", "合同期限", "工作地点", "社保缴费月数")
UNTIDY_HEADINGS = ("序号", "姓 名", "证件\n号码", "证件种类", "入职时间", "劳动合同期限", "工作地点", "社保月数")
DOCUMENTS = {
    DocumentType.RESIDENT_ID: "居民身份证",
    DocumentType.PASSPORT: "护照",
    DocumentType.FOREIGN_PERMANENT_RESIDENT: "外国人永久居留身份证",
    DocumentType.HMT_RESIDENCE_PERMIT: "港澳台居民居住证",
}
BLANK_LINES_BELOW = 3

Cell = str | int | float | None
Row = tuple[Cell, ...]


def _tidy(number: int, person: Colleague) -> Row:
    return (
        number,
        person.name,
        person.identity_number,
        DOCUMENTS[person.document_type],
        person.hired_on.isoformat(),
        person.contract,
        person.place,
        person.insured_months,
    )


def _untidy(number: int, person: Colleague) -> Row:
    """Days as text in two spellings and as serial numbers; small and full-width x; spaces; years for months."""
    day = person.hired_on
    spelled: tuple[Cell, ...] = (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        (day - EXCEL_DAY_ZERO).days,
    )
    document = DOCUMENTS[person.document_type].removeprefix("居民")
    identity = f" {person.identity_number.lower() if number % 2 else person.identity_number.replace('X', 'Ｘ')} "
    return (
        number,
        person.name,
        identity,
        document,
        spelled[number % 3],
        _in_years(person),
        _far_out(person),
        person.insured_months,
    )


def _exported(number: int, person: Colleague) -> Row:
    """What becomes of a row that goes through Excel into a text file: nothing but text is left.

    Numbers are kept from becoming 2.2E+17 in three ways, days have the three spellings of three computers, names of
    two characters are drawn apart to stand flush with those of three, and another dot stands in long ones.
    """
    day = person.hired_on
    kept = (f"\t{person.identity_number}", f"'{person.identity_number}", f'="{person.identity_number}"')
    spelled = (f"{day.year}/{day.month}/{day.day}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日")
    name = "\u3000".join(person.name) if len(person.name) == len("吴迪") else person.name.replace("·", "•")
    months = "" if person.insured_months is None else f"{person.insured_months}个月"
    document = DOCUMENTS[person.document_type]
    return number, name, kept[number % 3], document, spelled[number % 3], _in_years(person), _far_out(person), months


def _in_years(person: Colleague) -> str:
    return "3年" if person.contract == "36个月" else person.contract


def _far_out(person: Colleague) -> str:
    return "吉林省长春市" if person.place == IN_CITY else person.place


def clean(staff: list[Colleague]) -> list[Row]:
    """A heading and a row for each person."""
    return [HEADINGS, *(_tidy(number, person) for number, person in enumerate(staff, 1))]


def messy(staff: list[Colleague]) -> list[Row]:
    """A title above untidy headings, a blank row, a total: odd to look at, and nothing in it is wrong."""
    return _dressed_up([_untidy(number, person) for number, person in enumerate(staff, 1)])


def exported(staff: list[Colleague]) -> list[Row]:
    """As messy as a text file can be, with blank lines at the end; nothing in it is wrong either."""
    rows = _dressed_up([_exported(number, person) for number, person in enumerate(staff, 1)])
    return [*rows, *[()] * BLANK_LINES_BELOW]


def ruined(staff: list[Colleague]) -> list[Row]:
    """The first identity number was kept as a number, so that Excel lost its last digits."""
    rows = clean(staff)
    place = next(n for n, person in enumerate(staff, 1) if person.document_type == DocumentType.RESIDENT_ID)
    rows[place] = (*rows[place][:2], float(staff[place - 1].identity_number[:15] + "000"), *rows[place][3:])
    return rows


def twice(staff: list[Colleague]) -> list[Row]:
    """The first person stands on it a second time."""
    return [*clean(staff), _tidy(len(staff) + 1, staff[0])]


def _dressed_up(rows: list[Row]) -> list[Row]:
    return [("在职人员花名册",), (), UNTIDY_HEADINGS, *rows, (), ("合计", f"{len(rows)} 人")]


def as_xlsx(rows: list[Row], *, sheet_name: str = "花名册") -> bytes:
    """The rows as a workbook."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = sheet_name
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_csv(rows: list[Row]) -> bytes:
    """The rows as Chinese Excel saves them as text: GB18030, every line as wide as the widest, blank ones commas."""
    width = max(map(len, rows))
    text = io.StringIO(newline="")
    csv.writer(text).writerows([*row, *[None] * (width - len(row))] for row in rows)
    return text.getvalue().encode("gb18030")


@dataclass(frozen=True, slots=True)
class Flavour:
    """What happens to a roster on its way, and how it is written; ``suffix`` names the kind of file."""

    rows: Callable[[list[Colleague]], list[Row]]
    write: Callable[[list[Row]], bytes] = as_xlsx
    suffix: str = "xlsx"

    def content(self, staff: list[Colleague]) -> bytes:
        """The file."""
        return self.write(self.rows(staff))


FLAVOURS = {
    "clean": Flavour(clean),
    "messy": Flavour(messy),
    "csv": Flavour(exported, as_csv, "csv"),
    "ruined": Flavour(ruined),
    "twice": Flavour(twice),
}
