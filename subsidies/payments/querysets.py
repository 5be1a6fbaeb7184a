"""Vocabulary for instalments, batches and what came back from the bank."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.utils import timezone

from subsidies.payments.checking_figures import answer_expected_since, confirmation_days
from subsidies.payments.doubtful import kept_twice, perhaps_paid
from subsidies.payments.kept_back import has_left, held_person
from subsidies.payments.kinds import FileKind, ReturnRowResult
from subsidies.payments.workflow import (
    RECEIVED,
    SENT_BACK,
    UNBATCHED,
    UNPAID,
    BatchStatus,
    HoldStatus,
    InstalmentStatus,
    LineStatus,
)
from subsidies.verification.models import EmploymentConfirmation
from talent.accounts.roles import Role
from talent.calendars import clock
from talent.profiles.models import BankAccount

if TYPE_CHECKING:
    from subsidies.payments.models import (
        BankReturn,
        BankTemplate,
        BatchFile,
        Hold,
        Instalment,
        PaymentBatch,
        PaymentLine,
    )
    from talent.accounts.models import User

SEES_EVERY_BATCH = (Role.REVIEWER, Role.AUDITOR)
WITH_FINANCE = (BatchStatus.SEALED, BatchStatus.APPROVED)
AT_THE_BANK = (BatchStatus.RELEASED, BatchStatus.SETTLED)


def file_kinds_for(user: User) -> tuple[FileKind, ...]:
    """Every kind to the finance bureau and auditors; the summary alone to the office, which pays nobody."""
    if user.has_role(Role.FINANCE_OFFICER, Role.AUDITOR):
        return tuple(FileKind)
    return (FileKind.SUMMARY,) if user.has_role(Role.REVIEWER) else ()


def known_account() -> Subquery:
    """The last account of an instalment's person that the office knew.

    That is the first one, the one in force when the benefit was approved, or one that a hold showed to a reviewer.
    """
    seen = Q(version=1) | Q(created_at__lte=OuterRef("award__decision__decided_at")) | Q(payment_holds__isnull=False)
    versions = BankAccount.objects.filter(seen, person=OuterRef("award__person"))
    return Subquery(versions.order_by("-version").values("pk")[:1])


def unexamined_account() -> models.QuerySet[BankAccount]:
    """For ``Exists``, beside ``known_account``: the present account, where it is not what the office knew.

    A version that says the same again is no change.
    """
    said = {name: OuterRef(name) for name in ("holder_name", "account_index", "bank_name")}
    same = BankAccount.objects.filter(pk=OuterRef(OuterRef("known_account")), **said)
    later = BankAccount.objects.current().filter(person=OuterRef("award__person"), version__gt=1)
    return later.filter(~Exists(same))


def can_be_paid(on: dt.date) -> Q:
    """Beside ``known_account``: that nothing keeps an instalment from being paid on that day."""
    since = on - dt.timedelta(days=confirmation_days(on=on))
    person = OuterRef("award__person")
    accounts = BankAccount.objects.current().filter(person=person)
    confirmed = EmploymentConfirmation.objects.in_force().filter(person=person, confirmed_on__gte=since)
    refused = accounts.filter(pk=OuterRef("failed_account"))
    doubts = Exists(unexamined_account()) | Exists(perhaps_paid("pk")) | Exists(kept_twice("pk"))
    return Q(
        Exists(accounts),
        Exists(confirmed),
        ~Exists(refused),
        ~Exists(held_person("award__person")),
        ~doubts,
        ~Q(has_left("award__person", on=on)),
        award__revoked_at=None,
        budget_line__isnull=False,
    )


class InstalmentQuerySet(models.QuerySet["Instalment"]):
    def visible_to(self, user: User) -> InstalmentQuerySet:
        """One's own instalments; every one to the office, the finance bureau and auditors."""
        if user.has_role(Role.REVIEWER, Role.FINANCE_OFFICER, Role.AUDITOR):
            return self
        return self.filter(award__person__user=user)

    def due(self) -> InstalmentQuerySet:
        """Instalments that wait for a batch."""
        return self.filter(status=InstalmentStatus.DUE)

    def falling_due(self, on: dt.date) -> InstalmentQuerySet:
        """Scheduled instalments whose day has come, however long ago: a missed day skips nobody."""
        return self.filter(status=InstalmentStatus.SCHEDULED, due_on__lte=on, award__revoked_at=None)

    def drawable(self, on: dt.date) -> InstalmentQuerySet:
        """Due instalments that nothing keeps out of a batch on that day; ``queries.due`` says what keeps the others."""
        return self.due().payable(on)

    def payable(self, on: dt.date) -> InstalmentQuerySet:
        """Instalments, of whatever status, that nothing keeps from being paid on that day: asked of each by itself.

        As conditions of the whole, PostgreSQL makes joins of them. It takes them to leave next to no row, and so
        goes through everybody for each: with 60,000 due instalments the list of the office did not come in five
        minutes. It cannot look into a CASE.
        """
        by_itself = Case(When(can_be_paid(on), then=True), default=False, output_field=models.BooleanField())
        return self.alias(known_account=known_account()).filter(by_itself)

    def unpaid(self) -> InstalmentQuerySet:
        """Instalments for which money is still to go out."""
        return self.filter(status__in=UNPAID)

    def paid(self) -> InstalmentQuerySet:
        """Instalments that the bank has paid."""
        return self.filter(status=InstalmentStatus.PAID)

    def received(self) -> InstalmentQuerySet:
        """Instalments that the person has had, from the bank or by a set-off."""
        return self.filter(status__in=RECEIVED)

    def with_unexamined_account(self) -> InstalmentQuerySet:
        """Instalments whose person has changed the account since the office knew it, and nobody has been asked to look.

        ``known_account`` is the version that the office knew.
        """
        return self.annotate(known_account=known_account()).filter(Exists(unexamined_account()))

    def unfunded(self) -> InstalmentQuerySet:
        """Instalments that are to be paid and for which no money stands anywhere, the longest due first."""
        waiting = self.filter(budget_line=None, award__revoked_at=None, status__in=UNBATCHED)
        return waiting.order_by("due_on", "pk")

    def summed(self) -> dict[str, int]:
        """How many they are and what they come to in whole yuan."""
        return self.order_by().aggregate(count=Count("pk"), yuan=Sum("amount_yuan", default=0))

    def corrected(self) -> InstalmentQuerySet:
        """Failed and reversed instalments whose person has since entered or re-confirmed an account."""
        current = BankAccount.objects.current().filter(person=OuterRef("award__person"))
        return self.filter(Exists(current.exclude(pk=OuterRef("failed_account"))), status__in=SENT_BACK)


