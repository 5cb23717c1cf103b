"""What a process of its own learned from texts, kept as a file under a digest of those texts and of the code: it is
learned once on a machine, and the next start has it at once.
"""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from zipfile import BadZipFile
from zlib import error as BadCompression

import structlog

log = structlog.get_logger(__name__)

ROOT = Path(__file__).parents[2]
LOOK_AGAIN_S = 0.2
NICER = 5
"""How much lower the priority of a process that learns is than that of the service."""
UNREADABLE = (OSError, ValueError, KeyError, EOFError, BadZipFile, BadCompression)
"""What reading a file raises that is missing, or not whole."""


class LearningFailed(Exception):
    """The learning process ended with this code; its messages are on the service's own stderr."""


def learned_file(folder: Path, kind: str, source: bytes, code: Iterable[Path]) -> Path:
    """The file of what is learned. source: what it is learned from; code: the files that read that, and learn."""
    found = hashlib.sha256(source)
    for each in code:
        found.update(each.read_bytes())
    return folder / f"{kind}-{found.hexdigest()[:32]}.npz"


def keep_learned(file: Path, packed: bytes) -> None:
    """Replace the file as a whole or not at all, readable by the owner alone, and delete those of the same kind. A
    failure does no harm: it is learned again."""
    try:
        part = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(packed)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
        for old in file.parent.glob(f"{file.name.partition('-')[0]}-*"):
            if old != file:
                old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("what was learned is not kept", error=str(error))


@asynccontextmanager
async def one_learns(folder: Path, kind: str) -> AsyncIterator[None]:
    """Let one process of those that share the folder learn, while the others wait for its result. The lock is the
    operating system's: it ends with the process."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # not on Windows

    file = os.open(folder / f"{kind}.lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await asyncio.sleep(LOOK_AGAIN_S)
        yield
    finally:
        os.close(file)


async def learn_apart(module: str, source: bytes, *arguments: str) -> bytes:
    """Run a module that learns from its standard input, at lower priority, and return its output. Raises
    LearningFailed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        packed, _ = await process.communicate(source)
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode != 0:
        raise LearningFailed(process.returncode)
    return packed
