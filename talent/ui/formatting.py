"""How amounts, days and personal numbers look on screen, in both languages of the site."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

MISSING = "—"
_BROWSERS = (
    ("MicroMessenger", gettext_lazy("微信")),
    ("DingTalk", gettext_lazy("钉钉")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("QQBrowser", gettext_lazy("QQ 浏览器")),
    ("UCBrowser", gettext_lazy("UC 浏览器")),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What stands in a browser's own name, the particular before the common: most also call themselves Chrome or Safari."""
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


_SINGULARS = (
    (gettext_lazy("人"), pgettext_lazy("单数", "人")),
    (gettext_lazy("件"), pgettext_lazy("单数", "件")),
    (gettext_lazy("份"), pgettext_lazy("单数", "份")),
    (gettext_lazy("条"), pgettext_lazy("单数", "条")),
    (gettext_lazy("项"), pgettext_lazy("单数", "项")),
    (gettext_lazy("批"), pgettext_lazy("单数", "批")),
    (gettext_lazy("笔"), pgettext_lazy("单数", "笔")),
    (pgettext_lazy("表格", "行"), pgettext_lazy("单数", "行")),
)
"""The units that stand beside figures, and each as it is called of one thing."""


def unit_for(unit: str, count: object) -> str:
    """The word for so many of a unit: ``people``, of one ``person``; Chinese has one word for both."""
    if count != 1:
        return unit
    return next((str(single) for plural, single in _SINGULARS if str(plural) == unit), unit)


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


def month(value: date) -> str:
    """Return a month of a known year in words: ``11 月`` or ``November``."""
    return f"{value.month} 月" if _is_chinese() else formats.date_format(value, "F", use_l10n=False)


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


def mask_account(number: str) -> str:
    """Hide all but the last four digits of a bank account: ``6222021234567890123`` → ``**** 0123``."""
    return f"**** {number[-4:]}"


def browser(user_agent: str) -> str:
    """Return which browser on which system, as its owner would say it: ``微信（Android）``; other texts as they are."""
    name = next((words for mark, words in _BROWSERS if mark in user_agent), "")
    system = next((words for mark, words in _SYSTEMS if mark in user_agent), "")
    if not name:
        return user_agent[:60] or MISSING
    return _("%(browser)s（%(system)s）") % {"browser": name, "system": system} if system else str(name)


def _is_chinese() -> bool:
    return (get_language() or "zh-hans").startswith("zh")
