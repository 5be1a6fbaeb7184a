"""Budget lines with what stands where, and the append-only entries that brought it there."""

from __future__ import annotations

import functools
import operator
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subsidies.budget.kinds import PLACES, REPEATED, SOURCES, Account, EntryKind, Programme
from subsidies.budget.querysets import BudgetEntryQuerySet, BudgetLineQuerySet
from subsidies.budget.workflow import LineState

USER = settings.AUTH_USER_MODEL


def column_of(account: str) -> str:
    """The column that holds the balance of an account."""
    return f"{account}_yuan"


def _sum_of(accounts: tuple[Account, ...]) -> F:
    return functools.reduce(operator.add, (F(column_of(account)) for account in accounts))


class BudgetLine(models.Model):
    """An appropriation (指标) for one programme and fiscal year. Its row is locked for each entry.

    The balances are what the entries add up to. No column goes below zero, so nothing is ever granted, sealed or
    paid beyond the appropriation; and what came in always equals what stands somewhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fiscal_year = models.PositiveSmallIntegerField(_("预算年度"))
    programme = models.CharField(_("项目"), max_length=20, choices=Programme)
    document_number = models.CharField(_("指标文号"), max_length=60)
    subject = models.CharField(_("预算科目"), max_length=60)
    status = models.CharField(_("状态"), max_length=10, choices=LineState, default=LineState.OPEN)
    appropriated_yuan = models.PositiveBigIntegerField(_("下达指标"), default=0)
    overpaid_yuan = models.PositiveBigIntegerField(_("指标外多付"), default=0)
    available_yuan = models.PositiveBigIntegerField(_("可用"), default=0)
    reserved_yuan = models.PositiveBigIntegerField(_("已授予待付"), default=0)
    committed_yuan = models.PositiveBigIntegerField(_("已封存"), default=0)
    released_yuan = models.PositiveBigIntegerField(_("已放行"), default=0)
    paid_yuan = models.PositiveBigIntegerField(_("已付"), default=0)
    refunded_yuan = models.PositiveBigIntegerField(_("退回国库"), default=0)
    recovered_yuan = models.PositiveBigIntegerField(_("追回入库"), default=0)
    lapsed_yuan = models.PositiveBigIntegerField(_("年终收回"), default=0)
    carried_yuan = models.PositiveBigIntegerField(_("结转下年"), default=0)
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    carried_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The line of the next year that took over what was granted and not yet paid."""

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("预算指标")
        ordering = ["-fiscal_year", "opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "document_number"], name="budget_document_once_a_year"),
            *[
                models.CheckConstraint(
                    condition=Q(**{f"{column_of(account)}__gte": 0}), name=f"budget_{account}_not_below_0"
                )
                for account in Account
            ],
            models.CheckConstraint(
                condition=Q(appropriated_yuan=_sum_of(PLACES) - F("overpaid_yuan")), name="budget_line_balances"
            ),
            models.CheckConstraint(
                condition=Q(status=LineState.OPEN, closed_at=None, closed_by=None)
                | Q(
                    status=LineState.CLOSED,
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    available_yuan=0,
                    reserved_yuan=0,
                    committed_yuan=0,
                ),
                name="closed_budget_line_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.document_number

    def balance(self, account: str) -> int:
        """Whole yuan that stand on an account."""
        return int(getattr(self, column_of(account)))

    @property
    def under_way_yuan(self) -> int:
        """Whole yuan in batches that are sealed, or released and not answered."""
        return self.committed_yuan + self.released_yuan

    @property
    def whole_yuan(self) -> int:
        """Whole yuan that stand on the accounts together."""
        return sum(map(self.balance, PLACES))

    def difference(self) -> int:
        """What came in less what stands somewhere; always zero."""
        return sum(map(self.balance, SOURCES)) - self.whole_yuan


class BudgetEntry(models.Model):
    """One movement between two accounts of a line. Never changed, never deleted: a reversal is another entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("事由"), max_length=20, choices=EntryKind)
    from_account = models.CharField(_("转出"), max_length=20, choices=Account)
    to_account = models.CharField(_("转入"), max_length=20, choices=Account)
    yuan = models.PositiveBigIntegerField(_("金额（元）"))
    subject_kind = models.CharField(max_length=60)
    """Model label of what caused it: an award, a batch, a bank's return."""
    subject_id = models.UUIDField()
    words = models.CharField(_("摘要"), max_length=200, blank=True)
    """What people call the subject: a batch's number, a case's number, why an officer entered it."""
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal")
    entered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """None: the portal itself."""
    entered_at = models.DateTimeField()

    objects = BudgetEntryQuerySet.as_manager()
    append_only = True

    class Meta:
        verbose_name = _("预算分录")
        ordering = ["-entered_at"]
        indexes = [
            models.Index(fields=["line", "entered_at", "id"], name="budget_journal"),
            models.Index(fields=["subject_id"], name="budget_entry_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(yuan__gt=0), name="budget_entry_moves_something"),
            models.CheckConstraint(condition=~Q(from_account=F("to_account")), name="budget_entry_moves_elsewhere"),
            models.UniqueConstraint(
                fields=["kind", "subject_id", "line"],
                condition=~Q(kind__in=[str(kind) for kind in REPEATED]) & Q(reverses=None),
                name="budget_entry_once",
            ),
        ]
