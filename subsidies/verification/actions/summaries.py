"""Issuing the summary that a unit stamps and hands in (汇总表)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from subsidies.verification.exports.employer_summary import LANGUAGE, employer_summary
from subsidies.verification.kinds import EMPLOYER_SUMMARY
from subsidies.verification.summaries import MOST_PEOPLE, Period, VerifiedRow, key_of, number_of, rows_of
from talent.accounts.models import User
from talent.audit import events as audit
from talent.employers.models import Employer
from talent.papers import actions as papers
from talent.papers.models import IssuedPaper
from talent.ui.pdf.fonts import unprintable
from talent.workflow.refusals import ActionRefused


@transaction.atomic
def issue_summary(period: Period, *, by: User) -> IssuedPaper:
    """The summary of a period; another one where it says something else now.

    Raises:
        ActionRefused: nobody was verified, there are too many, or the employer is not the officer's.
    """
    sheet = employer_summary(period, _people(period, by=by))
    return papers.issue(
        kind=EMPLOYER_SUMMARY,
        number=number_of(period),
        about=key_of(period),
        dossier=period.employer.pk,
        holder=period.employer.name[:100],
        issuer=period.employer.name[:100],
        content=sheet.as_content(),
        by=by,
        renew=True,
    )


def list_people(period: Period, *, by: User) -> list[VerifiedRow]:
    """The people of a period for a file; that it was taken is logged.

    Raises:
        ActionRefused: as ``issue_summary``.
    """
    rows = _people(period, by=by)
    detail = {"people": len(rows), "first_on": period.first_on, "last_on": period.last_on}
    audit.record("verification.list_downloaded", period.employer, by=by, detail=detail)
    return rows


def _people(period: Period, *, by: User) -> list[VerifiedRow]:
    if not Employer.objects.served_by(by).filter(pk=period.employer.pk).exists():
        raise ActionRefused(_("只有本单位的人事专员才能出具汇总表。"))
    answers = list(
        period.answers().order_by("submission__application__employer__name", "answered_at", "pk")[: MOST_PEOPLE + 1]
    )
    if not answers:
        raise ActionRefused(_("这段时间没有核实无误的人员。"))
    if len(answers) > MOST_PEOPLE:
        raise ActionRefused(_("这段时间核实的人员超过 %(most)d 人，请缩短期间，或分单位出具。") % {"most": MOST_PEOPLE})
    with override(LANGUAGE):
        return rows_of(answers)


def left_to_handwriting(period: Period) -> list[str]:
    """Numbers of the cases whose applicant's name the font cannot print: the summary names them instead."""
    return [row.case_number for row in rows_of(period.answers()) if unprintable(row.name)]
