"""What may be done with instalments, batches and bank returns; the only code that writes their status."""

from subsidies.payments.actions.background import request_commit, request_seal, run_commit, run_seal
from subsidies.payments.actions.drawing import cancel, choose_template, draw_up, refresh_lines, remove_lines, seal
from subsidies.payments.actions.files import FileDamaged, open_for_download, render_files
from subsidies.payments.actions.finance import SealBroken, approve, release, return_to_office
from subsidies.payments.actions.holds import hold_changed_accounts, lift_hold, place_hold, settle_departures
from subsidies.payments.actions.manifests import sign_manifest
from subsidies.payments.actions.packages import open_package
from subsidies.payments.actions.returns import commit_return, discard_return, upload_return
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
    "add_template",
    "approve",
    "cancel",
    "change_template",
    "choose_template",
    "commit_return",
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
    "refresh_lines",
    "release",
    "remove_lines",
    "render_files",
    "request_commit",
    "request_seal",
    "return_to_office",
    "run_commit",
    "run_seal",
    "schedule_instalments",
    "seal",
    "settle_departures",
    "sign_manifest",
    "upload_return",
]
