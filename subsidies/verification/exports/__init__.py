"""What the employer hands in: the summary for its stamp, and the list behind it."""
