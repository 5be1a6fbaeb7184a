"""Issuing approval forms, one or all of a notice."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications.kinds import Letter
from subsidies.applications.models import Application
from subsidies.applications.workflow import WITH_THE_OFFICE
from subsidies.notices.models import PublicNotice
from subsidies.reports import queries
from subsidies.reports.exports.approval_form import approval_form
from talent.accounts.models import User
from talent.identifiers.masking import masked_name
from talent.papers import actions as papers
from talent.papers.actions import printing
from talent.papers.models import IssuedPaper, PrintRun
from talent.workflow.refusals import ActionRefused

PREPARE = "subsidies.reports.tasks.prepare_forms"


def issue_approval_form(dossier: UUID, by: User) -> IssuedPaper:
    """The approval form of a case as it stands; the one in force where it says the same.

    Raises:
        ActionRefused: the employer has not verified yet, or the applicant is correcting.
    """
    file = queries.case_file(dossier)
    if file is None or file.application.status not in WITH_THE_OFFICE:
        raise ActionRefused(_("单位核实后、申请人没有在补正时，才能出具申请审批表。"))
    sheet = approval_form(file)
    return papers.issue(
        kind=Letter.APPROVAL_FORM.value,
        number=f"{file.application.number}-SP",
        about=dossier,
        holder=masked_name(sheet.names[0]),
        content=sheet.as_content(),
        by=by,
        renew=True,
    )


def request_forms(notice: PublicNotice, *, pk: UUID, by: User) -> PrintRun:
    """Have the approval forms of everybody on a notice made and printed in one file."""
    title = f"{Letter.APPROVAL_FORM.label} {notice.number}"
    return printing.request_run(
        [], pk=pk, kind=Letter.APPROVAL_FORM.value, title=title, by=by, prepared_by=PREPARE, about=notice.pk
    )


def prepare_forms(run: PrintRun, notice: PublicNotice) -> None:
    """Issue the forms that a run asks for, each for itself, then draw them; what may not be issued is named."""
    if run.finished_at is not None:
        return
    left_out, papers_of_run = [], []
    for case in Application.objects.filter(notice_entries__notice=notice).order_by("number").distinct():
        try:
            papers_of_run.append(issue_approval_form(case.pk, run.requested_by))
        except ActionRefused as refusal:
            left_out.append([case.number, str(refusal)])
    run.papers.set(papers_of_run)
    run.total, run.left_out = len(papers_of_run), left_out
    run.save(update_fields=["total", "left_out"])
    printing.draw_run(run)
