"""What the pages of cross-checks show."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from subsidies.applications.established import worded
from subsidies.crosschecks.actions import ENTERED, counted
from subsidies.crosschecks.forms import AnswersForm
from subsidies.crosschecks.kinds import QUESTIONS, AnswerKind, Department
from subsidies.crosschecks.models import AnswerFile, CrossCheck, CrossCheckRow
from subsidies.crosschecks.queries import MOST_ON_A_LIST, in_words, still_to_ask
from talent.accounts.access import SignedInRequest
from talent.accounts.roles import Role
from talent.ui.pages import page_of

KINDS = {
    AnswerKind.AGREES: "success",
    AnswerKind.DIFFERS: "warning",
    AnswerKind.UNCHANGED: "neutral",
    AnswerKind.UNANSWERED: "neutral",
    AnswerKind.WRONG: "danger",
}
MOST_SHOWN = 500
LOOKED_AT = (AnswerKind.WRONG, AnswerKind.DIFFERS, AnswerKind.UNANSWERED)


def waiting() -> dict[str, int]:
    """How many there are to ask each department about, up to what one list holds."""
    return {department: still_to_ask(department)[:MOST_ON_A_LIST].count() for department in Department}


def list_page(request: SignedInRequest) -> dict[str, Any]:
    """Every list, the latest first."""
    lists = CrossCheck.objects.visible_to(request.user).select_related("drawn_by")
    page = page_of(lists, request, order=("-drawn_at", "-id"))
    counts = CrossCheck.objects.filter(pk__in=[row.pk for row in page.rows]).counted().in_bulk()
    for row in page.rows:
        row.counts = counts[row.pk]
    return {"page": page, "may_change": request.user.has_role(Role.REVIEWER)}


def detail_page(request: SignedInRequest, crosscheck: CrossCheck, form: AnswersForm) -> dict[str, Any]:
    """One list with its people, the files that came back, and the form for another."""
    rows = CrossCheckRow.objects.filter(crosscheck=crosscheck).select_related("application__person", "crosscheck")
    page = page_of(rows, request, order=("sequence", "id"))
    return {
        "crosscheck": crosscheck,
        "counts": CrossCheck.objects.counted().get(pk=crosscheck.pk),
        "page": page,
        "rows": in_words(page.rows),
        "files": crosscheck.answer_files.select_related("uploaded_by").defer("content"),
        "question": QUESTIONS[crosscheck.department],
        "may_change": request.user.has_role(Role.REVIEWER),
        "form": form,
    }


def answers_page(request: SignedInRequest, answers: AnswerFile) -> dict[str, Any]:
    """What a file says: how many rows come to what, and the rows that somebody should look at, the worst first."""
    path = QUESTIONS[answers.crosscheck.department].path or "answer"
    rows = [row for kind in LOOKED_AT for row in answers.content if row["kind"] == kind]
    counts, remarks = counted(answers.content), answers.remarks or {}
    missing = remarks.get("missing", [])
    return {
        "answers": answers,
        "by_a_rule": path != "answer",
        "remarks": remarks,
        "missing": _named(missing[:MOST_SHOWN]),
        "missing_count": len(missing),
        "missing_hidden": max(0, len(missing) - MOST_SHOWN),
        "all_agree": bool(remarks) and not rows and not missing,
        "rows": [
            row
            | {name: worded(path, row[name]) for name in ("entered", "value")}
            | {"label": AnswerKind(row["kind"]).label, "tag": KINDS[row["kind"]]}
            for row in rows[:MOST_SHOWN]
        ],
        "hidden": max(0, len(rows) - MOST_SHOWN),
        "counts": [(kind.label, count, KINDS[kind]) for kind, count in counts.items() if count],
        "will_enter": sum(counts[kind] for kind in ENTERED),
        "may_change": request.user.has_role(Role.REVIEWER),
    }


def _named(keys: list[str]) -> QuerySet[CrossCheckRow]:
    """The people behind rows of a list, in its order."""
    return CrossCheckRow.objects.filter(pk__in=keys).select_related("application__person").order_by("sequence")
