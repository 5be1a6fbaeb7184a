"""The columns that a staff roster may have, and how each is understood."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from talent.employers.imports import contract_dates, education
from talent.employers.imports.contract_dates import contract_end, contract_start
from talent.employers.imports.employment_status import is_employed, name_without_status
from talent.employers.imports.identity_documents import document_type, number_as_written
from talent.employers.imports.places import NOT_A_STREET, named_place
from talent.employers.imports.unsaid import NOT_SAID
from talent.spreadsheets import cells
from talent.spreadsheets.cells import ContractTerm
from talent.spreadsheets.characters import half_width
from talent.spreadsheets.errors import CellProblem
from talent.spreadsheets.reading import Column
from talent.spreadsheets.values import CellValue, Spoilt

LONGEST_MONTHS = 1200
"""Nobody works for a hundred years: what is longer is a slip, often a date."""
SHORTEST_BARE_MONTHS = 12
"""A term written as a bare number below this may be months or years."""
IN_THE_CITY = re.compile(f"长春{NOT_A_STREET}")
PLAIN_PLACE = re.compile(
    r"(?:中国)?(?:吉林省?)?[\s,，·-]*长春市?"
    r"(?:[\s,，·()（）-]*\w*(?:区|县|镇|乡|街|道|路|号|楼|园|厂|城|基地|总部|本部|院|公司)[\s)）]*)?"
)
"""The city, or an address in it, and nothing else."""
UNCERTAIN = re.compile(r"[不非外原曾现除驻派借调兼]|编制|异地|→|->")
NOT_THERE = re.compile(r"^\W*(?:[不未曾]|非(?!洲)|原(?!平)|not\b|former)|→|->|编制|调回|调入")
"""Words that turn round, or make past, what stands beside them."""
LOCAL = ("本市", "本地", "市内", "当地")
BARE_NUMBER = re.compile(r"\d{1,4}(?:\.\d*)?")
STAFF_NUMBER = re.compile(r"\s*[(（\[【]\s*(?:工号)?[:：]?\s*[A-Za-z]{0,4}[-_]?\d{3,12}\s*[)）\]】]\s*$")
remembered = lru_cache(maxsize=2048, typed=True)
"""For parsers of columns in which thousands of rows say the same few things; none of these values is personal."""


def staff_name(value: CellValue) -> str:
    """A person's name, without a staff number or 在职 in brackets behind it. Raises CellProblem, also at 离职."""
    return cells.name(name_without_status(STAFF_NUMBER.sub("", value)) if isinstance(value, str) else value)


@remembered
def works_in_city(value: CellValue) -> bool | None:
    """Yes or no, or a place of work: in the city, or a named other one; None where the cell says that it does not say.

    Raises:
        CellProblem: the words make it doubtful (不在长春, 长春（派驻天津）), or name no place that is known (同上).
    """
    place = cells.text(value)
    if place in NOT_SAID:
        return None
    fix = _("请填写“是”或“否”，或者写工作所在的城市。")
    doubt = CellProblem("doubtful_place", _("看不出是不是在长春工作。"), fix)
    if IN_THE_CITY.search(place):
        if PLAIN_PLACE.fullmatch(place) and not UNCERTAIN.search(place):
            return True
        raise doubt
    if any(word in place for word in LOCAL):
        raise CellProblem("doubtful_place", _("看不出是哪个城市。"), fix)
    try:
        return cells.yes_no(value)
    except CellProblem:
        found = named_place(place)
    if found is None or (UNCERTAIN if found else NOT_THERE).search(place):
        raise doubt
    return found


@remembered
def insured_months(value: CellValue) -> int:
    """Months of social insurance. Raises CellProblem."""
    return _plausible(cells.months(value))


@remembered
def contract_term(value: CellValue) -> ContractTerm | None:
    """The term of a contract as ``contract_dates`` tells it; a bare ``3`` is not guessed at. Raises CellProblem."""
    term = contract_dates.contract_term(value)
    if term is None:
        return None
    written = half_width(cells.text(value)).strip()
    if term.months is not None and BARE_NUMBER.fullmatch(written) and term.months < SHORTEST_BARE_MONTHS:
        raise CellProblem("unit", _("只写了数字，看不出是月还是年。"), _("请写成“36个月”或“3年”。"))
    return _plausible_term(term)


def contract_years(value: CellValue) -> ContractTerm | None:
    """The term of a contract in a column headed 合同年限: a bare ``3`` is three years. Raises CellProblem."""
    written = half_width(cells.text(value)).strip()
    if BARE_NUMBER.fullmatch(written):
        return _plausible_term(cells.contract_term(f"{written.removesuffix('.').removesuffix('.0')}年"))
    return _plausible_term(term) if (term := contract_dates.contract_term(value)) else None


