"""What a bank's file looks like, as data: formats, columns in their order, encoding, and how it is split into parts.

A template is kept as JSON, one row for each version; nothing here knows the database. What is wrong with a template
is said in words before it is saved, so that no batch is ever sealed for a file that cannot be written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from subsidies.payments.kinds import FileKind

TABLES = (FileKind.CSV, FileKind.XLSX, FileKind.TXT)
DELIMITED = (FileKind.CSV, FileKind.TXT)
FORMATS = (*TABLES, FileKind.PAIN001)
DELIMITERS = {
    ",": _("英文逗号 ,"),
    "|": _("竖线 |"),
    ";": _("英文分号 ;"),
    "^": _("尖号 ^"),
    "~": _("波浪号 ~"),
    "\t": _("制表符 Tab"),
}
ENCODINGS = {
    "gb18030": _("GB18030（所有汉字）"),
    "gbk": _("GBK（不含生僻字）"),
    "utf-8-sig": _("UTF-8（带 BOM）"),
}
MOST_ROWS = 1_000_000
"""In one file; an XLSX sheet ends at 1,048,576 rows."""
SIDES = "本行/他行"


class ColumnField(TextChoices):
    """What a column may carry."""

    SEQUENCE = "sequence", _("序号（全批次）")
    PART_SEQUENCE = "part_sequence", _("序号（本文件，从 1 起）")
    PAYEE_NAME = "payee_name", _("户名")
    ACCOUNT_NUMBER = "account_number", _("银行账号")
    BANK_NAME = "bank_name", _("开户行")
    BANK_SIDE = "bank_side", _("本行或他行")
    AMOUNT_YUAN = "amount_yuan", _("金额（元，两位小数）")
    AMOUNT_CENTS = "amount_cents", _("金额（分）")
    REFERENCE = "reference", _("备注（明细编号，回盘据此核对）")
    BATCH_NUMBER = "batch_number", _("批次号")
    FIXED = "fixed", _("固定内容")


AMOUNTS = (ColumnField.AMOUNT_YUAN, ColumnField.AMOUNT_CENTS)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it carries, its heading, and a text: the fixed contents, or the two words of ``BANK_SIDE``."""

    field: str
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Payer:
    """The account that pays, which only ISO 20022 names in the file itself."""

    name: str = ""
    account: str = ""
    bank_name: str = ""
    bank_code: str = ""
    """The twelve digits of the bank in CNAPS (联行号)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSpec:
    """A bank's template. ``row_limit`` 0 is none; with ``own_bank`` the bank's own accounts go into their own parts."""

    formats: tuple[str, ...]
    columns: tuple[Column, ...] = ()
    headings: bool = True
    delimiter: str = ","
    encoding: str = "gb18030"
    row_limit: int = 0
    own_bank: tuple[str, ...] = ()
    sheet: str = "代发明细"
    payer: Payer = Payer()

    @property
    def rows_at_most(self) -> int:
        """How many payments one file may hold."""
        return self.row_limit or MOST_ROWS

    @property
    def codec(self) -> str:
        """The encoding in which every text of a file must be writable; XLSX and XML take all characters."""
        return self.encoding if set(self.formats) & set(DELIMITED) else "utf-8"

    def is_own(self, bank_name: str) -> bool:
        """Whether the paying bank holds the account itself, by the names under which it is known."""
        return any(name in bank_name for name in self.own_bank)


class SpecUnreadable(ValueError):
    """The stored or posted form of a template has an unknown key, or a value of the wrong kind."""


def spec_from(data: Mapping[str, Any]) -> TemplateSpec:
    """The template of its JSON or TOML form. Raises SpecUnreadable."""
    try:
        given = dict(data)
        columns = tuple(Column(**column) for column in given.pop("columns", ()))
        payer = Payer(**given.pop("payer", {}))
        formats, own_bank = tuple(given.pop("formats")), tuple(given.pop("own_bank", ()))
        return TemplateSpec(formats=formats, own_bank=own_bank, columns=columns, payer=payer, **given)
    except (KeyError, TypeError, ValueError) as error:
        raise SpecUnreadable(str(error)) from error


def as_data(spec: TemplateSpec) -> dict[str, Any]:
    """What ``spec_from`` reads, for JSON."""
    data = asdict(spec)
    lists = {"formats": list(spec.formats), "own_bank": list(spec.own_bank), "columns": list(data["columns"])}
    return data | lists
