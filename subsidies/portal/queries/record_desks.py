"""What those look after who audit, and those who manage accounts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from subsidies.payments.waiting import claims_waiting, returns_waiting
from talent.accounts.models import Invitation, StaffRole, User
from talent.accounts.roles import STAFF_ROLES, Role
from talent.audit import append_only, chain, wording
from talent.audit.models import AuditEvent
from talent.calendars import clock
from talent.notifications.queries import given_up_tasks
from talent.ui.stats import Stat, stat

DAYS = 7
LATEST = 10
WATCHED = (
    "application.numbers_revealed",
    "profile.bank_account_changed",
    "batch_file.downloaded",
    "batch_file.damaged",
    "account.role_granted",
    "account.role_revoked",
    "account.sign_in_failed",
)
ALARMING = frozenset({"batch_file.damaged"})
AT_LEAST = {Role.REVIEWER: 2, Role.FINANCE_OFFICER: 2, Role.ADMINISTRATOR: 2, Role.AUDITOR: 1, Role.POLICY_OFFICER: 1}
"""How many different people a role needs: two where one checks the other, or where one alone could be locked out."""


def audit_desk(user: User) -> dict[str, Any]:
    """The state of the log, what waits of the payments, what of the last week deserves a look, and the latest
    events (fourteen queries)."""
    events = AuditEvent.objects.visible_to(user)
    return {
        "missing_triggers": append_only.missing(connection, append_only.tables()),
        "state": [
            stat(_("已上链"), chain.head().position, _("条"), "audit:event_list"),
            stat(_("等待上链"), chain.pending(), _("条"), "audit:event_list"),
            _given_up(),
        ],
        "waiting": [*returns_waiting(user, "payments"), *claims_waiting(user)],
        "watched": _watched(user),
        "days": DAYS,
        "events": events.order_by("-id")[:LATEST],
    }


def administrator_desk(user: User) -> dict[str, Any]:
    """Who works in which role, what is missing, which invitations wait, and the latest events (five queries)."""
    people = _people_by_role()
    invitations = Invitation.objects.visible_to(user).pending()
    expired = invitations.filter(expires_at__lte=clock.now()).count()
    waiting = invitations.count()
    words = _("其中 %(count)s 个已过期，需要重新发送") % {"count": expired} if expired else ""
    about_accounts = Q(verb__startswith="account.") | Q(verb__startswith="invitation.")
    mine = AuditEvent.objects.visible_to(user).filter(about_accounts)
    return {
        "roles": [
            stat(str(role.label), len(people[role]), _("人"), "accounts:staff_list", role=role.value)
            for role in STAFF_ROLES
        ],
        "lacking": [
            _lack(role, len(people[role]), least) for role, least in AT_LEAST.items() if len(people[role]) < least
        ],
        "state": [
            stat(
                _("未接受的邀请"),
                waiting,
                _("个"),
                "accounts:invitation_list",
                note=words,
                kind="warning" if expired else "info",
            ),
            _given_up(),
        ],
        "events": mine.order_by("-id")[:LATEST],
    }


def _given_up() -> Stat:
    count = given_up_tasks().count()
    return stat(_("失败的后台任务"), count, _("项"), "notifications:outbox", note=_("已停止自动重试"), kind="danger")


def _watched(user: User) -> list[Stat]:
    since = clock.today() - dt.timedelta(days=DAYS - 1)
    recent = AuditEvent.objects.visible_to(user).from_day(since).filter(verb__in=WATCHED)
    counts = dict(recent.order_by().values_list("verb").annotate(Count("pk")))
    return [
        stat(
            wording.verb_label(verb),
            counts.get(verb, 0),
            _("次"),
            "audit:event_list",
            kind="danger" if verb in ALARMING else "",
            verb=verb,
            from_day=since.isoformat(),
        )
        for verb in WATCHED
    ]


def _people_by_role() -> dict[str, set[UUID | None]]:
    """The different people in each role: two accounts of one person count once."""
    people: dict[str, set[UUID | None]] = defaultdict(set)
    for role, account, person in StaffRole.objects.in_force().values_list("role", "user", "user__natural_person"):
        people[role].add(person or account)
    return people


def _lack(role: Role, count: int, least: int) -> str:
    return _("%(role)s：现有 %(count)s 人，至少需要 %(least)s 人") % {
        "role": role.label,
        "count": count,
        "least": least,
    }
