"""The mail that brings an invitation's link; only this mail ever holds it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from talent.notifications import demo_box

if TYPE_CHECKING:
    from talent.accounts.actions.invitations import Issued
    from talent.accounts.models import Invitation

logger = logging.getLogger(__name__)


def send_invitation(request: HttpRequest, issued: Issued) -> None:
    """Mail the link, after the invitation was saved, and tell the administrator whether that went well.

    Not through the outbox: a row there would keep the link, and who can read the database must not be able to use it.
    """
    link = request.build_absolute_uri(reverse("accounts:accept_invitation", args=[issued.token]))
    body = render_to_string("accounts/mail/invitation.txt", {"invitation": issued.invitation, "link": link})
    subject = _("【汽车城人才补贴】邀请您开通工作账号")
    try:
        EmailMessage(subject, body, to=[issued.invitation.email]).send()
    except OSError as error:
        logger.error("Invitation not sent: %s", type(error).__name__)
        messages.error(request, _("邀请已保存，但邮件没有发出去。请稍后在列表中点“重新发送”。"))
    else:
        messages.success(request, _("邀请邮件已发出，链接 7 天内有效。"))


def mail_shown_in_demo(invitation: Invitation) -> str:
    """What the demo keeps instead of sending it; empty elsewhere."""
    return (demo_box.last_to(invitation.email) or "") if settings.DEMO else ""
