"""The process that opens one file of a stranger: it reads the bytes, writes the result, and ends.

It loads little, so that it starts quickly, and has limits, so that a file made to burst it bursts nothing else.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass

from models.foreign_files.box import Box
from models.foreign_files.unfit import TooLong, Uncleanable

MOST_MEMORY = 448 * 1024 * 1024
"""Bytes of address space; Python and the libraries take 150 MB of them."""
MOST_SECONDS = 20
"""Seconds of processor time."""
BEHIND = 10
"""The process runs at this lower priority, so that people who chat come first."""
ENDS_HEAD = b"\n"


@dataclass(frozen=True, slots=True)
class Task:
    """The task for the file: the name of a function of models/foreign_files, and its arguments."""

    name: str
    media_type: str = ""
    longest_side: int | None = None
    blackened: tuple[Box, ...] = ()

    def as_arguments(self) -> tuple[str, ...]:
        """The task as command-line arguments."""
        return (self.name, self.media_type, str(self.longest_side or ""), json.dumps(self.blackened))

    @classmethod
    def of(cls, name: str, media_type: str, longest_side: str, blackened: str) -> "Task":
        """The task of these command-line arguments."""
        boxes = tuple((left, top, right, bottom) for left, top, right, bottom in json.loads(blackened))
        return cls(name, media_type, int(longest_side) if longest_side else None, boxes)


def _clean_copy(task: Task, content: bytes) -> tuple[bytes, str]:
    from models.foreign_files.cleaned import clean_copy

    return clean_copy(content, task.media_type)


def _draw_anew(task: Task, content: bytes) -> tuple[bytes, str]:
    from models.foreign_files.picture import draw_anew

    return draw_anew(content, longest_side=task.longest_side, blackened=task.blackened)


def _text_of_table(task: Task, content: bytes) -> tuple[bytes, str]:
    from models.foreign_files.table import text_of_table

    return text_of_table(content).encode(), "text/plain"


def _rows_of_table(task: Task, content: bytes) -> tuple[bytes, str]:
    from models.foreign_files.table import rows_of_table

    return json.dumps(rows_of_table(content), ensure_ascii=False).encode(), "application/json"


_TASKS: dict[str, Callable[[Task, bytes], tuple[bytes, str]]] = {
    "clean_copy": _clean_copy,
    "draw_anew": _draw_anew,
    "text_of_table": _text_of_table,
    "rows_of_table": _rows_of_table,
}


def main() -> None:
    """Read the file from stdin, and write a line of JSON and the result to stdout."""
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
    except Exception:  # libraries raise anything for a broken file; whatever it is, the file is of no use
        head = {"unfit": "unreadable"}
    sys.stdout.buffer.write(json.dumps(head).encode() + ENDS_HEAD + body)


if __name__ == "__main__":
    main()
