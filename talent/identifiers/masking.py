"""How personal data looks on a screen until someone gives a reason to see it."""

from __future__ import annotations

import re
import unicodedata

from talent.identifiers.characters import compact, without_blanks

_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"(?P<phone>(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2})"
    r"|\d{6}[ -]?\d{8}[ -]?\d{3}[0-9Xx]"  # an identity number
    r"|\d{4}(?:[ -]?\d{4}){2,3}[ -]?\d{3}(?:[ -]?\d{1,4})?"  # a card number in groups of four
    r"|\d{15,21}"  # an account, or an identity number of 15 digits
    r"|(?=\d*[A-Za-z])(?=(?:[A-Za-z]*\d){5})[0-9A-Za-z]{7,17}"  # a passport, a permit to travel or of residence
    r"|\d{9}"  # a passport without letters
    r")(?![0-9A-Za-z])"
)
_SEPARATORS = re.compile(r"([\s·•‧・．.-]+)")
_FIRST_HAN, _LAST_HAN = "\u3400", "\U000323af"
_COMPOUND_SURNAMES = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 "
    "公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 "
    "拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 纳兰 完颜 叶赫"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND_SURNAMES.split())


def masked_identity(number: str) -> str:
    """First and last four of a long number (``2201**********001X``); of a passport first place and last three."""
    text = compact(number)
    head, tail = (4, 4) if len(text) >= 15 else (1, 3) if len(text) >= 8 else (0, 1) if len(text) >= 4 else (0, 0)
    return _masked(text, head, tail)


def masked_phone(number: str) -> str:
    """``138****8001``, with or without +86 in front; other long numbers keep three and four places, short ones two."""
    text = compact(number).replace("-", "")
    if len(text) == 14 and text.startswith("+86"):
        text = text[3:]
    head, tail = (3, 4) if len(text) >= 11 else (0, 2) if len(text) >= 5 else (0, 0)
    return _masked(text, head, tail)


def masked_email(address: str) -> str:
    """``z***@example.com``: who has the mail before them knows it again, nobody else can write to it."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}" if local else "***"


def masked_numbers(text: str) -> str:
    """A text of which nobody knows what it says, with the numbers of documents, accounts and phones in it masked."""
    normal = unicodedata.normalize("NFKC", text)
    return _NUMBERS.sub(_masked_number, normal) if _NUMBERS.search(normal) else text


def _masked_number(found: re.Match[str]) -> str:
    return masked_phone(found[0]) if found["phone"] else masked_identity(found[0])


def masked_name(name: str) -> str:
    """What tells people apart and no more: 张** 欧阳* 买**·**, in other scripts the initial of each part: J*** S****.

    A Han character says far more than an initial, so of a name with a dot only the first part shows one.
    """
    whole = without_blanks(name)
    if len(whole) < 2:
        return "*" * len(whole)
    if _is_han(whole):  # "张　三" is aligned with a blank, it is no name in parts
        return _masked(whole, 2 if len(whole) > 2 and whole[:2] in COMPOUND_SURNAMES else 1, 0)
    pieces = _SEPARATORS.split(name.strip())
    return "".join(piece if place % 2 else _masked_part(piece, place == 0) for place, piece in enumerate(pieces))


def _masked_part(part: str, is_first: bool) -> str:
    if not _is_han(part):
        return _masked(part, 1, 0)
    if is_first and part in COMPOUND_SURNAMES:
        return part
    return _masked(part, 1 if is_first else 0, 0)


def _masked(text: str, head: int, tail: int) -> str:
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


def _is_han(text: str) -> bool:
    return all(_FIRST_HAN <= char <= _LAST_HAN for char in text)
