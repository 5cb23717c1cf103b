"""The process that opens one file of a stranger: its bytes come in, what is wanted of it goes out, and it ends.

It starts with little, so that it starts quickly, and with limits, so that a file made to burst it bursts nothing else.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass

from models.foreign_files.unfit import TooLong, Uncleanable

MOST_MEMORY = 448 * 1024 * 1024
"""Bytes of address space; python and the libraries take 150 MB of them."""
MOST_SECONDS = 20
"""Of a core."""
BEHIND = 10
"""Of the processor it gets what those who chat leave."""
ENDS_HEAD = b"\n"


@dataclass(frozen=True, slots=True)
class Task:
    """What is wanted of the file: the name of a function of models/foreign_files, and its arguments."""

    name: str
    media_type: str = ""
    longest_side: int | None = None

    def as_arguments(self) -> tuple[str, ...]:
        return (self.name, self.media_type, str(self.longest_side or ""))

    @classmethod
    def of(cls, name: str, media_type: str, longest_side: str) -> "Task":
        return cls(name, media_type, int(longest_side) if longest_side else None)


def _clean_copy(task: Task, content: bytes) -> tuple[bytes, str]:
    from models.foreign_files.cleaned import clean_copy

    return clean_copy(content, task.media_type)


def _draw_anew(task: Task, content: bytes) -> tuple[bytes, str]:
    from models.foreign_files.picture import draw_anew

    return draw_anew(content, longest_side=task.longest_side)


def _text_of_table(task: Task, content: bytes) -> tuple[bytes, str]:
    from models.foreign_files.table import text_of_table

    return text_of_table(content).encode(), "text/plain"


_TASKS: dict[str, Callable[[Task, bytes], tuple[bytes, str]]] = {
    "clean_copy": _clean_copy,
    "draw_anew": _draw_anew,
    "text_of_table": _text_of_table,
}


def main() -> None:
    """Reads the file from stdin and writes a line of JSON and the result to stdout."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(BEHIND)
    task = Task.of(*sys.argv[1:])
    body = b""
    try:
        body, media_type = _TASKS[task.name](task, sys.stdin.buffer.read())
        head = {"media_type": media_type}
    except Uncleanable:
        head = {"unfit": "uncleanable"}
    except TooLong:
        head = {"unfit": "too_long"}
    except Exception:  # libraries raise what they like for a broken file; whatever it is, the file is of no use
        head = {"unfit": "unreadable"}
    sys.stdout.buffer.write(json.dumps(head).encode() + ENDS_HEAD + body)


if __name__ == "__main__":
    main()
