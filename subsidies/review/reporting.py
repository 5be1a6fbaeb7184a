"""What a bulk recheck says to the officer who did it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subsidies.review.rechecking import Refused

MOST_NAMED = 10


def report(request: HttpRequest, confirmed: int, refused: list[Refused]) -> None:
    """One message for what was confirmed, one that names what was not and why."""
    if confirmed:
        words = ngettext("复核通过 %(count)d 件。", "复核通过 %(count)d 件。", confirmed)
        messages.success(request, words % {"count": confirmed})
    if refused:
        lines = [f"{number}：{reason}" for number, reason in refused[:MOST_NAMED]]
        words = ngettext("%(count)d 件没有复核通过。", "%(count)d 件没有复核通过。", len(refused))
        messages.warning(request, words % {"count": len(refused)} + " " + " ".join(lines))
    if not (confirmed or refused):
        messages.warning(request, _("勾选的申请都已不在待复核名单里，没有办理。"))
