"""The folder in which the processes of one parent count together (bot/metrics.py).

The parent holds a lock on it as long as it lives, however it ends: a folder that nobody holds was left by a parent that
was killed, and the next one deletes it.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder; prometheus_client reads it."""
_PREFIX = "nuanxin-metrics-"


@contextmanager
def metrics_folder() -> Iterator[Path]:
    """Yield a new, empty folder, and delete it at the end. Deletes those of parents that were killed."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError), _held(left):  # another parent's or another user's stays
            shutil.rmtree(left)
    hidden = Path(tempfile.mkdtemp(prefix=f".{_PREFIX}"))  # until it is held
    with _held(hidden):
        folder = hidden.rename(hidden.with_name(hidden.name.removeprefix(".")))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises BlockingIOError if another process does."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(held)
