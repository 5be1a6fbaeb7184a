import resource
import subprocess
import sys

from talent.spreadsheets.process import ROOT
from talent.spreadsheets.sandbox.limits import MEGABYTE, Limits

ASK = """
import resource
from talent.spreadsheets.sandbox.limits import confine
confine(seconds=7, memory_megabytes=512)
for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
    print(*resource.getrlimit(kind))
"""


def test_the_limited_process_is_bound_hard_to_memory_time_output_and_no_core_dump():
    answer = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    memory = 512 * MEGABYTE
    assert answer.split() == [str(bound) for bound in (memory, memory, 7, 7, memory, memory, 0, 0)]


def test_our_own_process_stays_unbound():
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 512 * MEGABYTE


def test_small_files_get_the_least_time_and_large_ones_a_second_more_per_megabyte():
    limits = Limits()
    assert [limits.seconds_for(size * MEGABYTE) for size in (0, 1, 10, 15, 30)] == [5, 6, 15, 20, 20]
