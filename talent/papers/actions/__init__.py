"""What may be done with papers: issued, withdrawn, given a signed scan, read; many of them printed in one file."""

from talent.papers.actions.issuing import (
    attach_scan,
    issue,
    note_reading,
    note_scan_reading,
    withdraw,
    withdraw_of,
    withdraw_scan,
)

__all__ = ["attach_scan", "issue", "note_reading", "note_scan_reading", "withdraw", "withdraw_of", "withdraw_scan"]
