"""The papers that a person signs, as the room for papers knows them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talent.accounts.models import User
from talent.mandates.kinds import CONFIRMATION_PAPER, MANDATE_PAPER
from talent.mandates.models import Confirmation, Mandate
from talent.mandates.workflow import AGENTS, MandateStatus
from talent.papers.exports.sheets import draw_sheets
from talent.papers.kinds import PaperKind
from talent.papers.models import IssuedPaper


def _mandates(user: User) -> QuerySet[Any, Any]:
    return Mandate.objects.visible_to(user).values("pk")


def _authorised(papers: Collection[UUID]) -> set[UUID]:
    """Mandates that are not waiting any more: what they rest on stays as it was looked at."""
    settled = Mandate.objects.exclude(status=MandateStatus.OPENED).values("pk")
    return set(IssuedPaper.objects.filter(pk__in=papers, about__in=settled).values_list("pk", flat=True))


def _confirmed(papers: Collection[UUID]) -> set[UUID]:
    confirmed = Confirmation.objects.confirmed().values("pk")
    return set(IssuedPaper.objects.filter(pk__in=papers, about__in=confirmed).values_list("pk", flat=True))


_OFFICERS = frozenset(role.value for role in AGENTS)
_MANDATE = PaperKind(MANDATE_PAPER, _("授权委托书"), _mandates, draw_sheets, attached_by=_OFFICERS, frozen=_authorised)
_CONFIRMATION = PaperKind(
    CONFIRMATION_PAPER, _("代办确认书"), _mandates, draw_sheets, attached_by=_OFFICERS, frozen=_confirmed
)
PAPERS = (_MANDATE, _CONFIRMATION)
