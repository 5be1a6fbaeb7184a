"""A mandate takes effect when the person has authorised it: by the code on their phone, or by what they signed."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talent.accounts.actions import give_consent
from talent.accounts.consent import CHILD_DATA, SENSITIVE_DATA
from talent.accounts.models import User
from talent.audit import canonical
from talent.calendars import clock
from talent.mandates.actions.confirming import answer, ask, require_other_officer
from talent.mandates.actions.ending import end_due
from talent.mandates.actions.locking import held_open, locked, move, require_scan
from talent.mandates.actions.telling import tell
from talent.mandates.kinds import MANDATE_PAPER, Proof
from talent.mandates.models import Confirmation, Mandate
from talent.mandates.workflow import MandateStatus
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def ask_for_mandate(mandate: Mandate, *, by: User) -> Confirmation:
    """Send the person the code by which they authorise the officer; the signed paper has to be there.

    An HR officer is told the same whatever is known of the person: where the phone and the number do not belong
    together, the message that goes out holds no code and tells the phone's holder what to do. The talent office, which
    sees everybody, is told why.

    Raises:
        ActionRefused: no scan, too many messages, or (to the talent office) what stands against it.
    """
    mandate = held_open(mandate, by=by)
    require_scan(MANDATE_PAPER, mandate.pk)
    against = what_stands_against(mandate)
    if against and mandate.employer_id is None:
        raise ActionRefused(against)
    words = {"agent": str(mandate.agent), "side": mandate.side}

    def text(code: str) -> str:
        if against:
            return _(
                "【汽车城人才补贴】有人用这个手机号登记代办人才补贴，因与已有登记不一致，没有办理。"
                "如需办理，请本人登录网站或联系人才办；与您无关的，请忽略。"
            )
        return _(
            "【汽车城人才补贴】%(side)s %(agent)s申请为您代办人才补贴，查看和填写您的资料。同意的，把授权码 %(code)s "
            "只告诉%(agent)s，10 分钟内有效；不同意或不认识，请不要告诉任何人。"
        ) % {**words, "code": code}

    return ask(mandate, mandate.pk, _digest(mandate), by=by, text=text, real=not against)


def take_effect_by_code(mandate: Mandate, code: str, *, by: User) -> Mandate:
    """The person has told the code: the officer may begin.

    Raises:
        WrongCode: it does not fit.
        ActionRefused: something stands against it meanwhile.
    """
    asked = Confirmation.objects.current().of_matter(mandate.pk).filter(mandate__agent=by).last()
    if asked is None:
        raise ActionRefused(_("请先发送授权码。"))
    answer(asked, code, by=by)
    with transaction.atomic():
        return _take_effect(held_open(mandate, by=by), Proof.CODE, by=by)


@transaction.atomic
def take_effect_by_paper(mandate: Mandate, *, by: User) -> Mandate:
    """Another officer of the talent office has compared the signed paper: the agent may begin.

    Raises:
        DutiesNotSeparated: the agent themself, or the person.
        ActionRefused: no scan, or what stands against it.
    """
    mandate = locked(mandate, by=by)
    require_other_officer(mandate, by=by)
    if mandate.status == MandateStatus.IN_FORCE:
        return mandate
    require_scan(MANDATE_PAPER, mandate.pk)
    mandate.looked_at_by = by
    return _take_effect(mandate, Proof.PAPER, by=by)


def what_stands_against(mandate: Mandate) -> str:
    """Why the mandate cannot be bound to an account, in words for the talent office; empty where it can."""
    account = User.objects.with_phone(mandate.phone).first()
    known = Person.objects.filter(identity_index=mandate.identity_index).first()
    if account is not None and (account.is_staff_account or not account.is_active):
        return _("这个手机号码属于工作人员账号或已停用的账号，不能用来代办。")
    if known is not None and (account is None or known.user_id != account.pk):
        return _("该证件号码已在另一个手机号的账号登记。请本人用那个账号办理，或先更换手机号码。")
    holder = Person.objects.filter(user=account).first() if account else None
    if holder is not None and holder.identity_index != mandate.identity_index:
        return _("这个手机号的账号登记的是另一个人，请核对本人的手机号码。")
    if known is not None and known.name != mandate.name:
        return _("姓名与该证件号码已登记的姓名不一致，请核对。")
    if Mandate.objects.in_force().about(mandate.identity_index).exclude(pk=mandate.pk).exists():
        return _("此人已有一份有效的代办授权，请先终止那一份。")
    return ""


def _take_effect(mandate: Mandate, proof: Proof, *, by: User) -> Mandate:
    end_due(identity_index=mandate.identity_index)
    mandate.refresh_from_db(fields=["status"])
    against = what_stands_against(mandate)
    if against:
        raise ActionRefused(against if by.has_role("reviewer") else _nothing_told())
    mandate.proof, mandate.effective_at = proof, clock.now()
    try:
        with transaction.atomic():
            mandate.person = _person_of(mandate, proved=proof == Proof.CODE)
            move(mandate, "take_effect", by=by, fields=["person", "proof", "effective_at", "looked_at_by"])
    except IntegrityError as error:  # another officer, or the person themself, was quicker
        raise ActionRefused(_nothing_told()) from error
    for purpose in (SENSITIVE_DATA, CHILD_DATA) if mandate.covers_children else (SENSITIVE_DATA,):
        give_consent(mandate.person.user, purpose, by=by)
    tell(mandate, "mandate_in_force")
    return mandate


def _person_of(mandate: Mandate, *, proved: bool) -> Person:
    """The person with this number and phone; with an account that only the phone's holder can sign in to."""
    user = User.objects.with_phone(mandate.phone).first()
    if user is None:
        user = User.objects.create_user(phone=mandate.phone, phone_verified=proved, display_name=mandate.name)
    elif proved and not user.phone_verified:
        user.phone_verified = True
        user.save(update_fields=["phone_verified"])
    known = Person.objects.filter(user=user).first()
    return known or Person.objects.create(
        user=user,
        name=mandate.name,
        document_type=mandate.document_type,
        identity_number=mandate.identity_number,
        born_on=mandate.born_on,
        foreign_expert=mandate.foreign_expert,
    )


def _nothing_told() -> str:
    return _("这份授权暂时不能生效。请当事人本人登录网站办理，或联系人才办。")


def _digest(mandate: Mandate) -> str:
    said = [mandate.number, mandate.identity_index, mandate.phone_index, str(mandate.lasts_until)]
    return canonical.digest({"mandate": said, "children": mandate.covers_children})
