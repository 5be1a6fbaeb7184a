"""The employer's word: on what an applicant states, on who is still employed, and on who has left."""

from subsidies.verification.actions.answers import confirm_from_roster, dispute, verify, verify_by_roster
from subsidies.verification.actions.bulk import BulkAnswer, dispute_many, verify_many
from subsidies.verification.actions.by_roster import verify_all_by_roster
from subsidies.verification.actions.continuing import Confirmed, confirm_employment, report_left
from subsidies.verification.actions.summaries import issue_summary, left_to_handwriting, list_people
from subsidies.verification.actions.undo import undo

__all__ = [
    "BulkAnswer",
    "Confirmed",
    "confirm_employment",
    "confirm_from_roster",
    "dispute",
    "dispute_many",
    "issue_summary",
    "left_to_handwriting",
    "list_people",
    "report_left",
    "undo",
    "verify",
    "verify_all_by_roster",
    "verify_by_roster",
    "verify_many",
]