class PaymentBatchQuerySet(models.QuerySet["PaymentBatch"]):
    def visible_to(self, user: User) -> PaymentBatchQuerySet:
        """Every batch to the office and auditors; to the finance bureau what was sent to it; to others none."""
        if user.has_role(*SEES_EVERY_BATCH):
            return self
        if user.has_role(Role.FINANCE_OFFICER):
            return self.exclude(sealed_at=None)
        return self.none()

    def awaiting_finance(self) -> PaymentBatchQuerySet:
        """Batches on which the finance bureau has to act."""
        return self.filter(status__in=WITH_FINANCE)

    def unanswered(self, on: dt.date) -> PaymentBatchQuerySet:
        """Released batches to which the bank ought to have answered by that day."""
        since = timezone.make_aware(dt.datetime.combine(answer_expected_since(on=on), dt.time.min))
        return self.filter(status=BatchStatus.RELEASED, released_at__lt=since)

    def lacking_files(self) -> PaymentBatchQuerySet:
        """Batches without their summary (from sealing on), or their bank's files and manifest (from release on)."""
        rendered = Count("files", filter=~Q(files__kind=FileKind.SUMMARY))
        summaries = Count("files", filter=Q(files__kind=FileKind.SUMMARY))
        incomplete = Q(bank_files__lt=F("bank_file_count")) | Q(manifest=None)
        return self.annotate(summaries=summaries, bank_files=rendered).filter(
            Q(status__in=[*WITH_FINANCE, *AT_THE_BANK], summaries=0) | Q(status__in=AT_THE_BANK) & incomplete
        )


