"""What is done to accounts, invitations, roles and consents."""

from talent.accounts.actions.accounts import (
    change_phone,
    end_sessions,
    open_account,
    prune_never_confirmed,
    remember_language,
    save_settings,
)
from talent.accounts.actions.consents import give_consent, withdraw_consent
from talent.accounts.actions.invitations import (
    InvitationUnusable,
    accept,
    invite,
    invite_first_administrator,
    open_invitation,
    renew_invitation,
    revoke_invitation,
)
from talent.accounts.actions.roles import revoke_role

__all__ = [
    "InvitationUnusable",
    "accept",
    "change_phone",
    "end_sessions",
    "give_consent",
    "invite",
    "invite_first_administrator",
    "open_account",
    "open_invitation",
    "prune_never_confirmed",
    "remember_language",
    "renew_invitation",
    "revoke_invitation",
    "revoke_role",
    "save_settings",
    "withdraw_consent",
]
