"""Who of the showcase to sign in as to see a stage: read from the database, so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subsidies.applications.kinds import Outcome
from subsidies.applications.models import Application
from subsidies.applications.workflow import ApplicationStatus
from subsidies.payments.models import Instalment
from subsidies.payments.workflow import InstalmentStatus
from subsidies.verification.models import Transfer

SHOWCASE = "graduate"


def examples() -> list[tuple[str, str]]:
    """(e-mail, stage in words): one person for each status of a case, for a payment that failed or came back, and who
    went from one unit to another.
    """
    return [*_by_status(), *_closed(), *_failed(), *_moved()]


def _by_status() -> Iterator[tuple[str, str]]:
    cases = _cases().exclude(status=ApplicationStatus.CLOSED)
    seen: set[str] = set()
    for case in cases:
        if case.status not in seen:
            seen.add(case.status)
            yield str(case.person.user.email), str(case.get_status_display())


def _closed() -> Iterator[tuple[str, str]]:
    closed = _cases().filter(status=ApplicationStatus.CLOSED)
    kinds = {
        _("已授予"): closed.exclude(decisions__outcome=Outcome.REFUSED),
        _("不予通过"): closed.exclude(decisions__outcome=Outcome.GRANTED),
    }
    for words, cases in kinds.items():
        if (case := cases.first()) is not None:
            yield str(case.person.user.email), words


def _failed() -> Iterator[tuple[str, str]]:
    words = {InstalmentStatus.FAILED: _("银行退回，待更正账户"), InstalmentStatus.REVERSED: _("付款后退汇，待更正账户")}
    shown = Instalment.objects.filter(award__person__user__email__startswith=SHOWCASE)
    for status, stage in words.items():
        sent_back = shown.filter(status=status).order_by("award__person__user__email")
        if (instalment := sent_back.select_related("award__person__user").first()) is not None:
            yield str(instalment.award.person.user.email), stage


def _moved() -> Iterator[tuple[str, str]]:
    moves = Transfer.objects.in_force().filter(person__user__email__startswith=SHOWCASE)
    for move in moves.select_related("person__user", "from_employer", "to_employer")[:1]:
        words = {"from_unit": move.from_employer.short_name, "to_unit": move.to_employer.short_name}
        yield str(move.person.user.email), _("从%(from_unit)s调到%(to_unit)s") % words


def _cases() -> QuerySet[Application]:
    cases = Application.objects.filter(person__user__email__startswith=SHOWCASE)
    return cases.select_related("person__user").order_by("person__user__email", "created_at")
