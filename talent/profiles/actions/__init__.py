"""What a person may change in their own profile. Cases keep what was submitted; see the applications feature."""

from talent.profiles.actions.accounts import change_bank_account, confirm_bank_account
from talent.profiles.actions.evidence import add_evidence, withdraw_evidence
from talent.profiles.actions.people import (
    HOUSEHOLD,
    remove_child,
    remove_degree,
    save_child,
    save_degree,
    save_employment,
    save_household,
    save_identity,
)

__all__ = [
    "HOUSEHOLD",
    "add_evidence",
    "change_bank_account",
    "confirm_bank_account",
    "remove_child",
    "remove_degree",
    "save_child",
    "save_degree",
    "save_employment",
    "save_household",
    "save_identity",
    "withdraw_evidence",
]
