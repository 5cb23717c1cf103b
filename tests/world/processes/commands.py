"""The commands an operator types, each as a process of its own with the settings of a folder."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.world.processes.command_process import run
from tests.world.processes.forked import start_forked
from tests.world.processes.product import environment

WITHIN_S = 60


def typed(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """As an operator starts it. Python alone takes two seconds for that: enough once for each command."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )


def forked(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """The same command, forked from a process that has imported everything."""
    with tempfile.TemporaryDirectory() as outside:
        said, told = Path(outside) / "said", Path(outside) / "told"
        process = start_forked(run, folder, environment(folder, **settings), arguments, said, told)
        process.join(WITHIN_S)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, WITHIN_S)
        return subprocess.CompletedProcess(
            arguments, process.exitcode, said.read_text("utf-8"), told.read_text("utf-8")
        )
