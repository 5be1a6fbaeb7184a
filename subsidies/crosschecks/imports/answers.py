"""A department's answers, row by row: whatever cannot be read or matched becomes the row's problem; none is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, BinaryIO, TypedDict

from django.utils.translation import gettext as _

from subsidies.applications.established import anchor
from subsidies.crosschecks.exports.list_xlsx import DOCUMENT, NAME, NUMBER, REMARK
from subsidies.crosschecks.kinds import QUESTIONS, AnswerKind, Question
from subsidies.crosschecks.models import CrossCheck, CrossCheckRow
from talent.audit.sensitive import redact
from talent.spreadsheets.errors import CellError, CellProblem, UnreadableFile
from talent.spreadsheets.reading import Column, Row, read_table
from talent.spreadsheets.sandbox.limits import Limits
from talent.workflow.refusals import ActionRefused

LIMITS = Limits()
REMARK_LENGTH = 200


class ReadRow(TypedDict):
    """One row of the file and what it comes to; plain JSON."""

    row: int
    """As the spreadsheet counts, from 1."""
    sheet: str
    number: str
    """The case's number as written."""
    key: str
    """The row of the list; empty where none answers to it."""
    kind: str
    """One of ``AnswerKind``."""
    entered: Any
    value: Any
    remark: str
    problem: str
    """What is wrong, where, and what to do; empty where nothing is."""


def read_answers(crosscheck: CrossCheck, file: BinaryIO) -> list[ReadRow]:
    """Every row of an answer file, matched by case number and document number.

    Raises:
        ActionRefused: the file cannot be read, lacks a column, or answers to nobody on the list.
    """
    question = QUESTIONS[crosscheck.department]
    people = crosscheck.rows.select_related("application", "submission", "crosscheck")
    listed = {row.application.number: row for row in people}
    try:
        with read_table(file, columns=_columns(question), limits=LIMITS) as table:
            found = [_read(row, listed, question) for row in table]
    except UnreadableFile as problem:
        raise ActionRefused(str(problem)) from problem
    if not any(row["key"] for row in found):
        raise ActionRefused(
            _("文件里没有这份名单上的人，请确认上传的是名单 %(number)s 的答复。") % {"number": crosscheck.number}
        )
    _refuse_repeated(found)
    return found


def _columns(question: Question) -> tuple[Column, ...]:
    return (
        Column("number", NUMBER, ("编号", "申请编号"), required=True),
        Column("name", NAME),
        Column("document", DOCUMENT, ("身份证号码", "身份证号", "证件号"), required=True),
        Column("answer", question.heading, question.synonyms, parse=question.parse),
        Column("remark", REMARK, ("说明",)),
    )


def _read(row: Row, listed: Mapping[str, CrossCheckRow], question: Question) -> ReadRow:
    values, errors = row.parse()
    number = str(values["number"] or "")
    found: ReadRow = {
        "row": row.number,
        "sheet": row.table.sheet,
        "number": redact(number)[:30],
        "key": "",
        "kind": AnswerKind.WRONG,
        "entered": None,
        "value": None,
        "remark": redact(str(values["remark"] or ""))[:REMARK_LENGTH],
        "problem": "",
    }
    person = listed.get(number.strip().upper())
    if errors or person is None or not _same_person(person, values["document"]):
        found["problem"] = _said(errors[0] if errors else _nobody(row, person))
        found["key"] = str(person.pk) if errors and person else ""
        return found
    found["entered"] = anchor(person.submission.facts, question.path) if question.path else None
    found["key"], found["value"] = str(person.pk), values["answer"]
    found["kind"] = _kind(person, question, values["answer"], found["remark"])
    return found


def _kind(person: CrossCheckRow, question: Question, answer: Any, remark: str) -> AnswerKind:
    if answer is None:
        return AnswerKind.UNANSWERED
    if person.answered_at and person.answer == {"value": answer, "remark": remark}:
        return AnswerKind.UNCHANGED
    if not question.path:
        return AnswerKind.DIFFERS if answer else AnswerKind.AGREES
    return AnswerKind.AGREES if anchor(person.submission.facts, question.path) == answer else AnswerKind.DIFFERS


def _same_person(person: CrossCheckRow, document: Any) -> bool:
    return str(person.submission.entered["person"]["identity_number"]).upper() == str(document or "").strip().upper()


def _nobody(row: Row, person: CrossCheckRow | None) -> CellError:
    if person is None:
        problem = CellProblem("unknown", _("名单上没有这个受理编号。"), _("请核对编号，或删去这一行。"))
        return row.error("number", problem)
    problem = CellProblem("other_person", _("证件号码与名单上的不一致。"), _("请核对是不是同一个人。"))
    return row.error("document", problem)


def _said(error: CellError) -> str:
    """Where and what, without the value: it may be somebody's number."""
    place = {"sheet": error.sheet or _("文件"), "cell": error.cell, "message": error.message, "fix": error.fix}
    return _("%(sheet)s %(cell)s：%(message)s%(fix)s") % place


def _refuse_repeated(found: list[ReadRow]) -> None:
    """Two rows for one person: which one counts is not ours to guess."""
    seen = Counter(row["key"] for row in found if row["key"])
    for row in found:
        if seen[row["key"]] > 1:
            row["problem"] = _("第 %(row)s 行：同一个人有几行答复，请只保留一行。") % {"row": row["row"]}
            row["kind"], row["key"] = AnswerKind.WRONG, ""
