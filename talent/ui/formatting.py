"""How amounts, days and personal numbers look on screen, in both languages of the site."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

MISSING = "—"


def yuan(amount: int | None) -> str:
    """Return whole yuan for people: ``30,000 元`` (English ``CNY 30,000``); a dash for None."""
    if amount is None:
        return MISSING
    return _("%(amount)s 元") % {"amount": f"{int(amount):,}"}


def day(value: date | None) -> str:
    """Return a day in words: ``2026年11月23日`` or ``23 November 2026``; a dash for None; instants in local time."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if _is_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    return formats.date_format(value, "j F Y", use_l10n=False)


def moment(value: datetime | None) -> str:
    """Return an instant in local time: ``2026年11月23日 14:05`` or ``23 November 2026, 14:05``; a dash for None."""
    if value is None or value == "":
        return MISSING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    separator = " " if _is_chinese() else ", "
    return f"{day(local)}{separator}{local:%H:%M}"


def iso_day(value: date | None) -> str:
    """Return ``2026-11-23`` for dense staff tables; a dash for None. Instants count in local time."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%Y-%m-%d}"


def iso_moment(value: datetime | None) -> str:
    """Return ``2026-11-23 14:05`` in local time for dense staff tables; a dash for None."""
    if value is None or value == "":
        return MISSING
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%Y-%m-%d %H:%M}"


def mask_name(name: str) -> str:
    """Hide all but the first character of a name: ``王小明`` → ``王**``."""
    return name[:1] + "*" * max(len(name) - 1, 0)


def mask_document(number: str) -> str:
    """Hide the middle of an identity document's number: ``220102199003071234`` → ``220***********1234``."""
    if len(number) < 9:
        return number[:1] + "*" * max(len(number) - 2, 1) + number[-1:]
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_phone(number: str) -> str:
    """Hide the middle of a phone number, with or without ``+86``: ``+8613800138000`` → ``138****8000``."""
    local = number.removeprefix("+86")
    return local[:3] + "****" + local[-4:]


def mask_account(number: str) -> str:
    """Hide all but the last four digits of a bank account: ``6222021234567890123`` → ``**** 0123``."""
    return f"**** {number[-4:]}"


def _is_chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")