class PaymentLineQuerySet(models.QuerySet["PaymentLine"]):
    def visible_to(self, user: User) -> PaymentLineQuerySet:
        """The lines of the batches that one sees."""
        if user.has_role(*SEES_EVERY_BATCH):
            return self
        if user.has_role(Role.FINANCE_OFFICER):
            return self.exclude(batch__sealed_at=None)
        return self.none()

    def live(self) -> PaymentLineQuerySet:
        """Lines that pay or have paid: at most one for an instalment."""
        return self.filter(status__in=[LineStatus.UNANSWERED, LineStatus.PAID])

    def unanswered(self) -> PaymentLineQuerySet:
        """Lines of which the bank has not said what became of them."""
        return self.filter(status=LineStatus.UNANSWERED)

    def perhaps_paid(self) -> PaymentLineQuerySet:
        """Lines that might pay a second time: of an earlier one the bank says late that it was paid."""
        return self.filter(Exists(perhaps_paid("instalment")))

    def refundable(self) -> PaymentLineQuerySet:
        """Lines whose money did not stay with the person, and was never recorded as back at the treasury."""
        return self.filter(status__in=[LineStatus.FAILED, LineStatus.REVERSED], refund=None)

    def kept_twice(self) -> PaymentLineQuerySet:
        """Lines that were paid twice and whose money no recovery has brought back."""
        items = apps.get_model("payments", "RecoveryItem").objects
        return self.filter(~Exists(items.brought_back().filter(line=OuterRef("pk"))), status=LineStatus.PAID_TWICE)

    def on_hold(self) -> PaymentLineQuerySet:
        """Lines of people who are not to be paid for the time being; ``has_left``: their unit says so."""
        person = "instalment__award__person"
        found = self.annotate(has_left=has_left(person, on=clock.today()))
        return found.filter(Q(Exists(held_person(person))) | Q(has_left=True))

    def with_remarks(self) -> PaymentLineQuerySet:
        """Lines on which the checks remarked something."""
        return self.exclude(anomalies=[])

    def count_and_yuan(self) -> dict[str, tuple[int, int]]:
        """Lines and whole yuan by status."""
        rows = self.order_by().values_list("status").annotate(Count("pk"), Sum("amount_yuan"))
        return {status: (count, yuan) for status, count, yuan in rows}

    def of_person_behind(self, user: User) -> PaymentLineQuerySet:
        """Lines that would pay the very human being who is signed in as staff."""
        index = user.natural_person.identity_index if user.natural_person else None
        return self.filter(instalment__award__person__identity_index=index) if index else self.none()


class BatchFileQuerySet(models.QuerySet["BatchFile"]):
    def visible_to(self, user: User) -> BatchFileQuerySet:
        """The files of the kinds that one may have (``file_kinds_for``), of batches that one sees."""
        files = self.filter(kind__in=file_kinds_for(user))
        return files if user.has_role(*SEES_EVERY_BATCH) else files.exclude(batch__sealed_at=None)


class BankReturnQuerySet(models.QuerySet["BankReturn"]):
    def visible_to(self, user: User) -> BankReturnQuerySet:
        """Returns of batches to all who see those: the office, the finance bureau and auditors."""
        return self if user.has_role(Role.FINANCE_OFFICER, *SEES_EVERY_BATCH) else self.none()

    def with_counts(self) -> BankReturnQuerySet:
        """Returns with how many rows say what."""
        return self.annotate(
            row_count=Count("rows"),
            paid_count=Count("rows", filter=Q(rows__result=ReturnRowResult.PAID)),
            failed_count=Count("rows", filter=Q(rows__result=ReturnRowResult.FAILED)),
            exception_count=Count("rows", filter=Q(rows__result=ReturnRowResult.EXCEPTION)),
        )


class BankTemplateQuerySet(models.QuerySet["BankTemplate"]):
    def visible_to(self, user: User) -> BankTemplateQuerySet:
        """Every template to the office and auditors; to others none."""
        return self if user.has_role(*SEES_EVERY_BATCH) else self.none()

    def current(self) -> BankTemplateQuerySet:
        """The latest version of each template."""
        later = self.model.objects.filter(code=OuterRef("code"), version__gt=OuterRef("version"))
        return self.filter(~Exists(later))

    def usable(self) -> BankTemplateQuerySet:
        """What a new batch may be drawn up with."""
        return self.current().filter(in_use=True)


class HoldQuerySet(models.QuerySet["Hold"]):
    def visible_to(self, user: User) -> HoldQuerySet:
        """Every hold to the office and auditors; to others none."""
        return self if user.has_role(Role.REVIEWER, Role.AUDITOR) else self.none()

    def live(self) -> HoldQuerySet:
        """Holds that nobody has lifted."""
        return self.filter(status=HoldStatus.LIVE)

    def with_what_to_look_at(self) -> HoldQuerySet:
        """Holds with the person, both accounts, the departure and who acted."""
        return self.select_related(
            "person",
            "account__created_by",
            "account_before",
            "departure__employer",
            "departure__stated_by",
            "placed_by",
            "lifted_by",
        )
