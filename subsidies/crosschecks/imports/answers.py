"""A department's answers, row by row: whatever cannot be read or matched becomes the row's problem; none is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple, TypedDict

from django.utils.translation import gettext as _

from subsidies.applications.established import anchor
from subsidies.crosschecks.exports.list_xlsx import DOCUMENT, DOCUMENT_TYPE, NAME, NUMBER, ORDER, REMARK
from subsidies.crosschecks.kinds import QUESTIONS, AnswerKind, Question
from subsidies.crosschecks.models import CrossCheck, CrossCheckRow
from talent.audit.sensitive import redact
from talent.spreadsheets.characters import tidy
from talent.spreadsheets.errors import CellError, CellProblem, UnreadableFile
from talent.spreadsheets.reading import Column, Row, Table, read_table
from talent.spreadsheets.sandbox.limits import Limits
from talent.workflow.refusals import ActionRefused

LIMITS = Limits()
REMARK_LENGTH = 200
MOST_NAMED = 50
"""So many sheets, rows and headings are named of each."""
OUR_OWN = {ORDER, DOCUMENT_TYPE}
"""Headings of our own list that nobody has to read again."""


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


class Remarks(TypedDict):
    """What was passed over in a file, and whom it leaves out; plain JSON."""

    sheet: str
    """The sheet that was read; empty for text files."""
    other_sheets: list[str]
    """Sheets with the same header, which were not read."""
    ignored: list[int]
    """Rows that are about nobody (totals, signatures, notes), as the spreadsheet counts, from 1."""
    ignored_count: int
    unread_headings: list[str]
    missing: list[str]
    """The rows of the list that the file has no row for and that nobody answered before, by key."""


class Reading(NamedTuple):
    """An answer file as it was read."""

    rows: list[ReadRow]
    remarks: Remarks


def read_answers(crosscheck: CrossCheck, file: BinaryIO) -> Reading:
    """Every row of an answer file, matched by case number and document number, and what was passed over.

    Raises:
        ActionRefused: the file cannot be read, lacks a column, or answers to nobody on the list.
    """
    question = QUESTIONS[crosscheck.department]
    people = crosscheck.rows.select_related("application", "submission", "crosscheck")
    listed = {row.application.number: row for row in people}
    try:
        with read_table(file, columns=_columns(question), limits=LIMITS) as table:
            _refuse_without_answers(table, question)
            found = [_read(row, listed, question) for row in table]
            remarks = _remarks(table, listed, found)
    except UnreadableFile as problem:
        raise ActionRefused(str(problem)) from problem
    if not any(row["key"] for row in found):
        raise ActionRefused(
            _("文件里没有这份名单上的人，请确认上传的是名单 %(number)s 的答复。") % {"number": crosscheck.number}
        )
    _refuse_repeated(found)
    return Reading(found, remarks)


def _refuse_without_answers(table: Table, question: Question) -> None:
    """Under another heading every answer would count as none."""
    if "answer" in table.columns:
        return
    named = [redact(tidy(heading)) for heading in list(table.headings.values())[:MOST_NAMED]]
    words = {
        "place": _("工作表“%(sheet)s”") % {"sheet": table.sheet} if table.sheet else _("文件"),
        "expected": question.heading,
        "found": _("、").join(named),
    }
    raise ActionRefused(
        _(
            "%(place)s里没有“%(expected)s”一列，不知道哪一列是答复。现有的列：%(found)s。"
            "请把写有答复的那一列的列名改为“%(expected)s”，再重新上传。"
        )
        % words
    )


def _remarks(table: Table, listed: Mapping[str, CrossCheckRow], found: list[ReadRow]) -> Remarks:
    named = {row["number"].strip().upper() for row in found}
    unread = [redact(tidy(heading)) for heading in table.unknown_headings.values() if tidy(heading) not in OUR_OWN]
    return {
        "sheet": table.sheet,
        "other_sheets": [redact(tidy(sheet)) for sheet in table.other_sheets[:MOST_NAMED]],
        "ignored": [ignored.number for ignored in table.ignored[:MOST_NAMED]],
        "ignored_count": table.ignored_count,
        "unread_headings": unread[:MOST_NAMED],
        "missing": [str(row.pk) for number, row in listed.items() if number not in named and row.answered_at is None],
    }


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
