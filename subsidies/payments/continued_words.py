"""What confirming in bulk says to the officer who did it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subsidies.verification.actions import Confirmed


def tell(request: HttpRequest, answer: Confirmed) -> None:
    """One message for each thing that became of those who were ticked."""
    if answer.now:
        words = ngettext("已确认 %(count)d 人今天在职。", "已确认 %(count)d 人今天在职。", answer.now)
        messages.success(request, words % {"count": answer.now})
    if answer.already:
        words = ngettext(
            "%(count)d 人今天已经确认过，没有重复办理。", "%(count)d 人今天已经确认过，没有重复办理。", answer.already
        )
        messages.info(request, words % {"count": answer.already})
    if answer.out_of_reach:
        words = ngettext(
            "%(count)d 人没有确认：不在您的名单里，或者是您本人。",
            "%(count)d 人没有确认：不在您的名单里，或者是您本人。",
            answer.out_of_reach,
        )
        messages.warning(request, words % {"count": answer.out_of_reach})
    if not (answer.now or answer.already or answer.out_of_reach):
        messages.warning(request, _("没有勾选任何人员，没有办理。"))
