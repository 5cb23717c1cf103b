"""Starts a program in a process of its own without copying this process first.

uvloop forks: the event loop stands still while the page tables of this process are copied and until the program has
started, and afterwards every page that is written to costs a fault. In a service of 400 MB that takes 100 ms of its
processor time for each process, in which nobody is answered. `subprocess` uses vfork, which copies nothing.
"""

import asyncio
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

GONE = (BrokenPipeError, ConnectionResetError)
"""What writing to a process raises that does not read any more."""


@dataclass(frozen=True, slots=True)
class OwnProcess:
    """A process that runs. writer: to its standard input. reader: from its standard output."""

    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader
    _popen: "subprocess.Popen[bytes]"
    _reading: asyncio.ReadTransport
    _ended: "asyncio.Future[int]"

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._popen.pid

    @property
    def returncode(self) -> int | None:
        """The code that it ended with; None while it runs. A negative one is the signal that ended it."""
        return self._ended.result() if self._ended.done() else None

    async def wait(self) -> int:
        """Wait until it has ended, and return its code."""
        return await asyncio.shield(self._ended)

    def send_signal(self, number: int) -> None:
        """Send it a signal; does nothing once it has ended."""
        self._popen.send_signal(number)

    async def answer_to(self, content: bytes) -> bytes:
        """Write all of its input, and return all of its output; it has ended then."""
        _, answer = await asyncio.gather(self._write(content), self.reader.read())
        await self.wait()
        return answer

    async def end(self) -> None:
        """Kill it if it still runs, and close what leads to it."""
        if self.returncode is None:
            self._popen.kill()
        if not self.writer.is_closing():  # asyncio's own transport fails where it is closed already
            self.writer.transport.abort()
        self._reading.close()
        await self.wait()

    async def _write(self, content: bytes) -> None:
        with suppress(*GONE):
            self.writer.write(content)
            await self.writer.drain()
        self.writer.close()


async def begin_process(command: Sequence[str], *, cwd: Path, quiet: bool = False) -> OwnProcess:
    """Start the program. quiet: nothing that it says on stderr is kept. The caller ends it. Raises OSError."""
    loop, ended = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()
    popen = subprocess.Popen(  # noqa: ASYNC220  # it returns as soon as the program starts; a thread would hold the GIL
        command,
        cwd=cwd,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
    )
    try:
        reader = asyncio.StreamReader()
        reading, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), popen.stdout)
        writing, protocol = await loop.connect_write_pipe(
            lambda: asyncio.StreamReaderProtocol(asyncio.StreamReader()), popen.stdin
        )
    except BaseException:
        popen.kill()
        with popen:  # it closes the pipes and waits, which is short after a kill
            pass
        raise
    threading.Thread(target=_tell_end, args=(popen, loop, ended), daemon=True, name="own process").start()
    return OwnProcess(asyncio.StreamWriter(writing, protocol, None, loop), reader, popen, reading, ended)


def _tell_end(popen: "subprocess.Popen[bytes]", loop: asyncio.AbstractEventLoop, ended: "asyncio.Future[int]") -> None:
    code = popen.wait()
    with suppress(RuntimeError):  # the loop is closed already: nobody waits
        loop.call_soon_threadsafe(ended.set_result, code)
