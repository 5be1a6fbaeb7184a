"""The office draws up lists, takes them out, and enters what departments answer."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subsidies.applications import actions as cases
from subsidies.applications.models import Application, EstablishedFact
from subsidies.crosschecks.imports.answers import ReadRow, read_answers
from subsidies.crosschecks.kinds import QUESTIONS, AnswerKind, Department
from subsidies.crosschecks.models import SETTLING, AnswerFile, CrossCheck, CrossCheckRow
from subsidies.crosschecks.numbering import next_number
from subsidies.crosschecks.permissions import refuse_others
from subsidies.crosschecks.queries import first_to_ask
from subsidies.crosschecks.settling import go_on
from talent.accounts.models import User
from talent.audit import events as audit
from talent.calendars import clock
from talent.ui.formatting import day
from talent.uploads.file_names import safe_file_name
from talent.workflow.refusals import ActionRefused

ENTERED = (AnswerKind.AGREES, AnswerKind.DIFFERS)
WRITTEN = ("answer", "differs", "answered_at", "fact", *SETTLING)


@transaction.atomic
def draw(department: str, *, pk: UUID, by: User) -> CrossCheck:
    """Put everybody on a list whom a department has not been asked about yet. The key comes with the form.

    Raises:
        ActionRefused: the role is wrong, there is no such department, or nobody is left to ask about.
    """
    refuse_others(by)
    if made := CrossCheck.objects.filter(pk=pk, drawn_by=by).first():
        return made
    if department not in Department.values:
        raise ActionRefused(_("请选择比对部门。"))
    number = next_number()
    chosen = first_to_ask(department)
    if not chosen:
        raise ActionRefused(_("现在没有需要向这个部门比对的申请。"))
    crosscheck = CrossCheck.objects.create(
        pk=pk, number=number, department=department, drawn_by=by, drawn_at=clock.now()
    )
    CrossCheckRow.objects.bulk_create(
        CrossCheckRow(crosscheck=crosscheck, sequence=sequence, application_id=case, submission_id=submission)
        for sequence, (case, submission) in enumerate(chosen, 1)
    )
    detail = {"number": number, "kind": department, "count": len(chosen)}
    audit.record("crosscheck.drawn", crosscheck, by=by, detail=detail)
    return crosscheck


@transaction.atomic
def take(crosscheck: CrossCheck, *, by: User) -> list[CrossCheckRow]:
    """The people on a list with their full numbers, for the file; that it was taken out is recorded first.

    Raises:
        ActionRefused: the role is wrong.
    """
    refuse_others(by)
    rows = list(crosscheck.rows.select_related("application", "submission"))
    detail = {"number": crosscheck.number, "count": len(rows)}
    audit.record("crosscheck.taken", crosscheck, by=by, detail=detail)
    return rows


@transaction.atomic
def read_file(crosscheck: CrossCheck, file: BinaryIO, *, file_name: str, pk: UUID, by: User) -> AnswerFile:
    """Read an answer file and keep what it says; nothing counts before it is entered. The key comes with the form.

    Raises:
        ActionRefused: the role is wrong, or the file cannot be read or answers to nobody on the list.
    """
    refuse_others(by)
    if made := AnswerFile.objects.filter(pk=pk, uploaded_by=by).first():
        return made
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    rows, remarks = read_answers(crosscheck, file)
    kept = AnswerFile.objects.create(
        pk=pk,
        crosscheck=crosscheck,
        file_name=safe_file_name(file_name),
        sha256=digest,
        content=list(rows),
        remarks=dict(remarks),
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    detail = {"number": crosscheck.number, "sha256": digest, "count": len(rows)}
    audit.record("crosscheck.answers_read", kept, by=by, detail=detail)
    return kept


@transaction.atomic
def enter(answers: AnswerFile, *, by: User) -> Counter[str]:
    """Enter the answers that were shown, all or none; a second click changes nothing.

    An answer that differs from what was entered becomes an established fact where the case is under review; elsewhere,
    and where no rule looks at it, it stands on the case's page, unsettled, and keeps the case out of bulk recheck.

    Returns:
        How many were ``entered``, ``established`` and ``unsettled``; ``to_settle``: how many an officer has to look
        into because no rule does.

    Raises:
        ActionRefused: the role is wrong, it was discarded, or somebody else answered for the same people meanwhile.
    """
    refuse_others(by)
    CrossCheck.objects.select_for_update().get(pk=answers.crosscheck_id)
    answers = AnswerFile.objects.select_related("crosscheck").get(pk=answers.pk)
    if answers.entered_at is not None:
        return Counter()
    if answers.discarded_at is not None:
        raise ActionRefused(_("这份答复已经放弃，请重新上传。"))
    wanted = {row["key"]: row for row in answers.content if row["kind"] in ENTERED}
    rows = CrossCheckRow.objects.filter(pk__in=wanted)
    _lock_cases(rows)
    rows = rows.select_related("application", "submission", "crosscheck").order_by("application_id")
    if any(row.answered_at and row.answered_at > answers.uploaded_at for row in rows):
        raise ActionRefused(_("预览之后又确认过别的答复，请重新上传这份文件再看。"))
    done = Counter({"entered": len(wanted)})
    for row in rows:
        _enter_one(row, wanted[str(row.pk)], by=by, done=done)
    answers.entered_by, answers.entered_at = by, clock.now()
    answers.save(update_fields=["entered_by", "entered_at"])
    detail = {"number": answers.crosscheck.number, **done}
    audit.record("crosscheck.answers_entered", answers, by=by, detail=detail)
    return done


@transaction.atomic
def establish_unsettled(application: Application, *, by: User) -> None:
    """A case is under review again: what departments answered otherwise meanwhile becomes fact, as it would have then.

    What no rule looks at, or was asked of an earlier submission, stays to be settled.
    """
    rows = CrossCheckRow.objects.unsettled().filter(application=application)
    for row in rows.select_related("application", "submission", "crosscheck").order_by("crosscheck__drawn_at"):
        path = QUESTIONS[row.crosscheck.department].path
        if path and row.answer:
            row.fact = _established(row, path, row.answer["value"], by=by)
            row.save(update_fields=["fact"])


@transaction.atomic
def discard(answers: AnswerFile, *, by: User) -> None:
    """Give up a file that was read; a second click changes nothing.

    Raises:
        ActionRefused: the role is wrong, or it was entered.
    """
    refuse_others(by)
    CrossCheck.objects.select_for_update().get(pk=answers.crosscheck_id)
    answers = AnswerFile.objects.select_related("crosscheck").get(pk=answers.pk)
    if answers.entered_at is not None:
        raise ActionRefused(_("这份答复已经确认，不能放弃。"))
    if answers.discarded_at is None:
        answers.discarded_at = clock.now()
        answers.save(update_fields=["discarded_at"])
        audit.record("crosscheck.answers_discarded", answers, by=by, detail={"number": answers.crosscheck.number})


def counted(rows: Sequence[ReadRow]) -> dict[AnswerKind, int]:
    """How many rows of a file came to what, in the order of the kinds."""
    found = Counter(row["kind"] for row in rows)
    return {kind: found[kind] for kind in AnswerKind}


def _lock_cases(rows: QuerySet[CrossCheckRow]) -> None:
    """So that an answer is either there when its case is granted, and holds it, or comes after."""
    cases = Application.objects.filter(pk__in=rows.values("application"))
    list(cases.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _enter_one(row: CrossCheckRow, answer: ReadRow, *, by: User, done: Counter[str]) -> None:
    path, was_unsettled = QUESTIONS[row.crosscheck.department].path, row.is_unsettled
    row.answer = {"value": answer["value"], "remark": answer["remark"]}
    row.differs, row.answered_at, row.fact = (answer["kind"] == AnswerKind.DIFFERS), clock.now(), None
    row.forget_settling()
    if row.differs and path:
        row.fact = _established(row, path, answer["value"], by=by)
        done["established" if row.fact else "unsettled"] += 1
    elif row.differs:
        done["to_settle"] += 1
    elif not row.differs and not _taken_back(row, path, by=by):
        row.differs = True
        done["unsettled"] += 1
    row.save(update_fields=WRITTEN)
    if was_unsettled and not row.is_unsettled:
        go_on(row)


def _established(row: CrossCheckRow, path: str, value: bool | int, *, by: User) -> EstablishedFact | None:
    """The fact that the answer establishes; None where the case is not under review, or it is the officer's own."""
    words = {"number": row.crosscheck.number, "order": row.sequence, "day": day(clock.today())}
    reason = _("比对名单 %(number)s 第 %(order)s 项，%(day)s 登记的答复") % words
    try:
        with transaction.atomic():
            return cases.establish(
                row.application,
                path,
                value,
                pk=uuid4(),
                by=by,
                submission=row.submission,
                source=row.crosscheck.department,
                reason=reason,
            )
    except ActionRefused:
        return None


def _taken_back(row: CrossCheckRow, path: str, *, by: User) -> bool:
    """Whether nothing that this department answered before stands against its answer now."""
    before = row.application.established_facts.standing().filter(path=path, source=row.crosscheck.department)
    try:
        with transaction.atomic():
            for fact in before.select_related("application"):
                cases.withdraw_fact(fact, by=by)
    except ActionRefused:
        return False
    return True
