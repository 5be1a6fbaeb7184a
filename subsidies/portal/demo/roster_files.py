"""A staff roster of an employer, as HR departments make them: tidy, or with what really happens to such files."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

from subsidies.applications.models import Application
from subsidies.portal.demo.identities import SAMPLE_REGION, SAMPLE_SEQUENCE
from talent.calendars import clock
from talent.employers.models import Employer
from talent.identifiers.identity_number import check_digit
from talent.profiles.kinds import DocumentType
from talent.profiles.models import Employment

COLLEAGUES = ("吴迪", "秦岚", "石磊", "方圆", "阿力木·吐尔逊", "赵㛃")
EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
HEADINGS = ("序号", "姓名", "身份证号", "入职日期", "合同期限", "工作地点", "社保缴费月数")
UNTIDY_HEADINGS = ("序号", "姓 名", "证件\n号码", "入职时间", "劳动合同期限", "工作地点", "社保月数")

Cell = str | int | float | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person on the roster."""

    name: str
    identity_number: str
    hired_on: dt.date
    contract: str
    """As HR words it: ``36个月``, ``无固定期限``."""
    insured_months: int


def staff_of(employer: Employer) -> list[Colleague]:
    """Applicants whom the employer has still to verify, as they stated it, then made-up colleagues (two queries)."""
    cases = Application.objects.awaiting_employer().filter(employer=employer).values("person")
    stated = Employment.objects.filter(person__in=cases, person__document_type=DocumentType.RESIDENT_ID)
    known = [
        Colleague(
            each.person.name,
            each.person.identity_number,
            each.hired_on,
            _term(each),
            each.insured_months or 0,
        )
        for each in stated.select_related("person").order_by("person__name")
        if each.hired_on
    ]
    return known + [_colleague(order, name) for order, name in enumerate(COLLEAGUES)]


def _colleague(order: int, name: str) -> Colleague:
    first17 = f"{SAMPLE_REGION}{1998 + order % 4}{1 + order:02d}15{SAMPLE_SEQUENCE + 20 + order:03d}"
    hired_on = clock.today() - dt.timedelta(days=150 + 7 * order)
    return Colleague(name, first17 + check_digit(first17), hired_on, "36个月", 5)


def _term(employment: Employment) -> str:
    return "无固定期限" if employment.open_ended else f"{employment.contract_months or 0}个月"


def _tidy(number: int, person: Colleague) -> Row:
    hired_on = person.hired_on.isoformat()
    return (
        number,
        person.name,
        person.identity_number,
        hired_on,
        person.contract,
        "长春",
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
    contract = "3年" if person.contract == "36个月" else person.contract
    identity = f" {person.identity_number.lower() if number % 2 else person.identity_number.replace('X', 'Ｘ')} "
    return (number, person.name, identity, spelled[number % 3], contract, "吉林省长春市", person.insured_months)


def clean(staff: list[Colleague]) -> list[Row]:
    """A heading and a row for each person."""
    return [HEADINGS, *(_tidy(number, person) for number, person in enumerate(staff, 1))]


def messy(staff: list[Colleague]) -> list[Row]:
    """A title above untidy headings, a blank row, a total: odd to look at, and nothing in it is wrong."""
    rows = [_untidy(number, person) for number, person in enumerate(staff, 1)]
    return [("在职人员花名册",), (), UNTIDY_HEADINGS, *rows, (), ("合计", f"{len(rows)} 人")]


def ruined(staff: list[Colleague]) -> list[Row]:
    """The first identity number was kept as a number, so that Excel lost its last digits."""
    heading, first, *others = clean(staff)
    return [heading, (*first[:2], float(staff[0].identity_number[:15] + "000"), *first[3:]), *others]


def twice(staff: list[Colleague]) -> list[Row]:
    """The first person stands on it a second time."""
    return [*clean(staff), _tidy(len(staff) + 1, staff[0])]


FLAVOURS: dict[str, Callable[[list[Colleague]], list[Row]]] = {
    "clean": clean,
    "messy": messy,
    "ruined": ruined,
    "twice": twice,
}


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
