"""What lists of due instalments and of batches can be narrowed to. Nothing personal stands in the address."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from subsidies.budget.models import BudgetLine
from subsidies.payments.kinds import HoldKind, Readiness, RecoveryReason, ReturnStatus
from subsidies.payments.models import BankReturn, RecoveryProposal
from subsidies.payments.queries.undone import with_undone_work
from subsidies.payments.querysets import HoldQuerySet, InstalmentQuerySet, PaymentBatchQuerySet
from subsidies.payments.recovery_querysets import RecoveryQuerySet
from subsidies.payments.workflow import BatchStatus, HoldStatus, RecoveryStatus
from talent.calendars import clock
from talent.employers.models import Employer
from talent.profiles.kinds import Degree
from talent.ui.widgets import DayInput

ALL = [("", _("全部"))]


class DueFilter(forms.Form):
    """Narrows due instalments."""

    due_until = forms.DateField(label=_("应发日期不晚于"), required=False, widget=DayInput)
    employer = forms.ModelChoiceField(
        label=_("用人单位"), required=False, queryset=Employer.objects.none(), empty_label=_("全部")
    )
    degree = forms.ChoiceField(label=_("学位层次"), required=False, choices=[*ALL, *Degree.choices])
    sequence = forms.TypedChoiceField(
        label=_("期次"), required=False, coerce=int, empty_value=None, choices=[*ALL, *((n, n) for n in range(1, 7))]
    )
    budget_line = forms.ModelChoiceField(
        label=_("列支指标"), required=False, queryset=BudgetLine.objects.none(), empty_label=_("全部")
    )
    readiness = forms.ChoiceField(label=_("能否发放"), required=False, choices=[*ALL, *Readiness.choices])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        employers = self.fields["employer"]
        assert isinstance(employers, forms.ModelChoiceField)
        employers.queryset = Employer.objects.order_by("name")
        lines = self.fields["budget_line"]
        assert isinstance(lines, forms.ModelChoiceField)
        lines.queryset = BudgetLine.objects.open()
        self.several_lines = lines.queryset.count() > 1
        """Whether it is worth asking."""

    def apply(self, instalments: InstalmentQuerySet) -> InstalmentQuerySet:
        """The instalments that fit; a filter that cannot be read is left out and shown with its error."""
        self.is_valid()
        wanted = getattr(self, "cleaned_data", {})
        if day := wanted.get("due_until"):
            instalments = instalments.filter(due_on__lte=day)
        if employer := wanted.get("employer"):
            instalments = instalments.filter(award__decision__application__employer=employer)
        if degree := wanted.get("degree"):
            instalments = instalments.filter(award__degree=degree)
        if line := wanted.get("budget_line"):
            instalments = instalments.filter(budget_line=line)
        if sequence := wanted.get("sequence"):
            instalments = instalments.filter(sequence=sequence)
        return self._by_readiness(instalments, wanted.get("readiness"))

    def _by_readiness(self, instalments: InstalmentQuerySet, readiness: str | None) -> InstalmentQuerySet:
        drawable = instalments.drawable(clock.today())
        if readiness == Readiness.READY:
            return drawable
        if readiness == Readiness.BLOCKED:
            return instalments.exclude(pk__in=drawable.order_by().values("pk"))
        return instalments


UNANSWERED = "unanswered"
"""Stands in for a status: released, and no answer from the bank in time."""


UNREAD, UNREAD_STATUSES = "unread", (ReturnStatus.PREVIEW, ReturnStatus.QUARANTINED)
"""Stands in for a status: a return was uploaded, and neither entered nor discarded."""
UNDONE = "undone"
"""Stands in for a status: the worker was asked to seal, or to enter a return, and refused."""


class BatchFilter(forms.Form):
    """Narrows batches."""

    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            *ALL,
            *BatchStatus.choices,
            (UNANSWERED, _("已放行，逾期未回盘")),
            (UNREAD, _("有回盘待处理")),
            (UNDONE, _("后台办理未成功")),
        ],
    )

    def apply(self, batches: PaymentBatchQuerySet) -> PaymentBatchQuerySet:
        """The batches in that status."""
        status = self.cleaned_data["status"] if self.is_valid() else ""
        if status == UNANSWERED:
            return batches.unanswered(clock.today())
        if status == UNREAD:
            return batches.filter(pk__in=BankReturn.objects.filter(status__in=UNREAD_STATUSES).values("batch"))
        if status == UNDONE:
            return with_undone_work(batches)
        return batches.filter(status=status) if status else batches


class HoldFilter(forms.Form):
    """Narrows holds; those that nobody has lifted unless told."""

    kind = forms.ChoiceField(label=_("暂停原因"), required=False, choices=[*ALL, *HoldKind.choices])
    age = forms.TypedChoiceField(
        label=_("暂停时间"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[*ALL, (7, _("超过 7 天")), (30, _("超过 30 天"))],
    )
    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", HoldStatus.LIVE.label), (HoldStatus.LIFTED.value, HoldStatus.LIFTED.label)],
    )

    def apply(self, holds: HoldQuerySet) -> HoldQuerySet:
        """The holds that fit."""
        self.is_valid()
        wanted = getattr(self, "cleaned_data", {})
        holds = holds.filter(status=wanted.get("status") or HoldStatus.LIVE)
        if kind := wanted.get("kind"):
            holds = holds.filter(kind=kind)
        if days := wanted.get("age"):
            holds = holds.filter(placed_at__lt=clock.now() - dt.timedelta(days=days))
        return holds


OVERDUE = "overdue"
"""Stands in for a status: notified, and not paid in time."""
PROPOSED = "proposed"
"""Stands in for a status: somebody proposed what is to become of it, and nobody has confirmed that."""


class RecoveryFilter(forms.Form):
    """Narrows recoveries; those that are under way unless told."""

    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("办理中")),
            ("all", _("全部")),
            *RecoveryStatus.choices,
            (OVERDUE, _("已通知，逾期未缴")),
            (PROPOSED, _("有处理意见待确认")),
        ],
    )
    reason = forms.ChoiceField(label=_("追回原因"), required=False, choices=[*ALL, *RecoveryReason.choices])

    def apply(self, recoveries: RecoveryQuerySet) -> RecoveryQuerySet:
        """The recoveries that fit."""
        self.is_valid()
        wanted = getattr(self, "cleaned_data", {})
        status = wanted.get("status") or ""
        if status == OVERDUE:
            recoveries = recoveries.overdue(clock.today())
        elif status == PROPOSED:
            recoveries = recoveries.filter(pk__in=RecoveryProposal.objects.waiting().order_by().values("recovery"))
        elif status != "all":
            recoveries = recoveries.filter(status=status) if status else recoveries.open()
        reason = wanted.get("reason")
        return recoveries.filter(reason=reason) if reason else recoveries
