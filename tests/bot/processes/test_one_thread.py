"""What a process forks from has no threads, and gets none by linear algebra: a forked process would wait for them."""

import subprocess
import sys

SOLVED = """
import bot.processes.imported
import numpy, psutil
numpy.linalg.solve(numpy.eye(1500), numpy.eye(1500))
print(psutil.Process().num_threads())
"""


def test_what_processes_are_forked_from_solves_a_large_system_on_its_only_thread() -> None:
    assert subprocess.check_output([sys.executable, "-c", SOLVED], text=True) == "1\n"