def unit_name(value: CellValue) -> str | None:
    """What stands in the column of units; departments are often merged over their people, and keep no row out."""
    return None if isinstance(value, Spoilt) and value.why == "merged" else cells.text(value)


def _plausible(months: int) -> int:
    if months > LONGEST_MONTHS:
        message = format_lazy(_("月数超过了 {limit}，多半是填错了列。"), limit=LONGEST_MONTHS)
        raise CellProblem("too_long", message, _("请核对后填写月数，例如 36。"))
    return months


def _plausible_term(term: ContractTerm) -> ContractTerm:
    if term.months is not None and _plausible(term.months) == 0:
        raise CellProblem("months", _("合同期限不能是 0。"), _("请填写月数，例如 36；无固定期限的请写“无固定期限”。"))
    return term


COLUMNS = (
    Column("name", "姓名", ("职工姓名", "员工姓名", "人员姓名"), required=True, parse=staff_name),
    Column(
        "identity_number",
        "身份证号码",
        ("身份证号", "证件号码", "证件号", "公民身份号码", "公民身份证号", "身份证", "身份证件号码", "居民身份证号码"),
        required=True,
        parse=number_as_written,
    ),
    Column(
        "hired_on",
        "入职日期",
        (
            "入职时间", "到岗日期", "到岗时间", "入司日期", "入司时间", "进厂日期", "进厂时间", "入厂日期",
            "报到日期", "报到时间", "进入本单位时间", "进本单位时间", "到本单位时间",
        ),
        required=True,
        parse=cells.date,
    ),
    Column("document_type", "证件类型", ("证件种类", "身份证件类型"), parse=document_type),
    Column("contract", "合同期限", ("劳动合同期限", "合同期限（月）", "合同期", "合同月数"), parse=contract_term),
    Column(
        "contract_years",
        "合同年限",
        ("合同年限（年）", "合同期限（年）", "劳动合同年限", "劳动合同年限（年）", "劳动合同期限（年）"),
        parse=contract_years,
    ),
    Column(
        "contract_from",
        "合同起始日期",
        (
            "合同开始日期", "合同起始时间", "合同开始时间", "劳动合同起始日期", "劳动合同开始日期", "本期合同起始日期",
            "合同生效日期", "合同起日",
        ),
        parse=contract_start,
    ),
    Column(
        "contract_until",
        "合同终止日期",
        (
            "合同到期日期", "合同结束日期", "合同截止日期", "合同到期日", "合同终止时间", "合同到期时间",
            "合同结束时间", "劳动合同终止日期", "劳动合同到期日期", "劳动合同结束日期", "本期合同终止日期", "合同止日",
        ),
        parse=contract_end,
    ),
    Column(
        "works_in_city",
        "是否在长春工作",
        ("在长春工作", "工作地点", "工作地", "工作城市", "工作所在地", "办公地点"),
        parse=works_in_city,
    ),
    Column(
        "insured_months",
        "社保连续缴费月数",
        ("长春社保连续缴费月数", "社保月数", "社保缴费月数", "社保连续月数", "参保月数"),
        parse=insured_months,
    ),
    Column("left_on", "离职日期", ("离职时间", "离职日", "解除合同日期", "减员日期"), parse=cells.date),
    Column("employed", "在职状态", ("人员状态", "员工状态", "职工状态", "是否在职"), parse=remembered(is_employed)),
    Column("education", "学历", ("最高学历", "文化程度", "学历层次"), parse=education.degree_level),
    Column("degree", "学位", ("最高学位", "学位层次"), parse=education.degree_level),
    Column("school", "毕业院校", ("毕业学校", "学校", "院校", "毕业院校名称"), parse=education.school),
    Column("graduated_on", "毕业时间", ("毕业日期", "毕业年月"), parse=education.graduated_on),
    Column("phone", "手机号", ("手机号码", "手机", "移动电话", "联系电话", "联系方式"), parse=education.phone),
    Column(
        "employer",
        "用人单位",
        (
            "单位名称", "所在单位", "工作单位", "所属单位", "所属公司", "公司名称", "单位全称", "所属企业", "企业名称",
            "所在公司", "用工单位", "二级单位", "单位", "公司",
        ),
        parse=unit_name,
    ),
)  # fmt: skip
PROVING = {
    "works_in_city": _("是否在长春工作"),
    "insured_months": _("社保连续缴费月数"),
}
"""Columns without which nobody is verified by the roster alone (with any of the contract's columns)."""
FOR_INVITING = {
    "degree_level": {"degree", "education"},
    "school": {"school"},
    "graduated_on": {"graduated_on"},
    "phone": {"phone"},
}
"""What is only for inviting people to apply, by field of an entry, with the columns that tell it."""
LASTING = {"left_on": {"left_on", "employed"}, "works_in_city": {"works_in_city"}}
"""What ends payments, by field of an entry, with the columns that tell it: a file without them takes nothing back."""
CONTRACT = {"contract", "contract_years", "contract_until"}
