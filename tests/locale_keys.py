"""Checks the texts, which Fluent itself does not: nothing malformed, nothing twice, every language the same, and
every key used and present. `python -m tests.locale_keys` is part of `make lint`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
CODE = ("bot", "handlers", "models")
SAYING = ("words", "shows")
"""What is called with a key first. What is pushed is looked up when it is sent, which is late to miss it."""
KEY = re.compile(r"[a-z]+(?:-[a-z0-9_]+)+")

Messages = dict[str, "References"]


class References(Visitor):
    """What a message names: the variables it takes, and other messages that stand in it."""

    def __init__(self, entry: fluent.Message) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()
        self.channels = {each.id.name for each in entry.attributes}
        """On which it is said otherwise."""
        self.visit(entry)

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: fluent.MessageReference) -> None:
        self.messages.add(node.id.name)


def read(folder: Path) -> tuple[Messages, list[str]]:
    """The messages of one language, and what is wrong with its files."""
    messages: Messages = {}
    problems: list[str] = []
    for file in sorted(folder.glob("*.ftl")):
        resource = FluentParser().parse(file.read_text(encoding="utf-8"))
        for entry in resource.body:
            if isinstance(entry, fluent.Junk):
                problems.append(f"{file.relative_to(ROOT)}: malformed: {(entry.content or '').strip()[:60]!r}")
            elif isinstance(entry, fluent.Message):
                if entry.id.name in messages:
                    problems.append(f"{file.relative_to(ROOT)}: twice: {entry.id.name}")
                messages[entry.id.name] = References(entry)
                problems += _untidy(file, entry)
    return messages, problems


def _untidy(file: Path, entry: fluent.Message) -> Iterator[str]:
    text = FluentSerializer().serialize_entry(entry)
    if "TODO" in text:
        yield f"{file.relative_to(ROOT)}: unfinished: {entry.id.name}"


def used() -> tuple[set[str], set[str], set[str]]:
    """Keys named in calls of `words`, every string that looks like a key, and the beginnings of composed keys."""
    called: set[str] = set()
    strings: set[str] = set()
    beginnings: set[str] = set()
    for folder in CODE:
        for file in (ROOT / folder).rglob("*"):
            if file.suffix == ".py":
                _in_python(ast.parse(file.read_text(encoding="utf-8")), called, strings, beginnings)
            elif file.suffix in (".js", ".html"):
                strings |= set(KEY.findall(file.read_text(encoding="utf-8")))
    return called, strings, beginnings


def _in_python(tree: ast.AST, called: set[str], strings: set[str], beginnings: set[str]) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                called.add(str(first.value))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if KEY.fullmatch(node.value):
                strings.add(node.value)
            elif re.fullmatch(r"[a-z]+(?:-[a-z]+)*-", node.value):
                beginnings.add(node.value)


def problems() -> list[str]:
    """Everything that is wrong, a line each."""
    locales = {folder.name: read(folder) for folder in sorted(LOCALES.iterdir()) if folder.is_dir()}
    found = [line for _, lines in locales.values() for line in lines]
    source, _ = locales["zh-CN"]
    for name, (messages, _) in locales.items():
        found += [f"{name}: missing: {key}" for key in sorted(source.keys() - messages.keys())]
        found += [f"{name}: not in zh-CN: {key}" for key in sorted(messages.keys() - source.keys())]
        found += [
            f"{name}: other channels than zh-CN: {key}: {sorted(messages[key].channels)}"
            for key in sorted(source.keys() & messages.keys())
            if messages[key].channels != source[key].channels
        ]
        found += [
            f"{name}: other variables than zh-CN: {key}: {sorted(messages[key].variables)}"
            for key in sorted(source.keys() & messages.keys())
            if messages[key].variables != source[key].variables
        ]
    called, strings, beginnings = used()
    found += [f"used but missing: {key}" for key in sorted(called - source.keys())]
    found += [
        f"present but unused: {key}"
        for key in sorted(source.keys() - strings - set().union(*(each.messages for each in source.values())))
        if not key.startswith(tuple(beginnings - {"web-"}))
    ]
    return found


if __name__ == "__main__":
    lines = problems()
    sys.stdout.write("".join(f"{line}\n" for line in lines) or "locales: all keys in order\n")
    sys.exit(1 if lines else 0)
