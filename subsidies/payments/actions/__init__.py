"""What may be done with instalments, batches, bank returns and recoveries; the only code that writes their status."""

from subsidies.payments.actions.asking import ask_to_confirm
from subsidies.payments.actions.background import request_commit, request_seal, run_commit, run_seal
from subsidies.payments.actions.closing import close_line
from subsidies.payments.actions.drawing import cancel, choose_template, draw_up, refresh_lines, remove_lines, seal
from subsidies.payments.actions.exceptions import (
    confirm_resolution,
    proposal_stamp,
    propose_resolution,
    refuse_resolution,
)
from subsidies.payments.actions.files import FileDamaged, open_for_download, render_files
from subsidies.payments.actions.finance import SealBroken, approve, release, return_to_office
from subsidies.payments.actions.funding import fund_instalments
from subsidies.payments.actions.holds import hold_changed_accounts, lift_hold, place_hold, settle_departures
from subsidies.payments.actions.manifests import sign_manifest
from subsidies.payments.actions.packages import open_package
from subsidies.payments.actions.recoveries import (
    cancel_recovery,
    confirm_recovery,
    notify_recovery,
    open_overpayment,
    open_recovery,
    open_recovery_for_line,
)
from subsidies.payments.actions.recovery_letters import remind_overdue
from subsidies.payments.actions.recovery_money import enter_receipt, reverse_receipt
from subsidies.payments.actions.recovery_proposals import (
    confirm_proposal,
    drop_proposal,
    propose_cancel,
    propose_set_off,
    propose_write_off,
)
from subsidies.payments.actions.refunds import refund_to_treasury
from subsidies.payments.actions.returns import accept_return, commit_return, discard_return
from subsidies.payments.actions.revoking import confirm_revocation, drop_revocation, propose_revocation
from subsidies.payments.actions.schedule import free_corrected, mark_due, schedule_instalments
from subsidies.payments.actions.templates import (
    add_template,
    change_template,
    default_template,
    load_shipped_templates,
)
from subsidies.payments.actions.unconfirming import ConfirmationsBack, refuse_late, take_confirmations_back
from subsidies.payments.actions.uploading import request_upload, run_upload, sweep_uploads, upload_return

__all__ = [
    "ConfirmationsBack",
    "FileDamaged",
    "SealBroken",
    "accept_return",
    "add_template",
    "approve",
    "ask_to_confirm",
    "cancel",
    "cancel_recovery",
    "change_template",
    "choose_template",
    "close_line",
    "commit_return",
    "confirm_proposal",
    "confirm_recovery",
    "confirm_resolution",
    "confirm_revocation",
    "default_template",
    "discard_return",
    "draw_up",
    "drop_proposal",
    "drop_revocation",
    "enter_receipt",
    "free_corrected",
    "fund_instalments",
    "hold_changed_accounts",
    "lift_hold",
    "load_shipped_templates",
    "mark_due",
    "notify_recovery",
    "open_for_download",
    "open_overpayment",
    "open_package",
    "open_recovery",
    "open_recovery_for_line",
    "place_hold",
    "proposal_stamp",
    "propose_cancel",
    "propose_resolution",
    "propose_revocation",
    "propose_set_off",
    "propose_write_off",
    "refresh_lines",
    "refund_to_treasury",
    "refuse_late",
    "refuse_resolution",
    "release",
    "remind_overdue",
    "remove_lines",
    "render_files",
    "request_commit",
    "request_seal",
    "request_upload",
    "return_to_office",
    "reverse_receipt",
    "run_commit",
    "run_seal",
    "run_upload",
    "schedule_instalments",
    "seal",
    "settle_departures",
    "sign_manifest",
    "sweep_uploads",
    "take_confirmations_back",
    "upload_return",
]
