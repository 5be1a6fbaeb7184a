"""Whatever people do in whatever order, the money is where the books say, and nobody is paid twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import POSTGRES
from tests.faults.sizes import LIFECYCLE, LIFECYCLE_ON_SQLITE, SOAK, chosen
from tests.subsidies.payments.life.lifecycle import MoneyLifecycle
from tests.subsidies.payments.life.stage import DONE

MANY, VERY_MANY = 100, 500
"""From so many runs on each step that is often taken must have been carried out; from so many on, the rare ones too."""

OFTEN = {
    "draw_up", "seal", "approve", "release", "commit_return", "place_hold", "propose_resolution",
    "confirm_resolution", "open_recovery", "confirm_recovery", "notify_recovery", "propose_revocation",
    "bank out back", "bank failed out", "resolved paid_twice",
}  # fmt: skip
RARELY = {
    "close_line", "refund_to_treasury", "refuse_resolution", "bank back out", "resolved twice_back",
    "resolved first_counts",
}  # fmt: skip
"""Which of them a hundred runs come by is luck, so the machine never is the only test of them."""


PARTS = 50 if SOAK else 1
"""Soak shares its runs out among processes, and what a run rolls back is in the next one's way until its part ends."""
RUNS: list[int] = []
"""The runs of each part that this process has done."""


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_any_order_of_steps_leaves_the_books_in_order(part: int):
    """The same runs every time, as far as a process that ran other tests before can; soak goes where it likes."""
    runs, steps = chosen(LIFECYCLE if POSTGRES else LIFECYCLE_ON_SQLITE)
    run_state_machine_as_test(
        MoneyLifecycle,
        settings=settings(
            max_examples=runs // PARTS,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not SOAK,
        ),
    )
    RUNS.append(runs // PARTS)
    wanted = (OFTEN if runs >= MANY else set()) | (RARELY if sum(RUNS) >= VERY_MANY else set())
    assert wanted - DONE.keys() == set()
