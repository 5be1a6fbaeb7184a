"""Instalments, batches with their lines and files, the bank's templates and returns, exceptions, holds, manifests."""

from subsidies.payments.models.batches import BatchFile, BatchYear, FileDownload, PaymentBatch, PaymentLine
from subsidies.payments.models.exceptions import ReturnException, TreasuryRefund
from subsidies.payments.models.holds import Hold
from subsidies.payments.models.instalments import Instalment
from subsidies.payments.models.manifests import ManifestHead, ReleaseManifest
from subsidies.payments.models.returns import BankReturn, BankReturnRow
from subsidies.payments.models.templates import BankTemplate

__all__ = [
    "BankReturn",
    "BankReturnRow",
    "BankTemplate",
    "BatchFile",
    "BatchYear",
    "FileDownload",
    "Hold",
    "Instalment",
    "ManifestHead",
    "PaymentBatch",
    "PaymentLine",
    "ReleaseManifest",
    "ReturnException",
    "TreasuryRefund",
]
