"""An officer states for whom they are to file, and the paper to be signed is made."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.accounts.separation import DutiesNotSeparated, natural_person_of
from talent.audit import events as audit
from talent.calendars import clock
from talent.encryption.blind_index import blind_index
from talent.identifiers.masking import masked_name
from talent.mandates.exports.papers import mandate_paper
from talent.mandates.kinds import LONGEST_DAYS, MANDATE_PAPER, Reason
from talent.mandates.models import Mandate
from talent.mandates.permissions import unit_of
from talent.mandates.workflow import AGENTS
from talent.papers import actions as papers
from talent.papers.codes import ALPHABET
from talent.workflow.refusals import ActionRefused

PREFIX, LENGTH = "WT", 8


@transaction.atomic
def open_mandate(
    *, by: User, pk: UUID, identity: dict[str, Any], phone: str, reason: str, lasts_until: dt.date, **further: Any
) -> Mandate:
    """Register for whom the officer is to file, and issue the paper that the person signs; the same key again gives
    the same mandate.

    Whether the person has an account is neither asked nor told: it is bound to one when the person has authorised it.

    Args:
        identity: name, document_type, identity_number, born_on, foreign_expert.
        phone: the person's own, E.164.
        further: reason_words, covers_children.

    Raises:
        ActionRefused: no officer who may, nobody of their units, themself, or a day out of bounds.
    """
    if not by.has_role(*AGENTS):
        raise ActionRefused(_("代办由人才办审核人员或用人单位人事办理。"))
    agent_person, index = natural_person_of(by), blind_index(identity["identity_number"], "identity_number")
    if (made := Mandate.objects.held_by(by).filter(pk=pk).first()) is not None:
        return made
    if agent_person.identity_index == index:
        raise DutiesNotSeparated(_("不能为自己代办。您本人的申请，请用本人的个人账号提出。"))
    employer = None if by.has_role(Role.REVIEWER) else unit_of(index, agent=by)
    if employer is None and not by.has_role(Role.REVIEWER):
        raise ActionRefused(_("您服务的单位的花名册中没有这位在职人员，不能代办。请先更新花名册，或请其联系人才办。"))
    _refuse_unsound(reason, lasts_until, **further)
    today = clock.today()
    mandate = Mandate.objects.create(
        pk=pk,
        number=f"{PREFIX}{today:%Y%m%d}" + "".join(secrets.choice(ALPHABET) for _each in range(LENGTH)),
        agent=by,
        agent_person=agent_person,
        employer=employer,
        phone=phone,
        reason=reason,
        lasts_until=lasts_until,
        opened_at=clock.now(),
        **identity,
        **further,
    )
    audit.record("mandate.opened", mandate, by=by, to_status=mandate.status, detail={"number": mandate.number})
    papers.issue(
        kind=MANDATE_PAPER,
        number=mandate.number,
        about=mandate.pk,
        holder=masked_name(mandate.name),
        content=mandate_paper(mandate, on=today).as_content(),
        by=by,
    )
    return mandate


def _refuse_unsound(reason: str, lasts_until: dt.date, *, reason_words: str = "", **_further: Any) -> None:
    today = clock.today()
    if not today <= lasts_until <= today + dt.timedelta(days=LONGEST_DAYS):
        raise ActionRefused(_("授权截止日期须在今天之后、%(days)d 天之内。") % {"days": LONGEST_DAYS})
    if reason == Reason.OTHER and not reason_words:
        raise ActionRefused(_("选择“其他原因”时请写明情况。"))
