"""A kind of paper of these tests' own, filed under its reader's account."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from talent.accounts.models import User
from talent.accounts.roles import Role
from talent.papers import actions
from talent.papers.kinds import PaperKind
from talent.papers.models import IssuedPaper
from talent.ui.pdf.document import render
from talent.ui.pdf.fonts import check_name
from talent.ui.pdf.paragraphs import paragraph
from talent.workflow.refusals import ActionRefused

NOBODY = "nobody"


def accounts_of(user: User) -> Any:
    """The office sees every dossier, others their own."""
    seen = User.objects.all() if user.has_role(Role.REVIEWER) else User.objects.filter(pk=user.pk)
    return seen.values("pk")


def draw(papers: Sequence[IssuedPaper]) -> bytes:
    story = [paragraph(check_name(paper.content["name"]), "plain") for paper in papers]
    return render(story, title="证明", header="测试")


def make_missing(dossier: uuid.UUID, user: User) -> IssuedPaper:
    if User.objects.get(pk=dossier).display_name == NOBODY:
        raise ActionRefused("没有可以证明的内容。")
    return make_paper(dossier, by=user)


CERTIFICATE = PaperKind(
    "certificate",
    "证明",
    accounts_of,
    draw,
    attached_by=frozenset({Role.REVIEWER}),
    issued_by=frozenset({Role.REVIEWER, Role.APPLICANT}),
    issue=make_missing,
    names=lambda content: [content["name"]],
)
CERTIFICATES = [CERTIFICATE]


def make_paper(about: uuid.UUID, *, by: User | None = None, **fields: Any) -> IssuedPaper:
    values = {"number": f"ZM{about.hex[:8]}", "holder": "李*", "content": {"name": "李明"}} | fields
    return actions.issue(kind="certificate", about=about, by=by, **values)
