"""邀请单: a slip for each person, with the QR code of their invitation, to be handed out in person."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import override
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from subsidies.offers.models import Offer
from talent.calendars import clock
from talent.papers.exports.qr import QRCode
from talent.ui.formatting import day
from talent.ui.pdf.document import render
from talent.ui.pdf.fonts import substituted, unprintable
from talent.ui.pdf.paragraphs import RULE, paragraph

LANGUAGE = "zh-hans"
TITLE = "人才补贴申请邀请单"
QR_SIDE, QR_WIDTH, GAP = 30 * mm, 36 * mm, 5 * mm
STEPS = (
    "1. 用手机扫右侧二维码，点“我是本人，继续办理”，登录或注册。",
    "2. 填写本人身份信息。单位已知的任职信息会自动带出，请核对确认；有出入的可以改。",
    "3. 补充学位、收款账户和证明材料后提交。不需要申请的，扫码后点“不申请，不再提醒”。",
)
SLIP = TableStyle(
    [
        ("BOX", (0, 0), (-1, -1), 0.5, RULE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 8) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
)


def draw_sheets(offers: Sequence[tuple[Offer, str]], *, width: float = 166 * mm) -> bytes:
    """The slips of these invitations, each with its link; a name that the font cannot print is left to handwriting."""
    with override(LANGUAGE):
        story: list[Flowable] = [each for offer, link in offers for each in _slip(offer, link, width)]
        return render(story, title=TITLE, header=settings.ISSUING_OFFICE)


def _slip(offer: Offer, link: str, width: float) -> list[Flowable]:
    name = "＿＿＿＿＿＿（姓名请手写）" if unprintable(offer.name) else offer.name
    words = [
        paragraph(f"{name}：您可能符合人才补贴的申请条件", "heading"),
        paragraph(f"{substituted(offer.employer.name)} 邀请您申请（{day(clock.day_of(offer.invited_at))}）。", "value"),
        *(paragraph(step, "value") for step in STEPS),
    ]
    table = Table([[words, QRCode(address=link, side=QR_SIDE)]], colWidths=[width - QR_WIDTH, QR_WIDTH], style=SLIP)
    return [KeepTogether([table, Spacer(1, GAP)])]
