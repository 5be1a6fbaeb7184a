"""That no lock of the money is missing in the table of mutants, and that the table still fits the source."""

from __future__ import annotations

from tests.faults.lock_table import COVERED
from tests.faults.locks import ROOT, locks
from tests.faults.mutant_table import MUTANTS


def test_each_lock_is_taken_away_by_a_mutant_of_its_own_or_covered_by_others():
    alone = {name for mutant in MUTANTS if len(mutant.locks) == 1 for name in mutant.locks}
    assert (set(locks()) - alone, alone & COVERED.keys()) == (COVERED.keys(), set())


def test_each_mutant_changes_what_the_source_says():
    unfit = []
    for mutant in MUTANTS:
        for module, edits in mutant.all_edits.items():
            source = (ROOT / module.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
            for old, new in edits:
                unfit += [mutant.name] if old not in source else []
                source = source.replace(old, new)
    assert unfit == []


def test_each_mutant_names_tests_that_are_there():
    absent = []
    for test in {test for mutant in MUTANTS for test in mutant.tests}:
        path, _, name = test.partition("::")
        if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8") and name:
            absent.append(test)
    assert absent == []
