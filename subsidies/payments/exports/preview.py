"""What the files of a template would look like, with three made-up payments, written by the writers themselves."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

from subsidies.payments.bank_templates import FORMATS, ColumnField, TemplateSpec
from subsidies.payments.exports.bank_columns import BankLine, UnwritableLine, cell_columns, pieces_of
from subsidies.payments.exports.bank_parts import FileHead, Part, split
from subsidies.payments.exports.kept_files import FORMS, RENDERERS
from subsidies.payments.kinds import FileKind

NUMBER = "FF2026-0001"
PAYEES = (("王晓明", 12_000), ("阿依古丽·买买提", 20_000), ("李思远", 9_000))
OTHER_BANK = "吉林银行长春分行"
MADE_AT = dt.datetime(2026, 11, 2, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Preview:
    """One file: its name, and its text or the rows of its sheet."""

    name: str
    text: str = ""
    rows: tuple[tuple[str | int, ...], ...] = ()


class NothingToShow(ValueError):
    """The template is not finished, or cannot write even plain values; the text is for the person."""


def previews_of(spec: TemplateSpec) -> list[Preview]:
    """The files of the made-up payments. Raises NothingToShow."""
    known = {column.field for column in spec.columns} <= set(ColumnField.values)
    if not known or not (spec.columns or spec.formats == (FileKind.PAIN001,)):
        raise NothingToShow(_("选好文件格式和列之后，这里显示样例。"))
    lines = _made_up(spec)
    parts = split([(line.sequence, line.bank_name, line.amount_yuan) for line in lines], spec)
    kinds = [FileKind(kind) for kind in FORMATS if kind in spec.formats]
    return [_preview(kind, part, _of(part, lines, spec), spec) for kind in kinds for part in parts]


def _made_up(spec: TemplateSpec) -> list[BankLine]:
    own = f"{spec.own_bank[0]}长春汽车厂支行" if spec.own_bank else "中国建设银行长春汽车厂支行"
    return [
        BankLine(number, f"{NUMBER}-{number:05d}", name, f"0222{number:015d}", own if number % 2 else OTHER_BANK, yuan)
        for number, (name, yuan) in enumerate(PAYEES, start=1)
    ]


def _of(part: Part, lines: list[BankLine], spec: TemplateSpec) -> list[BankLine]:
    inside = [line for line in lines if part.first <= line.sequence <= part.last]
    return [line for line in inside if Part.side_of(spec, line.bank_name) == part.side]


def _preview(kind: FileKind, part: Part, lines: list[BankLine], spec: TemplateSpec) -> Preview:
    head = FileHead(NUMBER, MADE_AT, MADE_AT.date(), part)
    form = FORMS[kind]
    name = "_".join(word for word in (NUMBER, form.words, part.words) if word) + f".{form.suffix}"
    try:
        if kind == FileKind.XLSX:
            (columns,) = cell_columns(pieces_of(lines), spec, head, yuan="{}.00".format)
            heading = [tuple(column.heading for column in spec.columns)] if spec.headings else []
            return Preview(name, rows=(*heading, *zip(*columns, strict=True)))
        target = io.BytesIO()
        RENDERERS[kind](pieces_of(lines), spec, head, target)
    except UnwritableLine as error:
        raise NothingToShow(_("按现在的分隔符和编码，样例写不出来，请检查表头和固定内容。")) from error
    encoding = "utf-8" if kind == FileKind.PAIN001 else spec.encoding
    return Preview(name, target.getvalue().decode(encoding))
