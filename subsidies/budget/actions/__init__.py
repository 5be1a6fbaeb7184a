"""What may be done with budget lines; the only code that writes their balances."""

from subsidies.budget.actions.lines import appropriate, open_line, reverse_entry
from subsidies.budget.actions.posting import BudgetExceeded, locked_line, post, reverse
from subsidies.budget.actions.reserving import available_yuan, reserve

__all__ = [
    "BudgetExceeded",
    "appropriate",
    "available_yuan",
    "locked_line",
    "open_line",
    "post",
    "reserve",
    "reverse",
    "reverse_entry",
]
