"""The papers of a dossier, and the paper behind a code."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from talent.accounts.models import User
from talent.encryption.blind_index import blind_index
from talent.papers.codes import normalized
from talent.papers.kinds import may_attach
from talent.papers.models import IssuedPaper, SignedScan


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper with the scans beside it, and whether the reader may change these."""

    paper: IssuedPaper
    scans: list[SignedScan]
    may_attach: bool


def papers_in(dossier: UUID, *, user: User) -> list[PaperRow]:
    """The papers of a dossier that are in force and visible to ``user``, oldest first (two queries)."""
    scans = Prefetch("scans", SignedScan.objects.in_use().select_related("uploaded_by"))
    papers = IssuedPaper.objects.filed_under(dossier).in_force().visible_to(user)
    return [
        PaperRow(paper, list(paper.scans.all()), may_attach(paper.kind, user=user))
        for paper in papers.defer("content", "code").prefetch_related(scans)
    ]


def verified(text: str) -> IssuedPaper | None:
    """The paper in force whose code somebody typed or scanned; None for every other text (one query in any case)."""
    index = blind_index(normalized(text), "verify_code")
    papers = IssuedPaper.objects.in_force().only("kind", "number", "holder", "issuer", "issued_at")
    return papers.filter(code_index=index).first()
