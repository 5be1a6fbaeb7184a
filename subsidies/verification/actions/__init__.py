"""The employer's word: on what an applicant states, on who is still employed, and on who has left."""

from subsidies.verification.actions.answers import confirm_from_roster, dispute, verify, verify_by_roster
from subsidies.verification.actions.arriving import agree_to_arrivals, record_arrivals
from subsidies.verification.actions.bulk import BulkAnswer, dispute_many, verify_many
from subsidies.verification.actions.by_roster import verify_all_by_roster
from subsidies.verification.actions.continuing import Confirmed, confirm_employment
from subsidies.verification.actions.leaving import correct_departure, report_left, withdraw_departure
from subsidies.verification.actions.merging import Passed, cases_with, merge
from subsidies.verification.actions.noting import note_leavers
from subsidies.verification.actions.roster_undo import RosterTakenBack, take_back_roster
from subsidies.verification.actions.sending import receive_summary, return_summary, send_summary, take_summary_back
from subsidies.verification.actions.staff import list_staff, note_reading
from subsidies.verification.actions.summaries import issue_summary, left_to_handwriting, list_people
from subsidies.verification.actions.talking import answer_with, write_message
from subsidies.verification.actions.transfers import correct_transfer, transfer, withdraw_transfer
from subsidies.verification.actions.undo import undo

__all__ = [
    "BulkAnswer",
    "Confirmed",
    "Passed",
    "RosterTakenBack",
    "agree_to_arrivals",
    "answer_with",
    "cases_with",
    "confirm_employment",
    "confirm_from_roster",
    "correct_departure",
    "correct_transfer",
    "dispute",
    "dispute_many",
    "issue_summary",
    "left_to_handwriting",
    "list_people",
    "list_staff",
    "merge",
    "note_leavers",
    "note_reading",
    "receive_summary",
    "record_arrivals",
    "report_left",
    "return_summary",
    "send_summary",
    "take_back_roster",
    "take_summary_back",
    "transfer",
    "undo",
    "verify",
    "verify_all_by_roster",
    "verify_by_roster",
    "verify_many",
    "withdraw_departure",
    "withdraw_transfer",
    "write_message",
]
