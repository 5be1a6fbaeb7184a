"""What keeps a template from being used, in words for the person who wrote it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from subsidies.payments.bank_templates import (
    AMOUNTS,
    DELIMITED,
    DELIMITERS,
    ENCODINGS,
    FORMATS,
    MOST_ROWS,
    SIDES,
    TABLES,
    ColumnField,
    TemplateSpec,
)
from subsidies.payments.kinds import FileKind
from talent.identifiers import bank_card
from talent.spreadsheets.outgoing import starts_like_formula

ONCE = (ColumnField.PAYEE_NAME, ColumnField.ACCOUNT_NUMBER, ColumnField.REFERENCE)
LONGEST_TEXT = 100
LONGEST_PARTY = 70
LONGEST_SHEET = 31
_SHEET_FORBIDS = frozenset("[]:*?/\\'")
_BANK_CODE = re.compile(r"[0-9]{12}")


def problems_of(spec: TemplateSpec) -> list[str]:
    """Every problem, in the order of the form; empty when the template can be used."""
    return [*_of_formats(spec), *_of_columns(spec), *_of_texts(spec), *_of_splitting(spec), *_of_payer(spec)]


def _of_formats(spec: TemplateSpec) -> Iterator[str]:
    if not spec.formats or not set(spec.formats) <= set(FORMATS):
        yield _("请至少选择一种文件格式。")
    if spec.encoding not in ENCODINGS:
        yield _("请选择编码。")
    if spec.delimiter not in DELIMITERS:
        yield _("请选择分隔符。")
    if FileKind.CSV in spec.formats and spec.delimiter != ",":
        yield _("CSV 文件以英文逗号分隔。用其他分隔符的，请选 TXT。")
    if FileKind.XLSX in spec.formats and not (
        0 < len(spec.sheet) <= LONGEST_SHEET and _SHEET_FORBIDS.isdisjoint(spec.sheet)
    ):
        yield _("工作表名称须为 1 至 31 个字，不能有 [ ] : * ? / \\ 和单引号。")


def _of_columns(spec: TemplateSpec) -> Iterator[str]:
    if not set(spec.formats) & set(TABLES):
        return
    counts = Counter(column.field for column in spec.columns)
    if unknown := set(counts) - set(ColumnField.values):
        yield _("有不认识的列：%(fields)s。") % {"fields": "、".join(sorted(unknown))}
    for field in ONCE:
        if counts[field] != 1:
            yield _("“%(field)s”须有且只有一列。") % {"field": field.label}
    if sum(counts[amount] for amount in AMOUNTS) != 1:
        yield _("金额须有且只有一列，以元或以分为单位。")
    for field in ColumnField:
        if field not in (*ONCE, *AMOUNTS, ColumnField.FIXED) and counts[field] > 1:
            yield _("“%(field)s”只能有一列。") % {"field": field.label}
    headings = [column.heading for column in spec.columns]
    if spec.headings and (not all(headings) or len(set(headings)) != len(headings)):
        yield _("文件带表头时，每列都须有表头，且不能重复。")


def _of_texts(spec: TemplateSpec) -> Iterator[str]:
    for place, column in enumerate(spec.columns, start=1):
        for text in (column.heading, column.text):
            if problem := _problem_with(text, spec):
                yield _("第 %(place)s 列的“%(text)s”%(problem)s") % {"place": place, "text": text, "problem": problem}


def _problem_with(text: str, spec: TemplateSpec) -> str:
    if len(text) > LONGEST_TEXT:
        return _("超过 100 个字。")
    if text != text.strip() or not text.isprintable():
        return _("首尾有空格，或里有看不见的字符。")
    if starts_like_formula(text):
        return _("以公式符号开头，表格软件会运行它。")
    if set(spec.formats) & set(DELIMITED) and (spec.delimiter in text or '"' in text):
        return _("里有分隔符或引号，会打乱列。")
    if not fits(text, spec.codec):
        return _("有所选编码写不出的字。")
    return ""


def _of_splitting(spec: TemplateSpec) -> Iterator[str]:
    if not 0 <= spec.row_limit <= MOST_ROWS:
        yield _("每个文件的笔数上限须在 1 至 1,000,000 之间；0 为不另设上限。")
    if any(len(name.strip()) < 2 or name != name.strip() for name in spec.own_bank):
        yield _("本行名称每行一个，至少两个字，例如“建设银行”。")
    sides = [column for column in spec.columns if column.field == ColumnField.BANK_SIDE]
    if sides and not spec.own_bank:
        yield _("有“本行或他行”一列时，须填写本行名称。")
    if any(len([word for word in side.text.split("/") if word]) != 2 for side in sides):
        yield _("“本行或他行”一列的内容写成“%(example)s”：斜线前用于本行，斜线后用于他行。") % {"example": SIDES}


def _of_payer(spec: TemplateSpec) -> Iterator[str]:
    if FileKind.PAIN001 not in spec.formats:
        return
    payer = spec.payer
    if not (payer.name and payer.bank_name) or max(len(payer.name), len(payer.bank_name)) > LONGEST_PARTY:
        yield _("ISO 20022 文件须写明付款人户名和开户行，各不超过 70 个字。")
    if not (payer.name + payer.bank_name).isprintable():
        yield _("付款人户名或开户行里有看不见的字符。")
    try:
        normal = bank_card.validate(payer.account)
    except bank_card.InvalidBankCard as error:
        yield _("付款账号：%(problem)s") % {"problem": error}
    else:
        if normal != payer.account:
            yield _("付款账号里有空格或其他符号，请改为纯数字。")
    if payer.bank_code and not _BANK_CODE.fullmatch(payer.bank_code):
        yield _("付款行联行号为 12 位数字；没有的留空。")


def fits(text: str, codec: str) -> bool:
    """Whether every character of the text can be written in an encoding, and comes back the same."""
    name = "utf-8" if codec == "utf-8-sig" else codec
    return text.encode(name, "ignore").decode(name) == text
