"""Kinds of papers, as the features describe them; ``settings.PAPER_KINDS`` names their lists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from talent.accounts.models import User
    from talent.papers.models import IssuedPaper


@dataclass(frozen=True, slots=True)
class PaperKind:
    """What the room has to know of a kind of paper.

    ``dossiers`` answers with the keys (``.values("pk")``) of the dossiers whose papers of this kind a user may see;
    ``render`` draws any number of papers into one PDF, raising UnprintableText; ``attached_by`` are the roles that may
    upload a signed scan or take one out.

    ``issue`` makes the paper of a dossier on the POST of somebody with one of the roles ``issued_by``, raising
    ActionRefused where it may not be made; it can count on the dossier being visible to the user. A ``renewable`` paper
    may be issued again when what it would say has changed; of others, ``issue`` only makes the one that is missing.

    ``frozen`` answers which of these papers somebody has handed in: they are not issued anew and their scans stay.

    ``names`` are the persons' names in a paper's content: one that the font lacks keeps its paper out of a print run.
    """

    code: str
    label: str | Promise
    dossiers: Callable[[User], QuerySet[Any, Any]]
    render: Callable[[Sequence[IssuedPaper]], bytes]
    attached_by: frozenset[str] = frozenset()
    issued_by: frozenset[str] = frozenset()
    issue: Callable[[UUID, User], IssuedPaper] | None = None
    renewable: bool = False
    names: Callable[[dict[str, Any]], Sequence[str]] = itemgetter("names")
    frozen: Callable[[Collection[UUID]], set[UUID]] | None = None

    def may_issue(self, user: User) -> bool:
        """Whether the user's roles may have a paper of this kind made; that they see its dossier is asked apart."""
        return self.issue is not None and user.has_role(*self.issued_by)


@cache
def paper_kinds() -> dict[str, PaperKind]:
    """Every kind by its code."""
    kinds = [kind for name in settings.PAPER_KINDS for kind in import_string(name)]
    return {kind.code: kind for kind in kinds}


def label_of(code: str) -> str:
    """The words for a kind; the code itself where no feature knows it any more."""
    kind = paper_kinds().get(code)
    return str(kind.label) if kind else code


def may_attach(code: str, *, user: User) -> bool:
    """Whether the user's roles may attach scans to papers of a kind; that the paper is one they see is asked apart."""
    kind = paper_kinds().get(code)
    return kind is not None and user.has_role(*kind.attached_by)


def frozen_among(papers: Sequence[IssuedPaper]) -> set[UUID]:
    """Which of these papers stay as they are, since they were handed in (a query for each kind that knows of it)."""
    found: set[UUID] = set()
    for code in {paper.kind for paper in papers}:
        kind = paper_kinds().get(code)
        if kind is not None and kind.frozen is not None:
            found |= kind.frozen([paper.pk for paper in papers if paper.kind == code])
    return found
