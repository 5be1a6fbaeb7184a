"""The rules against a second, naive reading of the same meanings, on made-up people."""

from collections import Counter
from datetime import date

import pytest

from subsidies.policy import wire
from tests.subsidies.policy import naive_living
from tests.subsidies.policy.people import people


@pytest.mark.parametrize(("seed", "unknown_one_in"), [(1, 1_000_000), (2, 40), (3, 6)])
def test_the_rules_agree_with_a_naive_reading(seed: int, unknown_one_in: int) -> None:
    for someone in people(3_000, seed=seed, unknown_one_in=unknown_one_in):
        answer = wire.answer(wire.read_request(someone), on=date.min)["living"]
        found = {finding["reason"].value: finding["result"].value for finding in answer["findings"]}
        shown = {key: answer[key] for key in ("result", "degree", "amount_yuan")} | {"findings": found}
        assert (someone["id"], shown) == (someone["id"], naive_living.assess(someone))


def test_the_made_up_people_reach_every_result() -> None:
    results = Counter(naive_living.assess(someone)["result"] for someone in people(3_000, seed=2))
    assert min(results[result] for result in ("eligible", "not_eligible", "undetermined")) > 100
