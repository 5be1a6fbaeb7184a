"""What may be done with instalments, batches and bank returns; the only code that writes their status."""

from subsidies.payments.actions.drawing import cancel, choose_template, draw_up, refresh_lines, remove_lines, seal
from subsidies.payments.actions.exceptions import (
    confirm_resolution,
    proposal_stamp,
    propose_resolution,
    refuse_resolution,
)
from subsidies.payments.actions.files import FileDamaged, open_for_download, render_files
from subsidies.payments.actions.finance import SealBroken, approve, release, return_to_office
from subsidies.payments.actions.holds import hold_changed_accounts, lift_hold, place_hold, settle_departures
from subsidies.payments.actions.manifests import sign_manifest
from subsidies.payments.actions.packages import open_package
from subsidies.payments.actions.refunds import refund_to_treasury
from subsidies.payments.actions.returns import accept_return, commit_return, discard_return, upload_return
from subsidies.payments.actions.schedule import free_corrected, mark_due, schedule_instalments
from subsidies.payments.actions.templates import (
    add_template,
    change_template,
    default_template,
    load_shipped_templates,
)

__all__ = [
    "FileDamaged",
    "SealBroken",
    "accept_return",
    "add_template",
    "approve",
    "cancel",
    "change_template",
    "choose_template",
    "commit_return",
    "confirm_resolution",
    "default_template",
    "discard_return",
    "draw_up",
    "free_corrected",
    "hold_changed_accounts",
    "lift_hold",
    "load_shipped_templates",
    "mark_due",
    "open_for_download",
    "open_package",
    "place_hold",
    "proposal_stamp",
    "propose_resolution",
    "refresh_lines",
    "refund_to_treasury",
    "refuse_resolution",
    "release",
    "remove_lines",
    "render_files",
    "return_to_office",
    "schedule_instalments",
    "seal",
    "settle_departures",
    "sign_manifest",
    "upload_return",
]
