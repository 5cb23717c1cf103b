"""The process that reads the text in strangers' pictures: one after the other, each within limits.

    length, bytes ──> python -m bot.picture_process IDLE_S ──> length, JSON (models/foreign_files/lines.py)

Lengths are four bytes. An empty answer: the picture is of no use. It ends when nobody has sent one for IDLE_S seconds,
or when who started it is gone.
"""

import os
import resource
import select
import struct
import sys

from bot.opened_file import BEHIND

MOST_MEMORY = 3 * 1024**3
"""Bytes of address space; models and libraries take 1.5 GB of them, and up to 700 MB of memory."""
MOST_SECONDS = 20
"""Seconds of processor time for one picture."""
LENGTH = struct.Struct(">I")


def main() -> None:
    """Read pictures from stdin and answer on stdout."""
    idle_s = float(sys.argv[1])
    pictures, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(BEHIND)
    from models.foreign_files.lines import LineReader

    reader = LineReader()
    while select.select([pictures], [], [], idle_s)[0]:
        head = pictures.read(LENGTH.size)
        if len(head) < LENGTH.size:
            return
        content = pictures.read(LENGTH.unpack(head)[0])
        _allow_seconds()
        try:
            answer = reader.lines_of(content)
        except Exception:  # libraries raise anything for a broken file; whatever it is, the file is of no use
            answer = b""
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _allow_seconds() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + MOST_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
