"""What of a submission can be asked of an official page: each degree's code of 学信网, and social insurance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications.snapshot_labels import shown
from subsidies.review.kinds import OFFICIAL_PAGES, CodeKind
from subsidies.review.models import CodeCheck
from talent.workflow.refusals import ActionRefused


@dataclass(frozen=True, slots=True)
class Checkable:
    """One thing to ask an official page, what the applicant gave for it, and the checks of it, the latest first."""

    kind: CodeKind
    degree: UUID | None
    title: str
    code: str
    expires_on: dt.date | None
    is_expired: bool
    checks: list[CodeCheck]

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return f"{self.kind}:{self.degree}" if self.degree else self.kind.value

    @property
    def official_page(self) -> str:
        return OFFICIAL_PAGES[self.kind]

    @property
    def latest(self) -> CodeCheck | None:
        return self.checks[0] if self.checks else None

    @property
    def is_checked(self) -> bool:
        """Whether the latest check was of the code that stands there now."""
        return self.latest is not None and self.latest.code == self.code


def checkables(entered: Mapping[str, Any], checks: Iterable[CodeCheck], *, on: dt.date) -> list[Checkable]:
    """What can be checked of a submission, degrees first; one without a code of its own is left out only if overseas.

    Args:
        checks: those of every submission of the case, the first one first.
        on: the day on which a code may have expired; on its last day it still holds.
    """
    made = list(checks)[::-1]
    found = []
    for degree in entered.get("degrees") or []:
        if degree.get("overseas") and not degree.get("chsi_code"):
            continue
        expires_on = dt.date.fromisoformat(degree["chsi_code_expires_on"]) if degree["chsi_code_expires_on"] else None
        key, level = UUID(degree["id"]), shown("level", degree["level"])
        found.append(
            Checkable(
                CodeKind.CHSI,
                key,
                f"{CodeKind.CHSI.label} · {level} · {degree['institution_name']}",
                degree["chsi_code"],
                expires_on,
                expires_on is not None and expires_on < on,
                [check for check in made if check.degree == key],
            )
        )
    if entered.get("employment"):
        kind = CodeKind.SOCIAL_INSURANCE
        about = [check for check in made if check.kind == kind]
        found.append(Checkable(kind, None, str(kind.label), "", None, False, about))
    return found


def code_of(entered: Mapping[str, Any], kind: CodeKind, degree: UUID | None) -> str:
    """The code that a submission gives for a degree; empty for social insurance.

    Raises:
        ActionRefused: the submission has nothing of the kind.
    """
    known = [each for each in entered.get("degrees") or [] if each["id"] == str(degree)]
    if kind == CodeKind.SOCIAL_INSURANCE and degree is None and entered.get("employment"):
        return ""
    if kind != CodeKind.CHSI or not known:
        raise ActionRefused(_("这次提交没有这一项，请刷新页面后再看。"))
    return str(known[0]["chsi_code"])
