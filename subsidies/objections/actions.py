"""All that can be done to an objection; the only code that writes its status.

Every function locks the notice (and the one on which the person stands by now), then the person, the objection and
the case, as closing a notice does: so an objection is either there when its person is granted, and keeps them waiting,
or it comes too late. It holds the person, not the line: whatever notice they stand on by then, and with whatever case.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.models import Application
from subsidies.applications.promises import objections_answered_by
from subsidies.applications.workflow import ApplicationStatus
from subsidies.notices import actions as notices
from subsidies.notices.models import NoticeEntry, PublicNotice
from subsidies.objections import permissions
from subsidies.objections.models import Objection
from subsidies.objections.queries import case_in_question
from subsidies.objections.workflow import OBJECTION, Channel
from talent.accounts.models import NaturalPerson, User
from talent.audit import events as audit
from talent.calendars import clock
from talent.papers.codes import new_code
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused

DECIDED = (ApplicationStatus.AWAITING_NOTICE, ApplicationStatus.IN_NOTICE, ApplicationStatus.OBJECTED)
"""Statuses of a case that is decided and not granted: what an upheld objection undoes."""


@transaction.atomic
def receive(
    notice: PublicNotice,
    *,
    pk: UUID,
    text: str,
    line: int | None = None,
    anonymous: bool = False,
    name: str = "",
    contact: str = "",
    channel: Channel = Channel.PORTAL,
    recorded_by: User | None = None,
) -> Objection:
    """Take an objection of somebody who need not sign in; until it is answered its person is not granted anything.

    The key comes with the form: sent twice, it makes one objection, and shows the same tracking number.

    Args:
        line: the number of the line by which a person is named; None: the notice as a whole.
        recorded_by: who of the office wrote down what came by another way than the portal; see ``record``.

    Raises:
        ActionRefused: the notice runs no more, has no such line, nothing is said, or somebody is to be answered whom
            nobody knows.
    """
    notice = notices.lock(notice, about=_person_at(notice, line))
    if made := Objection.objects.filter(pk=pk).first():
        return _the_same(made, notice, text)
    if not PublicNotice.objects.running_on(clock.today()).filter(pk=notice.pk).exists():
        raise ActionRefused(_("公示期已满，网上不再受理异议。仍有情况要反映的，请直接联系人才办。"))
    if not text.strip() or (not anonymous and not name.strip()):
        raise ActionRefused(_("请写明异议内容；署名反映的，请填写姓名。"))
    entry = _entry(notice, line)
    objection = Objection.objects.create(
        pk=pk,
        number=f"{notice.number}-YY{notice.objections.count() + 1:02d}",
        notice=notice,
        application=entry.application if entry else None,
        line=line,
        anonymous=anonymous,
        name="" if anonymous else name.strip(),
        contact="" if anonymous else contact.strip(),
        text=text.strip(),
        code=new_code(),
        channel=channel,
        recorded_by=recorded_by,
        received_at=clock.now(),
        promised_on=objections_answered_by(clock.today()),
    )
    detail = {"number": objection.number, "anonymous": anonymous, "whole_notice": entry is None}
    detail |= {"channel": objection.channel} if recorded_by else {}
    audit.record("objection.received", objection, by=recorded_by, to_status=objection.status, detail=detail)
    return objection


@transaction.atomic
def record(notice: PublicNotice, *, by: User, channel: Channel, **said: Any) -> Objection:
    """Take down an objection that reached the office by telephone, by letter or in person, as ``receive`` takes others.

    What somebody says of several people of a notice is one objection for each: each is held and answered by itself.

    Raises:
        ActionRefused: as ``receive``; or it did not come that way, or concerns whoever writes it down.
    """
    if channel == Channel.PORTAL:
        raise ActionRefused(_("只有电话、来信、来访提出的异议可以代录。"))
    permissions.refuse_recording(_person_at(notice, said.get("line")), by=by)
    return receive(notice, channel=channel, recorded_by=by, **said)


@transaction.atomic
def accept(objection: Objection, *, by: User, line: int | None = None) -> Objection:
    """Begin to examine an objection. Its person alone is held; the others on the notice are not.

    Args:
        line: of an objection to the whole notice, the line of the person whom its words concern.

    Raises:
        ActionRefused: somebody looks into it already, the notice has no such line, or it is the officer's own case.
    """
    objection = _locked(objection, line)
    permissions.refuse_others(objection, by=by)
    OBJECTION.target("accept", objection.status)
    if objection.application is None and (entry := _entry(objection.notice, line)) is not None:
        objection.application, objection.line = entry.application, line
        objection.save(update_fields=["application", "line"])
        permissions.refuse_others(objection, by=by)
    _hold(objection, by=by)
    fields = {"accepted_by": by, "accepted_at": clock.now(), "closed_by": None, "closed_person": None}
    return _move(objection, "accept", by=by, closed_at=None, **fields)


@transaction.atomic
def decline(objection: Objection, *, by: User, answer: str) -> Objection:
    """Not examine what a named person says, and tell them why; its person waits no longer.

    Raises:
        ActionRefused: it is anonymous, no reason is given, or the officer decided what is objected to.
    """
    objection = _locked(objection)
    person = _refuse_closing(objection, by=by)
    if objection.anonymous:
        raise ActionRefused(_("匿名异议不作答复，请留作线索或受理核查。"))
    if not answer.strip():
        raise ActionRefused(_("请写明不予受理的理由，异议人凭查询编号可以看到。"))
    objection = _close(objection, "decline", by=by, person=person, answer=answer.strip())
    _settle(objection, by=by)
    return objection


@transaction.atomic
def keep_as_lead(objection: Objection, *, by: User, finding: str = "") -> Objection:
    """Keep what an anonymous person says for later; the person objected to waits no longer.

    Raises:
        ActionRefused: it is named, so that it has to be answered, or the officer decided what is objected to.
    """
    objection = _locked(objection)
    person = _refuse_closing(objection, by=by)
    if not objection.anonymous:
        raise ActionRefused(_("署名异议须受理核查或说明不予受理的理由。"))
    objection = _close(objection, "keep_as_lead", by=by, person=person, finding=finding.strip())
    _settle(objection, by=by)
    return objection


@transaction.atomic
def dismiss(objection: Objection, *, by: User, finding: str, answer: str = "") -> Objection:
    """Find the objection not borne out: the hold is lifted and, if the notice has ended, the award granted at once.

    Raises:
        ActionRefused: finding or answer are missing, or the officer decided what is objected to.
    """
    return _resolve(objection, "dismiss", by=by, finding=finding, answer=answer)


@transaction.atomic
def uphold(objection: Objection, *, by: User, finding: str, answer: str = "") -> Objection:
    """Find the objection borne out: nothing is granted, and the case is reviewed again by others.

    What was granted already (an anonymous lead taken up late) is not touched: that is revoked by two people.

    Raises:
        ActionRefused: finding or answer are missing, or the officer decided what is objected to.
    """
    return _resolve(objection, "uphold", by=by, finding=finding, answer=answer)


def note_reading(objection: Objection, *, by: User) -> None:
    """Log that staff read what somebody objected."""
    audit.record("objection.read", objection, by=by, detail={"number": objection.number})


def _resolve(objection: Objection, action: str, *, by: User, finding: str, answer: str) -> Objection:
    objection = _locked(objection)
    person = _refuse_closing(objection, by=by)
    if not finding.strip():
        raise ActionRefused(_("请写明核查了什么、结论是什么。"))
    if not objection.anonymous and not answer.strip():
        raise ActionRefused(_("署名异议须答复，请填写给异议人的答复。"))
    words = {"finding": finding.strip(), "answer": "" if objection.anonymous else answer.strip()}
    objection = _close(objection, action, by=by, person=person, **words)
    if action == "uphold":
        _put_back(objection, by=by)
    _settle(objection, by=by)
    return objection


def _hold(objection: Objection, *, by: User) -> None:
    case = _case_in_question(objection)
    if case is not None and case.status == ApplicationStatus.IN_NOTICE:
        cases.mark_objected(case, by=by)


def _put_back(objection: Objection, *, by: User) -> None:
    """Put what was decided on the person, and not granted, before the reviewers again.

    What is under review decides itself: nobody confirms a proposal that was made before.
    """
    case = _case_in_question(objection)
    if case is not None and case.status in DECIDED:
        cases.mark_objection_upheld(case, by=by)
        notices.take_off(case)


def _settle(objection: Objection, *, by: User) -> None:
    """Let the person go once nothing that is said of them is open."""
    case = _case_in_question(objection)
    if case is None or Objection.objects.open().filter(application__person=case.person).exists():
        return
    if case.status == ApplicationStatus.OBJECTED:
        cases.mark_objection_dismissed(case, by=by)
    notices.let_go(case.person)


def _case_in_question(objection: Objection) -> Application | None:
    """The case that the objection holds, locked: whoever decides it meanwhile comes before this or after."""
    case = case_in_question(objection)
    if case is None:
        return None
    return Application.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)


def _locked(objection: Objection, line: int | None = None) -> Objection:
    """The objection as it is now, locked behind its notice and its person; where it names nobody, that of the line."""
    about = objection.application.person if objection.application else _person_at(objection.notice, line)
    notices.lock(objection.notice, about=about)
    found = Objection.objects.select_for_update(of=("self",)).select_related("application__person", "notice")
    return found.get(pk=objection.pk)


def _refuse_closing(objection: Objection, *, by: User) -> NaturalPerson:
    permissions.refuse_others(objection, by=by)
    return permissions.refuse_who_decided(objection, by=by)


def _close(objection: Objection, action: str, *, by: User, person: NaturalPerson, **words: str) -> Objection:
    closed = {"closed_by": by, "closed_person": person, "closed_at": clock.now()}
    return _move(objection, action, by=by, **closed, **words)


def _move(objection: Objection, action: str, *, by: User, **fields: Any) -> Objection:
    source, objection.status = objection.status, OBJECTION.target(action, objection.status)
    for name, value in fields.items():
        setattr(objection, name, value)
    objection.save(update_fields=["status", *fields])
    case = objection.application.number if objection.application else ""
    detail = {"number": objection.number, "case": case}
    status = objection.status
    audit.record(f"objection.{action}", objection, by=by, from_status=source, to_status=status, detail=detail)
    return objection


def _entry(notice: PublicNotice, line: int | None) -> NoticeEntry | None:
    """The line of a notice as the public reads it; None for the notice as a whole."""
    if line is None:
        return None
    found = _listed(notice, line)
    if found is None:
        raise ActionRefused(_("名单上没有第 %(line)s 号，请核对序号。") % {"line": line})
    return found


def _person_at(notice: PublicNotice, line: int | None) -> Person | None:
    """Who stands on a line; what a notice lists never changes, so that this may be asked before it is locked."""
    found = None if line is None else _listed(notice, line)
    return found.application.person if found else None


def _listed(notice: PublicNotice, line: int) -> NoticeEntry | None:
    return notice.entries.listed().select_related("application__person").filter(sequence=line).first()


def _the_same(made: Objection, notice: PublicNotice, text: str) -> Objection:
    if made.notice_id != notice.pk or made.text != text.strip():
        raise ActionRefused(_("这份表单已经提交过，请重新打开页面填写。"))
    return made
