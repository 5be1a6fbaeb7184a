"""What confirming in bulk says to the officer who did it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subsidies.payments.actions import ConfirmationsBack
from subsidies.verification.actions import Confirmed

MOST_NAMED = 10


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


def tell_back(request: HttpRequest, answer: ConfirmationsBack) -> None:
    """The same of what was taken back: who is left out is named with the reason."""
    if answer.done:
        words = ngettext(
            "已撤销 %(count)d 人的在职确认，下面的名单里重新列出待确认的人员。",
            "已撤销 %(count)d 人的在职确认，下面的名单里重新列出待确认的人员。",
            answer.done,
        )
        messages.success(request, words % {"count": answer.done})
    if answer.kept:
        words = ngettext("%(count)d 人的在职确认没有撤销。", "%(count)d 人的在职确认没有撤销。", len(answer.kept)) % {
            "count": len(answer.kept)
        }
        named = " ".join(_("%(who)s：%(why)s。") % {"who": who, "why": why} for who, why in answer.kept[:MOST_NAMED])
        messages.warning(request, f"{words} {named}")
    if not (answer.done or answer.kept):
        messages.info(request, _("这些确认此前已经撤销或者不再有效，没有重复办理。"))
