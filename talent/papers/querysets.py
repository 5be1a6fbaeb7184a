"""Vocabulary for papers and their scans."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Count, Q

from talent.papers.kinds import paper_kinds

if TYPE_CHECKING:
    from talent.accounts.models import User
    from talent.papers.models import IssuedPaper, PrintRun, SignedScan


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    def visible_to(self, user: User) -> IssuedPaperQuerySet:
        """Papers of each kind in the dossiers that the user may see for it."""
        seen = Q(pk__in=[])
        for kind in paper_kinds().values():
            seen |= Q(kind=kind.code, dossier__in=kind.dossiers(user))
        return self.filter(seen)

    def in_force(self) -> IssuedPaperQuerySet:
        """Papers that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def with_scan_counts(self) -> IssuedPaperQuerySet:
        """Papers with ``scan_count``: how many signed scans lie beside each."""
        return self.annotate(scan_count=Count("scans", filter=Q(scans__withdrawn_at=None)))

    def filed_under(self, dossier: UUID) -> IssuedPaperQuerySet:
        """The papers of one dossier."""
        return self.filter(dossier=dossier)


class SignedScanQuerySet(models.QuerySet["SignedScan"]):
    def in_use(self) -> SignedScanQuerySet:
        """Scans that nobody took out."""
        return self.filter(withdrawn_at=None)


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    def visible_to(self, user: User) -> PrintRunQuerySet:
        """One's own: the file holds what its maker was allowed to see."""
        return self.filter(requested_by=user)

    def expired(self, before: dt.datetime) -> PrintRunQuerySet:
        """Runs whose file has lain since before that instant."""
        return self.filter(finished_at__lt=before).exclude(storage_name="")
