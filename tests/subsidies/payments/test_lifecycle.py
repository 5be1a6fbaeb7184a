"""Whatever people do in whatever order, the money is where the books say, and nobody is paid twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import POSTGRES
from tests.faults.sizes import LIFECYCLE, LIFECYCLE_ON_SQLITE, SOAK, chosen
from tests.subsidies.payments.life.lifecycle import MoneyLifecycle
from tests.subsidies.payments.life.stage import DONE

MANY = 100
"""Runs among which each step must have been carried out at least once: else the machine tests nothing."""


REACHED = {
    "draw_up", "seal", "approve", "release", "commit_return", "close_line", "refund_to_treasury", "place_hold",
    "propose_resolution", "confirm_resolution", "refuse_resolution", "bank out back", "bank failed out",
    "open_recovery", "confirm_recovery", "notify_recovery", "propose_revocation", "bank back out",
    "resolved paid_twice", "resolved twice_back", "resolved first_counts",
}  # fmt: skip


@pytest.mark.django_db
def test_any_order_of_steps_leaves_the_books_in_order():
    """The same runs every time, so that what they reach is known; soak goes where it likes."""
    runs, steps = chosen(LIFECYCLE if POSTGRES else LIFECYCLE_ON_SQLITE)
    run_state_machine_as_test(
        MoneyLifecycle,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not SOAK,
        ),
    )
    assert runs < MANY or DONE.keys() >= REACHED
