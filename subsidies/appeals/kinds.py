"""The closed lists of appeals."""

APPEAL_DECISION = "appeal_decision"
"""The kind of paper that tells an applicant what came of an appeal."""
