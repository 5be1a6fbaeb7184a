"""All that can be done to a case; the only code that writes its status.

Every function locks the application's row, asks the transition table, writes the status and records an event, in one
transaction. Each raises ActionRefused, with the sentence for the user, when it does not act; nothing is changed then.
"""

from subsidies.applications.actions.deciding import Proposal, confirm, letter_as_proposed, mark_sent_back, propose
from subsidies.applications.actions.entering import choose, start
from subsidies.applications.actions.establishing import establish, withdraw_fact
from subsidies.applications.actions.granting import grant, mark_published
from subsidies.applications.actions.issuing import issue_correction
from subsidies.applications.actions.lapsing import lapse
from subsidies.applications.actions.moving_many import ManyAnswered
from subsidies.applications.actions.reconsidering import (
    end_appeal,
    mark_appealed,
    mark_objected,
    mark_objection_dismissed,
    mark_objection_upheld,
    mark_recalled,
    reopen,
)
from subsidies.applications.actions.reminding import remind_each
from subsidies.applications.actions.returning import mark_returned
from subsidies.applications.actions.revoking import revoke
from subsidies.applications.actions.submitting import answer_dispute, correct, submit
from subsidies.applications.actions.taking_back import AnswerTakenBack, mark_many_taken_back
from subsidies.applications.actions.verifying import (
    mark_disputed,
    mark_many_disputed,
    mark_many_settled,
    mark_many_verified,
    mark_verified,
)
from subsidies.applications.actions.withdrawing import withdraw

__all__ = [
    "AnswerTakenBack",
    "ManyAnswered",
    "Proposal",
    "answer_dispute",
    "choose",
    "confirm",
    "correct",
    "end_appeal",
    "establish",
    "grant",
    "issue_correction",
    "lapse",
    "letter_as_proposed",
    "mark_appealed",
    "mark_disputed",
    "mark_many_disputed",
    "mark_many_settled",
    "mark_many_taken_back",
    "mark_many_verified",
    "mark_objected",
    "mark_objection_dismissed",
    "mark_objection_upheld",
    "mark_published",
    "mark_recalled",
    "mark_returned",
    "mark_sent_back",
    "mark_verified",
    "propose",
    "remind_each",
    "reopen",
    "revoke",
    "start",
    "submit",
    "withdraw",
    "withdraw_fact",
]
