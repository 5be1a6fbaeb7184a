"""What of a submission can be asked of an official page: each degree's code of 学信网, and social insurance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from subsidies.applications.snapshot_labels import label_for, shown
from subsidies.review.kinds import OFFICIAL_PAGES, CodeKind, CodeResult
from subsidies.review.models import CodeCheck
from talent.workflow.refusals import ActionRefused

PERSON_FACTS = ("name", "document_type", "identity_number")
"""Of whom an official page answers."""
INSURANCE_FACTS = ("employer_id", "hired_on", "insured_months")
"""What the record of social insurance bears out."""
PASSING = frozenset({"id", "chsi_code_expires_on"})
"""What of a degree an official page says nothing about: its key, and until when the code can be asked."""


class Change(NamedTuple):
    """A fact that was entered otherwise when it was checked."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A check, and what of the facts that it was about is entered otherwise by now."""

    row: CodeCheck
    changes: list[Change]

    @property
    def holds(self) -> bool:
        """Whether what was checked is what stands there now."""
        return not self.changes


@dataclass(frozen=True, slots=True)
class Checkable:
    """One thing to ask an official page, what the applicant gave for it, and the checks of it, the latest first."""

    kind: CodeKind
    degree: UUID | None
    title: str
    code: str
    expires_on: dt.date | None
    is_expired: bool
    checks: list[Checked]

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return f"{self.kind}:{self.degree}" if self.degree else self.kind.value

    @property
    def official_page(self) -> str:
        return OFFICIAL_PAGES[self.kind]

    @property
    def standing(self) -> CodeCheck | None:
        """The latest check of what stands there now; None where there is none."""
        return next((check.row for check in self.checks if check.holds), None)

    @property
    def is_outdated(self) -> bool:
        """Whether it was checked, and all that was checked is entered otherwise by now."""
        return bool(self.checks) and self.standing is None

    @property
    def is_verified(self) -> bool:
        """Whether the official page bears out what stands there now."""
        return self.standing is not None and self.standing.result == CodeResult.MATCHES

    @property
    def doubt(self) -> str:
        """What somebody should look at, in words; empty where the official page bears it out or was not asked yet."""
        words = {"item": self.title, "result": self.standing.get_result_display() if self.standing else ""}
        if self.is_outdated:
            return _("%(item)s：核验之后填报有变，需重新核验。") % words
        if self.standing is not None and not self.is_verified:
            return _("%(item)s：核验结果为“%(result)s”。") % words
        return _("%(item)s：验证码已过期，尚未核验一致。") % words if self.lapsed_unchecked else ""

    @property
    def lapsed_unchecked(self) -> bool:
        """Whether the code can be asked no more and nobody did in time."""
        return self.is_expired and not self.is_verified


def checkables(entered: Mapping[str, Any], checks: Iterable[CodeCheck], *, on: dt.date) -> list[Checkable]:
    """What can be checked of a submission, degrees first; one without a code of its own is left out only if overseas.

    Args:
        entered: the content of the latest submission.
        checks: those of every submission of the case, each with its own, the first one first.
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
                [_checked(check, entered) for check in made if check.degree == key],
            )
        )
    if entered.get("employment"):
        kind = CodeKind.SOCIAL_INSURANCE
        about = [_checked(check, entered) for check in made if check.kind == kind]
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


def _checked(check: CodeCheck, entered: Mapping[str, Any]) -> Checked:
    """A check was of its submission: what that said is compared with what is said now, not the code alone."""
    before = check.submission.entered
    was, now = _claimed(before, check), _claimed(entered, check)
    return Checked(check, [_change(path, was, now, before, entered) for path in now if was.get(path) != now[path]])


def _claimed(entered: Mapping[str, Any], check: CodeCheck) -> dict[str, Any]:
    """The facts that a check is about, by their paths."""
    facts = {f"person.{field}": entered["person"][field] for field in PERSON_FACTS}
    if check.kind == CodeKind.SOCIAL_INSURANCE:
        employment = entered.get("employment") or {}
        return facts | {f"employment.{field}": employment.get(field) for field in INSURANCE_FACTS}
    degree: dict[str, Any] = next(
        (each for each in entered.get("degrees") or [] if each["id"] == str(check.degree)), {}
    )
    return facts | {f"degrees.{field}": value for field, value in degree.items() if field not in PASSING}


def _change(path: str, was: Mapping[str, Any], now: Mapping[str, Any], *snapshots: Mapping[str, Any]) -> Change:
    """In words; an employer by its name, though a new name alone is no change."""
    if path == "employment.employer_id":
        names = [(entered.get("employment") or {}).get("employer_name", "") for entered in snapshots]
        return Change(label_for("employment.employer_name"), *names)
    field = path.rpartition(".")[2]
    return Change(label_for(path), shown(field, was.get(path)), shown(field, now[path]))
