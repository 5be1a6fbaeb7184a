"""The person's word: asked for by SMS or on paper, given, and used once."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.accounts.separation import refuse_own_case, refuse_same_person
from talent.audit import events as audit
from talent.calendars import clock
from talent.identifiers.characters import compact
from talent.identifiers.masking import masked_name
from talent.mandates.actions.locking import locked, require_scan
from talent.mandates.kinds import CONFIRMATION_PAPER, Proof
from talent.mandates.models import Confirmation, Mandate
from talent.notifications import sms
from talent.papers import actions as papers
from talent.papers.sheets import Sheet
from talent.workflow.refusals import ActionRefused

logger = logging.getLogger(__name__)
DIGITS = 6
VALID_FOR = dt.timedelta(minutes=10)
MOST_TRIES = 5
APART = dt.timedelta(seconds=60)
A_DAY = dt.timedelta(days=1)
MOST_A_DAY = 10
"""Codes to one phone, whoever asks for them."""


class WrongCode(ActionRefused):
    """The code does not fit, or does not count any more."""


def ask(
    mandate: Mandate, matter: UUID, digest: str, *, by: User, text: Callable[[str], str], real: bool = True
) -> Confirmation:
    """Send a code to the person's phone, in the caller's transaction, which holds the mandate.

    Args:
        digest: of what the person is asked about.
        text: the SMS for a code, in the language that is active when it is called: the person's.
        real: whether there is a code; without one the message goes out, and nothing that is typed in fits.

    Raises:
        ActionRefused: too many were sent, or the message cannot be sent now.
    """
    now = clock.now()
    sent = Confirmation.objects.filter(mandate__phone_index=mandate.phone_index)
    if sent.sent_since(now - APART).exists() or sent.sent_since(now - A_DAY).count() >= MOST_A_DAY:
        raise ActionRefused(_("验证码发送得太频繁。同一手机号一分钟最多发送一次，一天最多十次，请稍后再试。"))
    code = "".join(secrets.choice("0123456789") for _each in range(DIGITS))
    asked = _new(mandate, matter, digest, by=by)
    asked.code_digest = _digest(asked, code) if real else ""
    asked.sent_at = now
    asked.save(update_fields=["code_digest", "sent_at"])
    audit.record("mandate.code_sent", mandate, by=by, detail={"number": mandate.number})
    with translation.override(_language_of(mandate)):
        words = text(code)
    try:
        sms.send(mandate.phone, words)
    except Exception as error:
        logger.error("SMS not sent: %s", type(error).__name__)
        raise ActionRefused(_("短信暂时发不出去，请过几分钟再试。")) from error
    return asked


def answer(asked: Confirmation, code: str, *, by: User) -> Confirmation:
    """Take the code that the person told; a wrong one counts, whatever becomes of the request.

    Not to be called within a transaction, which would forget the wrong tries.

    Raises:
        WrongCode: it does not fit, or is too old, or was tried too often.
    """
    with transaction.atomic():
        found = Confirmation.objects.select_for_update(of=("self",)).select_related("mandate").get(pk=asked.pk)
        if found.confirmed_at is not None:
            return found
        if not _still_counts(found):
            raise WrongCode(_("验证码已经失效，请重新发送。"))
        if found.code_digest and constant_time_compare(_digest(found, compact(code)), found.code_digest):
            return _given(found, Proof.CODE, by=by)
        found.tries += 1
        found.save(update_fields=["tries"])
        audit.record("mandate.code_wrong", found.mandate, by=by, detail={"number": found.mandate.number})
    raise WrongCode(_("验证码不正确，请与本人核对后重新输入。"))


@transaction.atomic
def ask_on_paper(mandate: Mandate, matter: UUID, digest: str, *, by: User, sheet: Sheet) -> Confirmation:
    """Issue the sheet that the person signs; the same content again gives the sheet that there is."""
    mandate = locked(mandate, by=by)
    on_paper = Confirmation.objects.current().of_matter(matter).filter(sent_at=None, mandate=mandate, digest=digest)
    if (made := on_paper.first()) is not None:
        return made
    asked = _new(mandate, matter, digest, by=by)
    papers.issue(
        kind=CONFIRMATION_PAPER,
        number=f"{mandate.number}-{mandate.confirmations.count()}",
        about=asked.pk,
        dossier=mandate.pk,
        holder=masked_name(mandate.name),
        content=sheet.as_content(),
        by=by,
    )
    audit.record("mandate.sheet_printed", mandate, by=by, detail={"number": mandate.number})
    return asked


@transaction.atomic
def look_at(asked: Confirmation, *, by: User) -> Confirmation:
    """Another officer of the talent office has compared the signed sheet: the person has confirmed.

    Raises:
        DutiesNotSeparated: they file for the person, or are the person.
        ActionRefused: there is no scan, or it counts no more.
    """
    mandate = locked(asked.mandate, by=by)
    require_other_officer(mandate, by=by)
    found = Confirmation.objects.select_for_update().get(pk=asked.pk)
    if found.confirmed_at is not None:
        return found
    if found.superseded_at is not None or found.sent_at is not None:
        raise ActionRefused(_("填写的内容已有改动，这份确认书不再有效，请代办人重新打印。"))
    require_scan(CONFIRMATION_PAPER, found.pk)
    return _given(found, Proof.PAPER, by=by)


def spend(mandate: UUID, matter: UUID, digest: str) -> Confirmation:
    """Use the person's confirmation of exactly this content, in the caller's transaction.

    Raises:
        ActionRefused: there is none.
    """
    given = Confirmation.objects.select_for_update().current().confirmed().of_matter(matter)
    found = given.filter(mandate=mandate, digest=digest).first()
    if found is None:
        raise ActionRefused(_("申请人本人还没有确认现在的内容，不能提交。内容改动后须重新确认。"))
    found.spent_at = clock.now()
    found.save(update_fields=["spent_at"])
    return found


def require_other_officer(mandate: Mandate, *, by: User) -> None:
    """Raises DutiesNotSeparated where ``by`` is the agent, has filed for the person before, or is the person."""
    if not by.has_role("reviewer"):
        raise ActionRefused(_("签字扫描件由人才办审核人员核对。"))
    message = _("扫描件须由代办人以外的另一名工作人员核对。")
    refuse_same_person(by, mandate.agent_person, message=message)
    refuse_own_case(by, mandate.identity_index)


def _language_of(mandate: Mandate) -> str:
    account = User.objects.with_phone(mandate.phone).first()
    return account.language if account else settings.LANGUAGE_CODE


def _new(mandate: Mandate, matter: UUID, digest: str, *, by: User) -> Confirmation:
    """One to be answered, in place of those before it."""
    now = clock.now()
    for earlier in Confirmation.objects.select_for_update().current().of_matter(matter).filter(mandate=mandate):
        earlier.superseded_at = now
        earlier.save(update_fields=["superseded_at"])
        if earlier.confirmed_at is None:
            papers.withdraw_of(CONFIRMATION_PAPER, earlier.pk, by=by, reason=_("已重新请本人确认"))
    return Confirmation.objects.create(mandate=mandate, matter=matter, digest=digest, asked_by=by, asked_at=now)


def _given(asked: Confirmation, proof: Proof, *, by: User) -> Confirmation:
    asked.confirmed_at, asked.proof, asked.confirmed_by = clock.now(), proof, by
    asked.save(update_fields=["confirmed_at", "proof", "confirmed_by"])
    detail = {"number": asked.mandate.number, "method": proof.value}
    audit.record("mandate.confirmed", asked.mandate, by=by, detail=detail)
    return asked


def _still_counts(asked: Confirmation) -> bool:
    open_still = asked.superseded_at is None and asked.tries < MOST_TRIES
    return open_still and asked.sent_at is not None and clock.now() - asked.sent_at <= VALID_FOR


def _digest(asked: Confirmation, code: str) -> str:
    return salted_hmac("talent.mandates.code", f"{asked.pk}:{code}", algorithm="sha256").hexdigest()
