"""Instalments, batches with lines and files, the bank's templates and returns, exceptions, holds, and recoveries."""

from subsidies.payments.models.batches import BatchFile, BatchYear, FileDownload, PaymentBatch, PaymentLine
from subsidies.payments.models.continued import ConfirmationAsked
from subsidies.payments.models.exceptions import ReturnException, TreasuryRefund
from subsidies.payments.models.holds import HeldLinesStatement, Hold
from subsidies.payments.models.instalments import Instalment
from subsidies.payments.models.manifests import ManifestHead, ReleaseManifest
from subsidies.payments.models.recoveries import Recovery, RecoveryItem, RecoveryYear
from subsidies.payments.models.recovery_money import RecoveryProposal, RecoveryReceipt
from subsidies.payments.models.returns import BankReturn, BankReturnRow
from subsidies.payments.models.revocations import Revocation
from subsidies.payments.models.templates import BankTemplate

__all__ = [
    "BankReturn",
    "BankReturnRow",
    "BankTemplate",
    "BatchFile",
    "BatchYear",
    "ConfirmationAsked",
    "FileDownload",
    "HeldLinesStatement",
    "Hold",
    "Instalment",
    "ManifestHead",
    "PaymentBatch",
    "PaymentLine",
    "Recovery",
    "RecoveryItem",
    "RecoveryProposal",
    "RecoveryReceipt",
    "RecoveryYear",
    "ReleaseManifest",
    "ReturnException",
    "Revocation",
    "TreasuryRefund",
]
