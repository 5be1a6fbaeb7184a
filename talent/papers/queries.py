"""The papers of a dossier, and the paper behind a code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from talent.accounts.models import User
from talent.encryption.blind_index import blind_index
from talent.papers.codes import normalized
from talent.papers.kinds import frozen_among, may_attach, paper_kinds
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
    found = list(papers.defer("content", "code").prefetch_related(scans))
    frozen = frozen_among(found)
    return [
        PaperRow(paper, list(paper.scans.all()), paper.pk not in frozen and may_attach(paper.kind, user=user))
        for paper in found
    ]


def papers_section(dossier: UUID, *, user: User, expected: Iterable[str] = ()) -> dict[str, Any]:
    """What ``papers/section.html`` shows of a dossier.

    ``papers`` that the user may read, and ``issuable``: those of the ``expected`` kinds that the user may have made,
    since there is none or since it may be made anew.
    """
    rows = papers_in(dossier, user=user)
    issued = {row.paper.kind for row in rows}
    kinds = [paper_kinds()[code] for code in expected]
    issuable = [kind for kind in kinds if kind.may_issue(user) and (kind.renewable or kind.code not in issued)]
    return {"papers": rows, "issuable": issuable, "issued_kinds": issued, "dossier": dossier}


def kinds_seen_by(user: User) -> list[str]:
    """Codes of the kinds of which the user may see papers of some dossier (one query for each kind)."""
    return [kind.code for kind in paper_kinds().values() if kind.dossiers(user).exists()]


def verified(text: str) -> IssuedPaper | None:
    """The paper in force whose code somebody typed or scanned; None for every other text (one query in any case)."""
    index = blind_index(normalized(text), "verify_code")
    papers = IssuedPaper.objects.in_force().only("kind", "number", "holder", "issuer", "issued_at")
    return papers.filter(code_index=index).first()
