"""How often one address may object, so that nobody holds up a whole notice by themselves.

What was typed is kept: a refusal is an error of the form, not a page in its place. Only what is received is counted
here; wrong and repeated forms are bounded by the flood limit alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from subsidies.notices.models import PublicNotice
from talent.workflow.refusals import ActionRefused

APP = "allauth.account"


class TooMany(ActionRefused):
    """As much as one address may send for now."""


def refuse_flood(request: HttpRequest, notice: PublicNotice) -> None:
    """Count a form that was sent, whatever is in it.

    Raises:
        TooMany: too many from one address, or for one notice.
    """
    if not ratelimit.consume(request, app=APP, action="object_to_notice", key=str(notice.pk)):
        raise TooMany(_("提交太频繁，这一次没有收到。填写的内容还在本页，请过一小时再提交，或直接联系人才办。"))


@contextmanager
def counted(request: HttpRequest, notice: PublicNotice, *, anonymous: bool) -> Iterator[None]:
    """Count one objection; where it is refused after all, it counts for nothing.

    Raises:
        TooMany: one address has had its share of the day. Nobody answers for an anonymous one: fewer of these.
    """
    action = "object_anonymously" if anonymous else "object_by_name"
    usage = ratelimit.consume(request, app=APP, action=action, key=f"{ratelimit.get_ip(request)} {notice.pk}")
    if usage is None and anonymous:
        raise TooMany(
            _(
                "同一网络每天匿名反映的件数有上限，这一次没有收到。填写的内容还在本页：可以改为署名反映，或明天再提交；"
                "情况紧急的，请直接联系人才办。"
            )
        )
    if usage is None:
        raise TooMany(
            _("同一网络每天反映的件数有上限，这一次没有收到。填写的内容还在本页，请明天再提交，或直接联系人才办。")
        )
    try:
        yield
    except ActionRefused:
        usage.rollback()
        raise
