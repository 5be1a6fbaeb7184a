"""What inviting many says to the officer who did it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def report(request: HttpRequest, invited: int, *, asked: int) -> None:
    """One message for those invited, one for those passed over."""
    if invited:
        words = ngettext("已邀请 %(count)d 人。", "已邀请 %(count)d 人。", invited) % {"count": invited}
        hint = _("留有手机号的稍后收到短信；没有的请下载邀请单，打印后交给本人。")
        messages.success(request, f"{words}{hint}")
    if asked > invited:
        words = ngettext(
            "%(count)d 人已申请、已邀请或不再符合，没有重复邀请。",
            "%(count)d 人已申请、已邀请或不再符合，没有重复邀请。",
            asked - invited,
        )
        messages.info(request, words % {"count": asked - invited})
