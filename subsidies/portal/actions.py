"""What the applicant's pages do across features."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as applications
from subsidies.applications.completeness import missing
from subsidies.applications.models import Application
from subsidies.applications.refusals import Incomplete
from subsidies.applications.snapshots import digest_of, entered_by
from subsidies.applications.workflow import ApplicationStatus
from subsidies.offers import actions as offers
from subsidies.portal.exports.confirmation import confirmation_sheet
from subsidies.portal.queries.identity import identity_is_fixed
from subsidies.portal.queries.offers import Stated
from subsidies.portal.queries.steps import EDITABLE
from subsidies.verification import actions as verification
from talent.accounts.models import User
from talent.accounts.representation import hand_of
from talent.calendars import clock
from talent.mandates import actions as mandates
from talent.mandates.models import Confirmation, Mandate
from talent.profiles import actions as profiles
from talent.profiles.models import BankAccount, Person
from talent.workflow.refusals import ActionRefused

SUBMITTING = {
    ApplicationStatus.DRAFT: applications.submit,
    ApplicationStatus.DISPUTED: applications.answer_dispute,
    ApplicationStatus.RETURNED: applications.correct,
}
"""What handing in means, by status."""


@transaction.atomic
def save_identity(*, by: User, **identity: Any) -> Person:
    """Enter or change who the signed-in person is, as long as nothing rests on it.

    Raises:
        ActionRefused: a case is being decided or a benefit was granted; or the number is another account's.
    """
    person = Person.objects.filter(user=by).first()
    if person is not None:
        # Locked, so that none of them is handed in with the old number at the same time.
        list(Application.objects.select_for_update().filter(person=person).values_list("pk", flat=True))
        if identity_is_fixed(person):
            raise ActionRefused(_("申请正在办理或补贴已经授予，身份信息不能自行修改。确需变更的，请联系人才办。"))
    return profiles.save_identity(by=by, **identity)


@transaction.atomic
def choose_benefits(
    application: Application | None,
    *,
    by: User,
    key: UUID,
    claimed_elsewhere: bool,
    identity: dict[str, Any] | None = None,
    **chosen: bool,
) -> Application:
    """Choose the benefits of a case, starting it where there is none; a newcomer's identity is entered with it.

    Args:
        key: the key of the case, made with the form: the same key again gives the same case.
        chosen: living, housing, schooling.
    """
    if identity is not None:
        save_identity(by=by, **identity)
    application = application or applications.start(by=by, pk=key, **chosen)
    return applications.choose(application, by=by, claimed_elsewhere=claimed_elsewhere, **chosen)


@transaction.atomic
def hand_in(application: Application, *, by: User, seen: str, answer: str = "") -> None:
    """Submit, answer a dispute or correct, as the status has it.

    Args:
        seen: the digest of what the applicant checked (``digest_seen``).
        answer: what they say to the unit that objected; not under a mandate, since nobody has confirmed it.

    Raises:
        ActionRefused: it was changed since, in another window; or what the action itself refuses.
    """
    # What was seen stays until it is handed in. People are locked before their cases, as where a roster is taken back.
    Person.objects.select_for_update(no_key=True).get(pk=application.person_id)
    application = (
        Application.objects.select_for_update(of=("self",)).select_related("person", "employer").get(pk=application.pk)
    )
    act = SUBMITTING.get(ApplicationStatus(application.status))
    if act is None:
        return
    if seen != digest_seen(application):
        raise ActionRefused(_("内容在您核对之后有修改（可能是在另一个窗口）。请再核对一遍后提交。"))
    if by.represented_by is not None:
        mandates.spend(by.represented_by.pk, application.pk, seen)
    objecting = application.employer if application.status == ApplicationStatus.DISPUTED else None
    submission = act(application, by=by)
    if answer and objecting is not None and by.represented_by is None:
        verification.answer_with(submission, by=by, text=answer, to=objecting)
    if by.represented_by is not None:
        mandates.tell_filed(by.represented_by.pk)
    offers.note_applied(application.person, by=by)


@transaction.atomic
def ask_to_confirm(application: Application, *, by: User, seen: str) -> None:
    """Send the person the code by which they confirm what the officer has just checked.

    Args:
        by: the person, represented by the officer.
        seen: the digest of what the officer checked.

    Raises:
        ActionRefused: it was changed since, is not complete, or no message can go out now.
    """
    mandate = _ready(application, by=by, seen=seen)
    account = application.person.bank_accounts.current().first() if application.living_requested else None

    def text(code: str) -> str:
        words = {
            "agent": str(mandate.agent),
            "side": mandate.side,
            "number": application.number,
            "benefits": _("、").join(str(benefit.label) for benefit in application.benefits),
            "account": _("，收款账户尾号 %(tail)s") % {"tail": account.account_number[-4:]} if account else "",
            "code": code,
        }
        return (
            _(
                "【汽车城人才补贴】%(side)s %(agent)s已替您填好申请 %(number)s（%(benefits)s%(account)s）。内容无误、"
                "同意提交的，把确认码 %(code)s 只告诉%(agent)s，10 分钟内有效；不同意的，请不要告诉任何人。"
            )
            % words
        )

    mandates.ask(mandate, application.pk, seen, by=hand_of(by), text=text)


def take_confirming_code(application: Application, code: str, *, by: User) -> None:
    """The person has told the code. Not to be called within a transaction: wrong tries count.

    Raises:
        WrongCode: it does not fit.
    """
    assert by.represented_by is not None
    waiting = Confirmation.objects.current().of_matter(application.pk).filter(mandate=by.represented_by.pk)
    asked = waiting.exclude(sent_at=None).last()
    if asked is None:
        raise mandates.WrongCode(_("请先发送确认短信。"))
    mandates.answer(asked, code, by=hand_of(by))


@transaction.atomic
def print_to_confirm(application: Application, *, by: User, seen: str) -> None:
    """Issue the sheet of what was entered, which the person signs; the same content gives the same sheet.

    Raises:
        ActionRefused: it was changed since, or is not complete.
    """
    mandate = _ready(application, by=by, seen=seen)
    sheet = confirmation_sheet(mandate, application, on=clock.today())
    mandates.ask_on_paper(mandate, application.pk, seen, by=hand_of(by), sheet=sheet)


def _ready(application: Application, *, by: User, seen: str) -> Mandate:
    """The mandate, held, under which a case that is complete and unchanged since it was checked may be confirmed."""
    assert by.represented_by is not None
    by.represented_by.require("mandate.code_sent")
    if seen != digest_seen(application):
        raise ActionRefused(_("内容在您核对之后有修改（可能是在另一个窗口）。请再核对一遍。"))
    if lacking := missing(application):
        raise Incomplete(lacking)
    return Mandate.objects.select_related("agent", "agent_person", "employer").get(pk=by.represented_by.pk)


@transaction.atomic
def change_account(person: Person, *, by: User, pk: UUID, **said: str) -> BankAccount:
    """Replace the account; who files for the person may do so only while the person has still to confirm it.

    Raises:
        ActionRefused: the case is handed in, or what ``profiles.change_bank_account`` refuses.
    """
    if by.represented_by is not None:
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # handing in waits for it
        with_others = Application.objects.live().filter(person=person).exclude(status__in=EDITABLE)
        if with_others.exists():
            raise ActionRefused(_("申请已经提交。收款账户须由申请人本人登录更换，代办人不能更换。"))
    return profiles.change_bank_account(person, by=by, pk=pk, **said)


@transaction.atomic
def confirm_stated(person: Person, stated: Stated, *, by: User, code: str = "") -> bool:
    """Take what the employer states over as the person's own employment, since they say that it is right.

    Returns whether it could be: where the roster leaves something open, the person fills in the form instead.

    Raises:
        ActionRefused: the invitation is not theirs, or the profile is not.
    """
    offers.open_offer(stated.offer, by=by, code=code)
    if not stated.is_whole:
        return False
    nothing = {"contract_months": None, "open_ended": False, "left_on": None}
    profiles.save_employment(person, by=by, **(nothing | stated.employment))
    return True


def digest_seen(application: Application) -> str:
    """A digest of everything that the page for checking shows."""
    return digest_of(entered_by(application), application.person.evidence.in_use().values_list("sha256", flat=True))
